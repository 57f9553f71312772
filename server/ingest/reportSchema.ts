import { z } from '@hono/zod-openapi';
import { parseInstant } from '../../shared/localTime';
import { APPLICANT_KINDS, CHANNELS, RETURN_WAYS, SERVICE_LEVELS } from '../../shared/report';
import { AGENCY_CODE } from './agencyCode';

const INSTANT_HINT = 'RFC 3339 with an offset, e.g. 2025-07-14T08:31:05+07:00';

/** Parsed here once: inside, every instant is a number of milliseconds. */
const instant = z
  .string()
  .max(40)
  .transform((text, ctx) => {
    const ms = parseInstant(text);
    if (ms !== null) return ms;
    ctx.addIssue({ code: 'custom', message: INSTANT_HINT });
    return z.NEVER;
  })
  .openapi({ type: 'string', format: 'date-time', description: INSTANT_HINT });

export const CODE = /^[A-Za-z0-9._-]{1,40}$/;
const code = z.string().regex(CODE);
const optionalInstant = instant.nullable().optional();
const optionalFlag = z.boolean().nullable().optional();

/** One report as a source sends it (api.md "Ingest"). Types are not coerced; unknown fields are dropped unread. */
export const reportSchema = z
  .object({
    id: z.string().min(1).max(128).nullable().optional(),
    occurredAt: instant,
    dossierNo: z
      .string()
      .max(128)
      .refine((text) => text.trim() !== ''),
    wardCode: code.optional().openapi({ description: 'Official 5-digit code; required unless agencyCode is given' }),
    agencyCode: z.string().regex(AGENCY_CODE).optional().openapi({
      description: 'Without wardCode: the agency, which the table of operators maps to a ward; until then it waits',
    }),
    procedureCode: code.nullable().optional(),
    fieldCode: code.nullable().optional(),
    channel: z.enum(CHANNELS).nullable().optional(),
    status: z.int().min(1).max(10),
    submittedAt: optionalInstant,
    receivedAt: optionalInstant,
    dueAt: optionalInstant,
    finishedAt: optionalInstant,
    returnedAt: optionalInstant,
    serviceLevel: z.enum(SERVICE_LEVELS).nullable().optional(),
    applicantKind: z.enum(APPLICANT_KINDS).nullable().optional(),
    returnBy: z.enum(RETURN_WAYS).nullable().optional(),
    flags: z
      .object({ digitised: optionalFlag, electronicResult: optionalFlag, onlinePayment: optionalFlag })
      .nullable()
      .optional(),
    retracted: optionalFlag,
  })
  .openapi('Report');

export type SentReport = z.infer<typeof reportSchema>;
