import type { Component } from 'solid-js';
import { lazily } from '../../../kiosk/lostCode';
import { preloadAsk } from '../../../tiles/Ask';
import type { Words } from '../../../ui/words';
import { Overview } from './Overview';

export interface Scene {
  readonly name: string;
  readonly title: keyof Words;
  readonly component: Component<{ readonly shown: boolean }>;
  /** How long it stays in the rotation; null: only when asked for. */
  readonly dwellMs: number | null;
  /** Kept while others are shown: the one map instance of a page's life. */
  readonly stays: boolean;
}

const SECOND = 1000;

// Only the first scene is in the shell: the others come while it is already seen.
const Units = lazily(() => import('./Units').then((module) => module.Units));
const Ranking = lazily(() => import('./Ranking').then((module) => module.Ranking));
const Course = lazily(() => import('./Course').then((module) => module.Course));
const Spotlight = lazily(() => import('./Spotlight').then((module) => module.Spotlight));

/** Brings the code of all scenes in, so that none of them depends on a server that may be away by then. */
export function preloadScenes(): Promise<unknown> {
  return Promise.all([preloadAsk(), ...[Units, Ranking, Course, Spotlight].map((scene) => scene.preload())]);
}

/** What the wall can show between its header and its bottom line: a new scene is one file and one line here. */
export const SCENES: readonly [Scene, ...Scene[]] = [
  { name: 'overview', title: 'overview', component: Overview, dwellMs: 90 * SECOND, stays: true },
  { name: 'units', title: 'units40', component: Units, dwellMs: 45 * SECOND, stays: false },
  { name: 'ranking', title: 'ranking', component: Ranking, dwellMs: 30 * SECOND, stays: false },
  { name: 'course', title: 'course', component: Course, dwellMs: 30 * SECOND, stays: false },
  { name: 'unit', title: 'oneUnit', component: Spotlight, dwellMs: null, stays: false },
];
