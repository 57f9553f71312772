/** A whole body that cannot be taken: an HTTP status and what to do about it. */
export interface BodyFault {
  readonly status: 400 | 413 | 415 | 422;
  readonly detail: string;
}

export function fault(status: BodyFault['status'], detail: string): { readonly ok: false; readonly fault: BodyFault } {
  return { ok: false, fault: { status, detail } };
}
