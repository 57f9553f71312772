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
