/** A whole body that cannot be taken: an HTTP status and what to do about it. */
export interface BodyFault {
  readonly status: 400 | 413 | 415 | 422;
  readonly detail: string;
  /** What it is, where a status alone does not say. */
  readonly reason?: 'too-deep';
}

export function fault(
  status: BodyFault['status'],
  detail: string,
  reason?: BodyFault['reason'],
): { readonly ok: false; readonly fault: BodyFault } {
  return { ok: false, fault: { status, detail, ...(reason && { reason }) } };
}
