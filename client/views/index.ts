import type { Component } from 'solid-js';
import type { View } from '../../shared/protocol';
import { lazily } from '../kiosk/lostCode';

const Chooser = lazily(() => import('./Chooser').then((module) => module.Chooser));
const NotFound = lazily(() => import('./NotFound').then((module) => module.NotFound));
const Wall = lazily(() => import('./wall/Wall').then((module) => module.Wall));
const Ward = lazily(() => import('./ward/Ward').then((module) => module.Ward));
const Present = lazily(() => import('./present/Present').then((module) => module.Present));
const Press = lazily(() => import('./press/Press').then((module) => module.Press));
const Remote = lazily(() => import('./remote/Remote').then((module) => module.Remote));
const Ops = lazily(() => import('./ops/Ops').then((module) => module.Ops));

export interface ViewEntry {
  readonly path: string;
  /** It also answers for every address below its path. */
  readonly deep?: boolean;
  readonly component: Component;
  /** The view it joins as; null for pages without live figures. */
  readonly live: View | null;
  /** Keys of words; null keeps it out of the chooser. */
  readonly title: 'wall' | 'present' | 'wardView' | 'ops' | null;
  readonly hint: 'wallHint' | 'presentHint' | 'wardViewHint' | 'opsHint' | null;
  /** The theme it has when the address asks for none: projectors cannot show black; a tablet's own setting is followed. */
  readonly theme: 'dark' | 'light' | 'device';
}

/** Every page of the product: a new view is one line here. */
export const VIEW_ENTRIES: readonly ViewEntry[] = [
  { path: '/', component: Chooser, live: null, title: null, hint: null, theme: 'dark' },
  { path: '/wall', component: Wall, live: 'wall', title: 'wall', hint: 'wallHint', theme: 'dark' },
  {
    path: '/ward',
    deep: true,
    component: Ward,
    live: 'ward',
    title: 'wardView',
    hint: 'wardViewHint',
    theme: 'device',
  },
  { path: '/present', component: Present, live: 'present', title: 'present', hint: 'presentHint', theme: 'light' },
  { path: '/press', component: Press, live: 'present', title: null, hint: null, theme: 'light' },
  { path: '/remote', component: Remote, live: 'remote', title: null, hint: null, theme: 'dark' },
  { path: '/ops', component: Ops, live: 'ops', title: 'ops', hint: 'opsHint', theme: 'dark' },
];

const MISSING: ViewEntry = { path: '', component: NotFound, live: null, title: null, hint: null, theme: 'dark' };

export function viewOf(path: string): ViewEntry {
  const holds = ({ path: own, deep }: ViewEntry) => own === path || (deep === true && path.startsWith(`${own}/`));
  return VIEW_ENTRIES.find(holds) ?? MISSING;
}
