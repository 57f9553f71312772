import { makeDataDir, makeKey, startServer } from '../support/server';
import { batchedIngest } from './ingest';
import { scrub } from './scrub';

const dataDir = makeDataDir();
const key = await makeKey(dataDir);
const server = await startServer({ dataDir });
try {
  console.log(JSON.stringify(await batchedIngest(server, key, 1_000_000, 60, 2)));
  console.log(JSON.stringify(await scrub(server)));
} finally {
  await server.dispose();
}
