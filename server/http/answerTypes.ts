import { z } from '@hono/zod-openapi';

export const instant = z.string().openapi({ format: 'date-time' });
export const day = z.string().openapi({ format: 'date' });
