import type { Component } from 'solid-js';
import { Overview } from './Overview';

export interface Scene {
  readonly name: string;
  readonly component: Component;
}

/** What the wall can show between its header and its bottom line: a new scene is one line here. */
export const SCENES: readonly [Scene, ...Scene[]] = [{ name: 'overview', component: Overview }];
