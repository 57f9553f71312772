/** What a source says of one dossier at one business instant, after the door: no personal data, instants in ms. */
export const CHANNELS = ['online', 'direct', 'postal', 'unknown'] as const;
export const SERVICE_LEVELS = ['full', 'partial', 'info', 'unknown'] as const;
export const APPLICANT_KINDS = ['citizen', 'business', 'state', 'organisation', 'unknown'] as const;
export const RETURN_WAYS = ['counter', 'post', 'unknown'] as const;
export const FLAGS = ['digitised', 'electronicResult', 'onlinePayment'] as const;

export type Channel = (typeof CHANNELS)[number];
export type ServiceLevel = (typeof SERVICE_LEVELS)[number];
export type ApplicantKind = (typeof APPLICANT_KINDS)[number];
export type ReturnWay = (typeof RETURN_WAYS)[number];
export type Flag = (typeof FLAGS)[number];

/** Codes of `TrangThaiHoSo` (domain.md §1.6). */
export const STATUS = {
  submitted: 1,
  received: 2,
  rejected: 3,
  processing: 4,
  supplementRequested: 5,
  paymentRequested: 6,
  withdrawn: 7,
  stopped: 8,
  completed: 9,
  returned: 10,
} as const;

/** The optional part of a report. A field left out says nothing; null says "known to be empty". */
export interface ReportContent {
  readonly channel?: Channel | null;
  readonly procedureCode?: string | null;
  readonly fieldCode?: string | null;
  readonly submittedAt?: number | null;
  readonly receivedAt?: number | null;
  readonly dueAt?: number | null;
  readonly finishedAt?: number | null;
  readonly returnedAt?: number | null;
  readonly serviceLevel?: ServiceLevel | null;
  readonly applicantKind?: ApplicantKind | null;
  readonly returnBy?: ReturnWay | null;
  readonly flags?: { readonly [K in Flag]?: boolean | null } | null;
  readonly retracted?: boolean | null;
}

/** One line of a dossier's timeline. `contentText` is the canonical JSON of `content`: it settles ties (D1). */
export interface TimelineReport {
  readonly occurredAt: number;
  readonly status: number;
  readonly wardCode: string;
  readonly contentText: string;
  readonly content: ReportContent;
}

/** The fields of the content in canonical order; the text of equal contents is equal to the letter. */
export const CONTENT_FIELDS = [
  'channel',
  'procedureCode',
  'fieldCode',
  'submittedAt',
  'receivedAt',
  'dueAt',
  'finishedAt',
  'returnedAt',
  'serviceLevel',
  'applicantKind',
  'returnBy',
  'flags',
  'retracted',
] as const satisfies readonly (keyof ReportContent)[];
