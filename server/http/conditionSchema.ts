import { z } from '@hono/zod-openapi';
import { STORAGE_FAULTS } from '../../shared/conditions';
import { day, instant } from './answerTypes';

/** What is not as it should be with the server itself (shared/conditions.ts). */
export const conditionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('storage'), since: instant, fault: z.enum(STORAGE_FAULTS) }),
  z.object({ kind: z.literal('clock'), since: instant, expected: instant, found: instant }),
  z.object({ kind: z.literal('calendar-ends'), lastDay: day, over: z.boolean() }),
  z.object({ kind: z.literal('calendar-differs'), dossiers: z.int() }),
  z.object({ kind: z.literal('unknown-units'), codes: z.array(z.string()) }),
]);

const hours = z.array(z.string()).length(2);

/** The working calendar that the server counts under (shared/calendar.ts); its version rises with each that is recorded. */
export const calendarSchema = z.object({
  version: z.int(),
  file: z.object({
    tz: z.string(),
    weekend: z.array(z.int()),
    off: z.array(z.object({ from: day, to: day, name: z.string() })),
    on: z.array(day),
    hours: z.array(z.object({ from: day, to: day.optional(), months: z.array(z.int()), am: hours, pm: hours })),
    coversTo: day.optional(),
  }),
});
