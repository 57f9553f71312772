import { MAX_DEPTH } from '../../jsonDepth';
import { fault } from '../fault';
import type { TextConnector } from './connector';
import { placedReports, readReports } from './deepReports';

/** The canonical shape: a JSON array of reports. */
export const json = {
  kind: 'text',
  name: 'json',
  endings: ['.json'],
  read: (text) => {
    const sent = readReports(text, 'list');
    if (!sent.ok) {
      return sent.deep
        ? fault(400, `The body is nested more than ${MAX_DEPTH} deep outside any report.`, 'too-deep')
        : fault(400, 'The body is not valid JSON.');
    }
    const { value, deep } = sent;
    if (!Array.isArray(value)) return fault(422, 'The body must be a JSON array of reports.');
    return { ok: true, items: placedReports(value, deep), count: value.length };
  },
} as const satisfies TextConnector;
