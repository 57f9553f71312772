import type { Context, Hono } from 'hono';
import { z } from 'zod';
import { type Brief, composeBrief } from '../../shared/brief/composeBrief';
import { DAY_MS, formatInstant } from '../../shared/localTime';
import { type PeriodTable, periodTable } from '../../shared/periodTable/periodTable';
import { ON_TIME_VARIANTS, type OnTimeVariant } from '../../shared/ranking';
import type { Ward } from '../../shared/wards';
import type { Engine } from '../engine';
import { limitBody } from './bodies';
import { briefDocx, DOCX, foreignNumbers } from './briefFile';
import { FILE_FORMATS, periodFile } from './periodFiles';
import { type PeriodQuery, readPeriod } from './periodQuery';
import { problem } from './problem';

export interface ReportParts {
  readonly engine: () => Engine | null;
  readonly wards: readonly Ward[];
}

interface WrittenBrief {
  readonly query: PeriodQuery;
  readonly variant: OnTimeVariant;
  readonly brief: Brief;
  readonly table: PeriodTable;
}

const MAX_EDITED_BYTES = 256 * 1024;
const editedSchema = z.object({ paragraphs: z.array(z.string().max(5000)).min(1).max(40) });
const DOCX_COLUMNS = ['Đơn vị', 'Tiếp nhận', '% trực tuyến', 'Xong trước hạn', 'Xong đúng hạn', 'Xong quá hạn'];

/** What leaves the house about a period: the written brief and the tables. All of it is one reading of one instant. */
export function addReportRoutes(app: Hono, { engine, wards }: ReportParts): void {
  const names = new Map(wards.map((ward) => [ward.code, `${ward.kind} ${ward.name}`]));
  const asked = async (
    c: Context,
  ): Promise<{ readonly current: Engine; readonly query: PeriodQuery } | { readonly refused: Response }> => {
    const current = engine();
    if (!current) return { refused: problem(c, 503, 'The board is being loaded; ask again in a moment.') };
    const period = readPeriod(c.req.query(), await current.fixNow());
    return period.ok ? { current, query: period.query } : { refused: problem(c, 400, period.detail) };
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
    return { query, variant, brief, table };
  };
  app.get('/api/v1/brief', async (c) => {
    const made = await written(c);
    if ('refused' in made) return made.refused;
    const { from, to, recordedUpTo } = made.query;
    return c.json({ from, to, variant: made.variant, asOf: formatInstant(recordedUpTo), ...made.brief });
  });
  app.post('/api/v1/brief.docx', limitBody(MAX_EDITED_BYTES), async (c) => {
    const edited = editedSchema.safeParse(await c.req.json().catch(() => null));
    if (!edited.success) return problem(c, 400, 'Send {"paragraphs": ["…"]}, at most 40 of at most 5000 characters.');
    const made = await written(c);
    if ('refused' in made) return made.refused;
    const [foreign] = foreignNumbers(edited.data.paragraphs.join(' '), made.brief.text);
    if (foreign !== undefined) {
      return problem(
        c,
        422,
        `"${foreign}" is no number of this period’s figures: words may be changed, numbers may not.`,
      );
    }
    const { from, to } = made.query;
    const file = await briefDocx({
      title: 'Tình hình tiếp nhận, giải quyết thủ tục hành chính tại 40 xã, phường',
      paragraphs: edited.data.paragraphs,
      columns: [...DOCX_COLUMNS, `% đúng hạn ${made.variant}`, 'Quá hạn đang xử lý'],
      table: made.table,
    });
    return c.body(file, 200, {
      'Content-Type': DOCX,
      'Content-Disposition': `attachment; filename="ban-tin-${from}-${to}.docx"`,
    });
  });
  app.get('/api/v1/export', async (c) => {
    const format = FILE_FORMATS.find((one) => one === c.req.query('format'));
    if (!format) return problem(c, 400, 'Give format=csv or format=xlsx.');
    const ready = await asked(c);
    if ('refused' in ready) return ready.refused;
    const { from, to, start, end, recordedUpTo } = ready.query;
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

/** What the figures speak for: where the period is cut, or all that is known of a period that is over. */
function figuresOf({ end, fullEnd, recordedUpTo }: PeriodQuery): number {
  return end < fullEnd ? end : recordedUpTo;
}
