/** What a ward tells the centre about its figures, and the centre's answer; shown on the wall and in the presenter. */
export interface WardNote {
  readonly id: number;
  readonly ward: string;
  readonly text: string;
  /** Since when the reason holds (RFC 3339), as the ward says; null: not said. */
  readonly from: string | null;
  /** Until when; null: it still holds. */
  readonly until: string | null;
  readonly person: string;
  readonly recordedAt: string;
  readonly answer: { readonly text: string; readonly person: string; readonly recordedAt: string } | null;
}

export const MAX_NOTE_LENGTH = 140;
