import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig } from '../config';
import { IMPORTED_MAP } from '../dataFiles';
import { MAX_DEPTH, parseJson } from '../jsonDepth';
import { type BoundaryFile, checkBoundaries, simplify } from '../map/importBoundaries';
import { wards } from '../reference';
import { runCommand, Usage } from './command';

const HELP = `Puts the operator's own boundary file in place of the built-in schematic map.

  npm run map:import -- FILE…     GeoJSON or TopoJSON, WGS 84; the 40 wards in one file or in many
  npm run map:import -- --remove  back to the schematic

The wards are found by their official code (fields code, ma, ma_xa, ward_code, …) or by their name. Anything that is
not exactly the 40 is refused, with the reasons. The result goes to DATA_DIR/map; restart the server to show it.`;

const SHOWN_PROBLEMS = 12;

await runCommand(HELP, async (args) => {
  const { positionals, values } = parseArgs({ args, allowPositionals: true, options: { remove: { type: 'boolean' } } });
  const target = join(readConfig().dataDir, IMPORTED_MAP);
  if (values.remove) {
    rmSync(target, { force: true });
    console.log('The built-in schematic map is used again after the next start.');
    return 0;
  }
  if (positionals.length === 0) throw new Usage('Give the boundary file.');
  const checked = await checkBoundaries(positionals.map(readFile), wards);
  if (!checked.ok) {
    console.error(`Not imported, ${checked.problems.length} problem(s):`);
    for (const problem of checked.problems.slice(0, SHOWN_PROBLEMS)) console.error(`- ${problem}`);
    if (checked.problems.length > SHOWN_PROBLEMS)
      console.error(`- … and ${checked.problems.length - SHOWN_PROBLEMS} more`);
    return 1;
  }
  const topology = await simplify(checked.wards);
  mkdirSync(dirname(target), { recursive: true });
  // Appears whole or not at all: a server may be starting.
  writeFileSync(`${target}.part`, topology);
  renameSync(`${target}.part`, target);
  console.log(
    `40 wards imported, ${Math.round(topology.length / 1024)} KB, ${checked.ignored} other features left out.`,
  );
  console.log(`Written to ${target}. Restart the server to show it.`);
  return 0;
});

function readFile(path: string): BoundaryFile {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new Usage(`${path} cannot be read.`);
  }
  const json = parseJson(text);
  if (!json.ok)
    throw new Usage(`${path} ${json.deep ? `is nested more than ${MAX_DEPTH} deep` : 'is not valid JSON'}.`);
  return { name: basename(path), json: json.value };
}
