/** Shapes of what a ward's own calls answer. */
import { z } from '@hono/zod-openapi';
import { MAX_LIST_ROWS, WARD_LISTS } from '../../shared/wardLists';
import { MAX_NOTE_LENGTH } from '../../shared/wardNotes';
import { day, instant } from './answerTypes';

const count = z.int();
export const noteSchema = z.object({
  id: count,
  ward: z.string(),
  text: z.string().max(MAX_NOTE_LENGTH),
  from: instant.nullable(),
  until: instant.nullable(),
  recordedAt: instant,
  answer: z.object({ text: z.string().max(MAX_NOTE_LENGTH), recordedAt: instant }).nullable(),
});
const lateness = { field: z.string(), resolved: count, late: count, overdue: count };

export const wardAnswers = {
  wardList: z.object({
    ward: z.string(),
    list: z.enum(WARD_LISTS),
    asOf: instant,
    total: count,
    rows: z
      .array(
        z.strictObject({
          hint: z.string().max(4),
          field: z.string().nullable(),
          channel: z.string().nullable(),
          status: count,
          submittedAt: instant.nullable(),
          receivedAt: instant.nullable(),
          dueAt: instant.nullable(),
          finishedAt: instant.nullable(),
          since: instant.nullable(),
          workingDaysLeft: count.nullable(),
          workingMinutesLeft: count.nullable(),
          suspicion: z.enum(['finished-at-receipt', 'finished-unsaid', 'long-untouched']).nullable(),
        }),
      )
      .max(MAX_LIST_ROWS),
  }),
  lateness: z.object({
    from: day,
    to: day,
    ward: z.string(),
    asOf: instant,
    fields: z.array(z.object(lateness)),
    procedures: z.array(z.object({ procedure: z.string(), ...lateness })),
  }),
  notes: z.object({ notes: z.array(noteSchema) }),
  noteTaken: z.object({ id: count }),
};
