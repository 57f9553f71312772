import { fault } from '../fault';
import type { TextConnector } from './connector';

/** The canonical shape: a JSON array of reports. */
export const json = {
  kind: 'text',
  name: 'json',
  endings: ['.json'],
  read: (text) => {
    let sent: unknown;
    try {
      sent = JSON.parse(text);
    } catch {
      return fault(400, 'The body is not valid JSON.');
    }
    if (!Array.isArray(sent)) return fault(422, 'The body must be a JSON array of reports.');
    return { ok: true, items: sent.entries(), count: sent.length };
  },
} as const satisfies TextConnector;
