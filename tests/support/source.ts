/** A source as the product's contract knows it: it posts reports with a key. */
export interface Posted {
  readonly status: number;
  readonly headers: Headers;
  readonly body: {
    readonly accepted: number;
    readonly duplicates: number;
    readonly quarantined: readonly { readonly index: number; readonly reason: string }[];
    readonly rev: number;
    readonly detail?: string;
  };
}

export async function post(
  origin: string,
  key: string,
  reports: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Posted> {
  const isRaw = typeof reports === 'string' || reports instanceof Uint8Array;
  const response = await fetch(`${origin}/api/v1/reports`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${key}`, ...headers },
    body: isRaw ? (reports as string) : JSON.stringify(reports),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Posted['body'] };
}

/** A valid report of the running moment; the number makes the dossier. */
export function simpleReport(number: number | string, extra: Readonly<Record<string, unknown>> = {}) {
  return {
    occurredAt: new Date(performance.timeOrigin + performance.now() - 2000).toISOString(),
    dossierNo: `H57.21.03-250714-${number}`,
    wardCode: '19753',
    status: 2,
    channel: 'online',
    ...extra,
  };
}
