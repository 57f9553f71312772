import type { Component } from 'solid-js';
import type { Permission } from '../../../shared/access';
import type { OpsWord } from '../../ui/words/ops';
import { AgenciesDesk } from './AgenciesDesk';
import { AlertDesk } from './AlertDesk';
import { AlertLog } from './AlertLog';
import { AuditTable } from './AuditTable';
import { CalendarDesk } from './CalendarDesk';
import { KeysDesk } from './KeysDesk';
import { LimitsForm } from './LimitsForm';
import { NotesDesk } from './NotesDesk';
import { PeopleDesk } from './PeopleDesk';
import { QuarantineTable } from './QuarantineTable';
import { RulesTable } from './RulesTable';
import { ScreensDesk } from './ScreensDesk';
import type { SectionProps } from './Section';
import { SourcesTable } from './SourcesTable';
import { WallsTable } from './WallsTable';

export interface OpsSection {
  /** Its anchor: /ops#NAME. */
  readonly name: string;
  readonly title: OpsWord;
  readonly may: Extract<Permission, 'operate' | 'administer'>;
  readonly component: Component<SectionProps>;
}

interface SectionGroup {
  readonly title: OpsWord;
  readonly sections: readonly OpsSection[];
}

/** The whole page, in its order: a new section is one line here. */
export const SECTION_GROUPS: readonly SectionGroup[] = [
  {
    title: 'groupNow',
    sections: [
      { name: 'alerts', title: 'alerts', may: 'operate', component: AlertDesk },
      { name: 'notes', title: 'notes', may: 'operate', component: NotesDesk },
    ],
  },
  {
    title: 'groupScreens',
    sections: [
      { name: 'screens', title: 'screens', may: 'operate', component: ScreensDesk },
      { name: 'walls', title: 'walls', may: 'operate', component: WallsTable },
    ],
  },
  {
    title: 'groupReports',
    sections: [
      { name: 'sources', title: 'sources', may: 'operate', component: SourcesTable },
      { name: 'quarantine', title: 'quarantine', may: 'operate', component: QuarantineTable },
      { name: 'agencies', title: 'agencies', may: 'operate', component: AgenciesDesk },
    ],
  },
  {
    title: 'groupRules',
    sections: [
      { name: 'limits', title: 'limits', may: 'operate', component: LimitsForm },
      { name: 'calendar', title: 'calendar', may: 'operate', component: CalendarDesk },
      { name: 'rules', title: 'rules', may: 'operate', component: RulesTable },
      { name: 'log', title: 'alertLog', may: 'operate', component: AlertLog },
    ],
  },
  {
    title: 'groupAccess',
    sections: [
      { name: 'users', title: 'users', may: 'administer', component: PeopleDesk },
      { name: 'keys', title: 'keys', may: 'administer', component: KeysDesk },
      { name: 'audit', title: 'audit', may: 'operate', component: AuditTable },
    ],
  },
];
