import { createContext, onCleanup, useContext } from 'solid-js';
import type { SceneOrder } from '../../shared/protocol';
import type { Presented, Steer } from '../../shared/steer';

/** What a view tells of itself, and what it lets others ask of it. */
export interface ScreenView {
  readonly scene: () => string;
  /** Minutes of arc of the needed text at the farthest seat. */
  readonly arcMinutes: () => number;
  /** Somebody is presenting: nothing may be reloaded under him. */
  readonly busy: () => boolean;
  /** Notes what is shown, for the page after a reload. */
  readonly keep: () => void;
  readonly take: (order: SceneOrder) => void;
  /** What a paired phone asks for; only a presenter takes it. */
  readonly steer?: (steer: Steer) => void;
}

/** What the line to the server does for a presenter and its phones. */
export interface RemoteLink {
  /** A secret that pairs phones with this presenter; null when there is none to be had now. */
  readonly openRemote: () => Promise<string | null>;
  readonly present: (presented: Presented) => void;
  readonly steer: (steer: Steer) => void;
  /** What the presenter shows, on a phone. */
  readonly presented: () => Presented | null;
}

/** Joins the view that is shown to the link, without either knowing the other. */
export interface ScreenLink {
  /** What the connection does for remotes; null until it is there. */
  readonly remote: () => RemoteLink | null;
  readonly setRemote: (remote: RemoteLink) => void;
  readonly view: () => ScreenView | null;
  readonly show: (view: ScreenView) => void;
}

/** A view that tells what it shows and takes no orders. */
export function stillView(scene: () => string): ScreenView {
  return { scene, arcMinutes: () => DESIGNED_ARC, busy: () => false, keep: () => undefined, take: () => undefined };
}

/** What is held in the hand or lies on a desk is drawn for this (design guide §2). */
const DESIGNED_ARC = 16;

export function createScreenLink(): ScreenLink {
  let shown: ScreenView | null = null;
  let remote: RemoteLink | null = null;
  return {
    view: () => shown,
    remote: () => remote,
    setRemote: (given) => {
      remote = given;
    },
    show: (view) => {
      shown = view;
      onCleanup(() => {
        if (shown === view) shown = null;
      });
    },
  };
}

const ScreenContext = createContext<ScreenLink>(createScreenLink());
export const ScreenProvider = ScreenContext.Provider;

export function useScreenLink(): ScreenLink {
  return useContext(ScreenContext);
}
