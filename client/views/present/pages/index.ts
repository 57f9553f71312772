import type { Component } from 'solid-js';
import type { PresentWord } from '../../../ui/words/present';
import type { DecisionList } from '../decisions/decisionList';
import type { Figures, Picture } from '../figures';
import type { Player } from '../player';
import type { PresentState } from '../presentState';
import { BriefPage } from './BriefPage';
import { DecisionsPage } from './DecisionsPage';
import { Overview } from './Overview';
import { RankingPage } from './RankingPage';
import { UnitPage } from './UnitPage';

export interface PageProps {
  readonly state: PresentState;
  readonly figures: Figures;
  readonly picture: Picture;
  readonly player: Player;
  readonly decisions: DecisionList;
  /** Opens the form of a decision. */
  readonly onTake: () => void;
}

export interface Page {
  readonly name: string;
  readonly title: PresentWord;
  readonly component: Component<PageProps>;
  /** The time machine plays while it is shown. */
  readonly plays: boolean;
}

/** The presenter's pages in their order: a new page is one file and one line here. */
export const PAGES: readonly [Page, ...Page[]] = [
  { name: 'overview', title: 'overview', component: Overview, plays: true },
  { name: 'ranking', title: 'ranking', component: RankingPage, plays: true },
  { name: 'unit', title: 'unit', component: UnitPage, plays: true },
  { name: 'brief', title: 'brief', component: BriefPage, plays: false },
  { name: 'decisions', title: 'decisions', component: DecisionsPage, plays: false },
];
