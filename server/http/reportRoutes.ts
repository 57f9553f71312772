import type { Context, Hono } from 'hono';
import { z } from 'zod';
import { type Brief, composeBrief } from '../../shared/brief/composeBrief';
import { dayText } from '../../shared/formats';
import { DAY_MS, dayOf, formatDay, formatInstant } from '../../shared/localTime';
import { type PeriodTable, periodTable } from '../../shared/periodTable/periodTable';
import { ON_TIME_VARIANTS, type OnTimeVariant } from '../../shared/ranking';
import type { PeriodFigures } from '../../shared/summary';
import type { Ward } from '../../shared/wards';
import type { Engine } from '../engine';
import type { Auditor } from './accessGuard';
import { limitBody, readBody } from './bodies';
import { briefDocx, DOCX, foreignNumbers } from './briefFile';
import { briefPdf, type DayBar, largeFigures } from './briefPdf';
import { PDF } from './pdfPage';
import { FILE_FORMATS, periodFile } from './periodFiles';
import { type PeriodQuery, readPeriod } from './periodQuery';
import { busyProblem, problem } from './problem';

export interface ReportParts {
  readonly engine: () => Engine | null;
  readonly wards: readonly Ward[];
  readonly audit: Auditor;
}

interface WrittenBrief {
  readonly query: PeriodQuery;
  readonly variant: OnTimeVariant;
  readonly brief: Brief;
  readonly table: PeriodTable;
  readonly city: PeriodFigures;
  /** Received day by day, as of the same instant. */
  readonly days: () => Promise<readonly DayBar[]>;
}

const TITLE = 'Tình hình tiếp nhận, giải quyết thủ tục hành chính tại 40 xã, phường';
/** Longer periods have no room for a bar a day. */
const MOST_BARS = 124;
const MAX_EDITED_BYTES = 256 * 1024;
const EDITED_SHAPE = 'Send {"paragraphs": ["…"]}, at most 40 of at most 5000 characters.';
const editedSchema = z.object({ paragraphs: z.array(z.string().max(5000)).min(1).max(40) });
const TEXT_COLUMNS = ['Đơn vị', 'Tiếp nhận', '% trực tuyến', 'Xong trước hạn', 'Xong đúng hạn', 'Xong quá hạn'];

/** What leaves the house about a period: the written brief and the tables. All of it is one reading of one instant. */
export function addReportRoutes(app: Hono, { engine, wards, audit }: ReportParts): void {
  const names = new Map(wards.map((ward) => [ward.code, `${ward.kind} ${ward.name}`]));
  const asked = async (
    c: Context,
  ): Promise<{ readonly current: Engine; readonly query: PeriodQuery } | { readonly refused: Response }> => {
    const current = engine();
    if (!current) return { refused: busyProblem(c, 'loading') };
    const period = readPeriod(c.req.query(), await current.fixNow(), current.clock.now());
    return period.ok ? { current, query: period.query } : { refused: problem(c, 400, period.detail) };
  };
  /** What a person takes out of the house stands in the audit before it leaves. */
  const told = (c: Context, ending: string, { from, to }: PeriodQuery): void => {
    if (c.get('identity').kind === 'user') audit(c, { action: 'file-taken', detail: `${ending} ${from} – ${to}` });
  };
  const written = async (c: Context): Promise<WrittenBrief | { readonly refused: Response }> => {
    const variant = ON_TIME_VARIANTS.find((one) => one === (c.req.query('variant') ?? 'C'));
    if (!variant) return { refused: problem(c, 400, 'Give variant as A, B or C.') };
    const ready = await asked(c);
    if ('refused' in ready) return ready;
    const { current, query } = ready;
    const { from, to, start, end, fullEnd, recordedUpTo } = query;
    const lastDay = fullEnd - DAY_MS;
    const [whole, day] = await Promise.all([
      current.summary({ start, end, recordedUpTo }),
      from === to || lastDay > end ? null : current.summary({ start: lastDay, end, recordedUpTo }),
    ]);
    const { sources, thresholds, simulated } = current.snapshot();
    const brief = composeBrief({
      from,
      to,
      city: whole.city,
      wards: whole.wards,
      lastDay: day,
      variant,
      leastN: thresholds.fewBelow,
      nameOf: (code) => names.get(code) ?? code,
      asOf: figuresOf(query),
      sources: sources.map((source) => source.title),
      simulated,
    });
    const table = periodTable({ from, to, asOf: figuresOf(query), ...whole, about: wards, simulated });
    const days = async (): Promise<readonly DayBar[]> => {
      if (fullEnd - start > MOST_BARS * DAY_MS) return [];
      const buckets = await current.series({ start, end, recordedUpTo, by: 'day', ward: null, listTo: fullEnd });
      return buckets.map((bucket) => ({
        label: dayText(formatDay(dayOf(bucket.start))),
        received: bucket.figures.received,
        online: bucket.figures.receivedOnline,
      }));
    };
    return { query, variant, brief, table, city: whole.city, days };
  };
  app.get('/api/v1/brief', async (c) => {
    const made = await written(c);
    if ('refused' in made) return made.refused;
    const { from, to, recordedUpTo } = made.query;
    return c.json({ from, to, variant: made.variant, asOf: formatInstant(recordedUpTo), ...made.brief });
  });
  const edited =
    (make: (made: WrittenBrief, paragraphs: readonly string[]) => Promise<Leaving>) => async (c: Context) => {
      const said = await readBody(c, editedSchema, EDITED_SHAPE);
      if (!said.ok) return said.answer;
      const made = await written(c);
      if ('refused' in made) return made.refused;
      const [foreign] = foreignNumbers(said.body.paragraphs.join(' '), made.brief);
      if (foreign !== undefined) {
        return problem(
          c,
          422,
          `"${foreign}" is no number of this period’s figures: words may be changed, numbers may not.`,
        );
      }
      const { from, to } = made.query;
      const { body, type, ending } = await make(made, said.body.paragraphs);
      told(c, ending, made.query);
      return c.body(body, 200, {
        'Content-Type': type,
        'Content-Disposition': `attachment; filename="ban-tin-${from}-${to}.${ending}"`,
      });
    };
  const limit = limitBody(MAX_EDITED_BYTES);
  app.post('/api/v1/brief.docx', limit, edited(asDocx));
  app.post('/api/v1/brief.pdf', limit, edited(asPdf));
  app.get('/api/v1/export', async (c) => {
    const format = FILE_FORMATS.find((one) => one === c.req.query('format'));
    if (!format) return problem(c, 400, 'Give format=csv, format=xlsx or format=pdf.');
    const ready = await asked(c);
    if ('refused' in ready) return ready.refused;
    const { from, to, start, end, recordedUpTo } = ready.query;
    told(c, format, ready.query);
    const figures = await ready.current.summary({ start, end, recordedUpTo });
    const { simulated } = ready.current.snapshot();
    const file = await periodFile(
      periodTable({ from, to, asOf: figuresOf(ready.query), ...figures, about: wards, simulated }),
      format,
    );
    return c.body(file.body, 200, {
      'Content-Type': file.type,
      'Content-Disposition': `attachment; filename="ho-so-hue-${from}-${to}.${format}"`,
    });
  });
}

interface Leaving {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly type: string;
  readonly ending: string;
}

function columnsOf({ variant }: WrittenBrief): readonly string[] {
  return [...TEXT_COLUMNS, `% đúng hạn ${variant}`, 'Quá hạn đang xử lý'];
}

async function asDocx(made: WrittenBrief, paragraphs: readonly string[]): Promise<Leaving> {
  const body = await briefDocx({ title: TITLE, paragraphs, columns: columnsOf(made), table: made.table });
  return { body, type: DOCX, ending: 'docx' };
}

async function asPdf(made: WrittenBrief, paragraphs: readonly string[]): Promise<Leaving> {
  const { city, query, variant, table } = made;
  const day = (iso: string) => iso.split('-').map(Number).reverse().join('/');
  const period = query.from === query.to ? day(query.to) : `${day(query.from)} – ${day(query.to)}`;
  const body = await briefPdf({
    title: TITLE,
    office: 'Văn phòng UBND thành phố Huế',
    period,
    figures: largeFigures(city, variant),
    paragraphs,
    days: await made.days(),
    columns: columnsOf(made),
    table,
  });
  return { body, type: PDF, ending: 'pdf' };
}

/** What the figures speak for: where the period is cut, or all that is known of a period that is over. */
function figuresOf({ end, fullEnd, recordedUpTo }: PeriodQuery): number {
  return end < fullEnd ? Math.min(end, recordedUpTo) : recordedUpTo;
}
