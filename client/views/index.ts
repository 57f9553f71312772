import type { Component } from 'solid-js';
import type { View } from '../../shared/protocol';
import { Chooser } from './Chooser';
import { NotFound } from './NotFound';
import { Wall } from './wall/Wall';

export interface ViewEntry {
  readonly path: string;
  readonly component: Component;
  /** The view it joins as; null for pages without live figures. */
  readonly live: View | null;
  /** Keys of words; null keeps it out of the chooser. */
  readonly title: 'wall' | null;
  readonly hint: 'wallHint' | null;
}

/** Every page of the product: a new view is one line here. */
export const VIEW_ENTRIES: readonly ViewEntry[] = [
  { path: '/', component: Chooser, live: null, title: null, hint: null },
  { path: '/wall', component: Wall, live: 'wall', title: 'wall', hint: 'wallHint' },
];

const MISSING: ViewEntry = { path: '', component: NotFound, live: null, title: null, hint: null };

export function viewOf(path: string): ViewEntry {
  return VIEW_ENTRIES.find((entry) => entry.path === path) ?? MISSING;
}
