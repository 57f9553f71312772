import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Topology } from 'topojson-specification';
import { IMPORTED_MAP } from '../dataFiles';
import { projectRoot } from '../paths';

/** What screens draw: the wards, the water around them, and what must be said about where they come from. */
export interface MapAssets {
  readonly wards: Topology;
  readonly context: Topology;
  /** True for the built-in schematic, false for boundaries that the operator imported. */
  readonly schematic: boolean;
}

/** The operator's own boundaries when there are any, else the schematic that ships with the product. */
export function loadMap(dataDir: string): MapAssets {
  const own = join(dataDir, IMPORTED_MAP);
  const builtIn = join(projectRoot(), 'data', 'map');
  const schematic = !existsSync(own);
  return {
    wards: read(schematic ? join(builtIn, 'wards.topojson') : own),
    context: read(join(builtIn, 'context.topojson')),
    schematic,
  };
}

function read(file: string): Topology {
  return JSON.parse(readFileSync(file, 'utf8')) as Topology;
}
