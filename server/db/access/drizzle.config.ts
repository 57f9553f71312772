import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'sqlite',
  schema: './server/db/access/schema.ts',
  out: './server/db/access/migrations',
  casing: 'snake_case',
});
