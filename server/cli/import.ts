import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { SingleBar } from 'cli-progress';
import { formatInstant } from '../../shared/localTime';
import { type Config, readConfig } from '../config';
import { ACCESS_FILE, LOG_FILE } from '../dataFiles';
import { type AuditAction, createAuditRows } from '../db/access/auditRows';
import { openAccess } from '../db/access/openAccess';
import { type Connection, openWriter } from '../db/open';
import { createKey, revokeKey, SOURCE_NAME } from '../db/sourceBook';
import { NO_MAP, parseTableMap, type TableMap } from '../ingest/tables/tableMap';
import { takeBackLeftKeys } from '../lentKeys';
import { createWatchedClock } from '../watchedClock';
import { runCommand, Usage } from './command';
import { importAgencies } from './importAgencies';
import { openFile, shownName, slices } from './importFiles';
import { createTally, type FileReceipt, keepReceipt, type Receipt, receiptText } from './importReceipt';
import { ImportStop, openSink, type Sink } from './importSinks';
import { type Stopping, watchStopping } from './stopping';

const HELP = `Takes files of reports into the log, through the same door as any source.

  npm run import -- FILE… [--source NAME] [--map FILE]
  npm run import -- --agencies FILE

FILE is one of
  .csv .tsv   UTF-8, with or without BOM, separated by ";", "," or tabs
  .xlsx       the first sheet
  .ndjson     one canonical report a line
  .json       an array of canonical reports, or one envelope of the exchange with the national portal (DVCQG)

A table has its headings in one of its first 20 rows, with or without marks, in any order. Needed are
  dossierNo   Mã hồ sơ, Số hồ sơ
  status      Trạng thái: 1…10, or the words of the portal's list (Đang xử lý, Đã trả kết quả …)
and used are
  unit        Mã đơn vị, Đơn vị, Phường/Xã: a ward's code, an agency's (H57.21.03), or the official name to the letter
              ("Phú Xuân", "phường Phú Xuân", "UBND phường Phú Xuân"); without it the agency in the dossier's number
  occurredAt  Thời điểm, Ngày cập nhật; without it the latest date that can have brought the status about
  submittedAt Ngày nộp · receivedAt Ngày tiếp nhận · dueAt Ngày hẹn trả · finishedAt Ngày kết thúc xử lý · returnedAt Ngày trả
  channel     Kênh: Trực tiếp, Trực tuyến, Bưu chính công ích · procedureCode Mã thủ tục · fieldCode Mã lĩnh vực
  applicantKind Loại đối tượng · returnBy Hình thức trả · id
Other columns are never looked at. Dates: 14/07/2025 08:31, 2025-07-14 08:31, Excel dates, RFC 3339; local time. A day without
a time is its beginning, a due day its end.

  --source NAME    in whose name (default: import). The same file again under the same name is known again.
  --map FILE       JSON for tables that are written otherwise:
                   {"columns": {"Tên cột": "dueAt"}, "status": {"Chờ ký": 4}, "channel": {"Qua mạng": "online"},
                    "units": {"UBND P. Phú Xuân": "19753"}}
  --agencies FILE  a CSV with the headings agency and ward: which ward the codes of agencies belong to

If a server runs on the log (PORT, HOST), it takes the reports and its screens show them; else the log is opened here.
At the end stands a receipt, also as a file in DATA_DIR/receipts; after Ctrl-C or SIGTERM too, for what was taken so far.
Exit 1: a file could not be read to its end; 130, 143: stopped.`;

const clock = createWatchedClock();

await runCommand(HELP, async (args) => {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: { source: { type: 'string' }, map: { type: 'string' }, agencies: { type: 'string' } },
  });
  const config = readConfig();
  if (values.agencies !== undefined) {
    if (positionals.length > 0) throw new Usage('Give --agencies its FILE and nothing else.');
    return importAgencies(values.agencies, config.dataDir, clock.now());
  }
  if (positionals.length === 0) throw new Usage('Give the files to take in.');
  const source = values.source ?? 'import';
  if (!SOURCE_NAME.test(source)) throw new Usage('A source has a NAME of 1–40 letters, digits, ".", "_" or "-".');
  const map = values.map === undefined ? NO_MAP : readMap(values.map);
  return importAll(config, source, positionals, map);
});

async function importAll(config: Config, source: string, paths: readonly string[], map: TableMap): Promise<number> {
  const stopping = watchStopping();
  const lent = lendKey(config.dataDir, source);
  let sink: Sink | null = null;
  const files: FileReceipt[] = [];
  try {
    sink = await openSink(config, lent.key, clock, stopping);
    for (const path of paths) files.push(await importFile(path, map, sink, stopping));
  } catch (cause) {
    if (!(cause instanceof ImportStop) || sink) throw cause;
    console.error(cause.message);
    return stopping.exitCode() ?? 1;
  } finally {
    sink?.close();
    lent.giveBack();
  }
  const at = clock.now();
  const receipt: Receipt = { at: formatInstant(at), source, how: sink.how, files };
  console.log(receiptText(receipt));
  console.log(`Receipt: ${keepReceipt(config.dataDir, at, receipt)}`);
  return stopping.exitCode() ?? (files.some(({ fault }) => fault !== null) ? 1 : 0);
}

async function importFile(path: string, map: TableMap, sink: Sink, stopping: Stopping): Promise<FileReceipt> {
  const tally = createTally(shownName(path));
  if (stopping.asked.aborted) {
    return tally.receipt({ connector: null, ignoredColumns: 0, fault: 'was not begun, the import was stopped before' });
  }
  const opened = await openFile(path, map, clock.now());
  if (!opened.ok) return tally.receipt({ connector: null, ignoredColumns: 0, fault: opened.detail });
  const { connector, candidates, ignoredColumns } = opened;
  const bar = new SingleBar({
    format: `${shownName(path)} {bar} {percentage} % · {value}/{total}`,
    stream: process.stderr,
    clearOnComplete: true,
    hideCursor: true,
  });
  let fault: string | null = null;
  bar.start(candidates.count, 0);
  try {
    for (const slice of slices(candidates)) {
      await stopping.look(() => new ImportStop('the import was stopped.'));
      tally.add(await sink.send(slice.ndjson), slice);
      bar.increment(slice.lines.length);
    }
  } catch (cause) {
    if (!(cause instanceof ImportStop)) throw cause;
    // What was answered before is durable: the receipt tells how far it came, and sent again it is known again.
    fault = `was taken in only so far: ${cause.message.replace(/\.$/, '')}`;
  } finally {
    bar.stop();
  }
  return tally.receipt({ connector, ignoredColumns, fault });
}

interface LentKey {
  readonly key: string;
  readonly giveBack: () => void;
}

/** A key of the source for as long as the import runs; both ends of its life stand in the audit. */
function lendKey(dataDir: string, source: string): LentKey {
  const act = (action: AuditAction, change: (db: Connection) => void): void => {
    const db = openWriter(join(dataDir, LOG_FILE));
    const store = openAccess(join(dataDir, ACCESS_FILE));
    try {
      if (action === 'key-made') takeBackLeftKeys(db, store, clock.now());
      change(db);
      const who = { who: 'npm run import', role: 'command', address: '' };
      createAuditRows(store).add({ at: clock.now(), ...who, action, ward: null, detail: source });
    } finally {
      store.close();
      db.close();
    }
  };
  let key = '';
  act('key-made', (db) => {
    key = createKey(db, { name: source, quota: null, at: clock.now(), lentTo: process.pid });
  });
  return {
    key,
    giveBack: () => {
      try {
        act('key-revoked', (db) => revokeKey(db, key, clock.now()));
      } catch (cause) {
        const why = cause instanceof Error ? cause.message : String(cause);
        console.error(
          `The key lent to this import could not be taken back (${why}); the next import or start does it.`,
        );
      }
    },
  };
}

function readMap(path: string): TableMap {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new Usage(`${path} cannot be read.`);
  }
  const map = parseTableMap(text);
  if (typeof map === 'string') throw new Usage(`${path} ${map}.`);
  return map;
}
