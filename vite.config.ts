import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import solid from 'vite-plugin-solid';
import { defineConfig } from 'vitest/config';
import { CATALOGUES, missingWords } from './client/ui/words/complete.ts';

const nodeTests = ['unit', 'property', 'contract', 'integration', 'architecture'];

const WORKERS = 2;

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** A word that one language lacks stops the build, and says which. */
const wholeCatalogues = {
  name: 'whole-catalogues',
  buildStart(): void {
    const missing = missingWords(CATALOGUES);
    if (missing.length > 0) throw new Error(missing.join('; '));
  },
};

const LOADER = '\0vite/preload-helper.js';
let isLoaderKnown = false;

/** Every import() of the page waits until its files have come, in place of the build's own loader (client/kiosk/bring.ts). */
const patientImports: Plugin = {
  name: 'patient-imports',
  apply: 'build',
  enforce: 'post',
  transform: {
    filter: { id: new RegExp(`^${LOADER}$`) },
    handler() {
      isLoaderKnown = true;
      return `export { bringThenImport as __vitePreload } from ${JSON.stringify(here('./client/kiosk/bring.ts'))};`;
    },
  },
  buildEnd() {
    // A build tool that calls it otherwise would bring back imports that fail for good.
    if (this.environment.name === 'client' && !isLoaderKnown) throw new Error(`the build has no ${LOADER}`);
  },
};

const TRANSPORTS = /engine\.io-client\/build\/esm\/transports\/index\.js$/;
let areTransportsKnown = false;

/** The line is WebSocket only: what would carry it otherwise stays out of the page. */
const onlyWebSocket: Plugin = {
  name: 'only-websocket',
  apply: 'build',
  transform: {
    filter: { id: TRANSPORTS },
    handler() {
      areTransportsKnown = true;
      return "import { WS } from './websocket.js'; export const transports = { websocket: WS };";
    },
  },
  buildEnd() {
    if (this.environment.name === 'client' && !areTransportsKnown) throw new Error('the transports were not found');
  },
};

export default defineConfig({
  root: here('./client'),
  plugins: [solid(), wholeCatalogues, patientImports, onlyWebSocket],
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: {
      polyfill: false,
      // Whatever an import needs is named to the loader, the code itself too where it needs nothing else.
      resolveDependencies: (file, needed, { hostType }) =>
        hostType === 'html' || needed.includes(file) ? needed : [file, ...needed],
    },
    emptyOutDir: true,
    // MapLibre is one large module, brought in when a map is shown; tests hold the sizes that matter.
    chunkSizeWarningLimit: 1200,
    rolldownOptions: { checks: { pluginTimings: false } },
  },
  environments: {
    client: {
      build: {
        outDir: here('./dist/client'),
        manifest: true,
        rolldownOptions: {
          input: { index: here('./client/index.html'), sw: here('./client/offline/sw.ts') },
          // A worker rules over what lies below its own address, and that address may not change.
          output: {
            entryFileNames: ({ name }) => (name === 'sw' ? 'ward/sw.js' : 'assets/[name]-[hash].js'),
            // Whatever the entry needs is one file: cut in pieces it packs worse.
            codeSplitting: {
              groups: [{ name: 'base', test: /client\/(views\/index|connection|access\/Gate|reading\/Unread)\.tsx?$/ }],
            },
          },
        },
      },
    },
    ssr: {
      build: {
        outDir: here('./dist/server'),
        target: 'node20',
        copyPublicDir: false,
        ssr: true,
        rolldownOptions: {
          input: {
            main: here('./server/main.ts'),
            writer: here('./server/db/writerThread.ts'),
            reader: here('./server/db/readerThread.ts'),
            calendar: here('./server/db/calendarThread.ts'),
            door: here('./server/ingest/doorThread.ts'),
          },
          output: { entryFileNames: '[name].js' },
        },
      },
    },
  },
  builder: {
    async buildApp(builder) {
      const { client, ssr } = builder.environments;
      if (client) await builder.build(client);
      if (ssr) await builder.build(ssr);
    },
  },
  test: {
    root: here('.'),
    environment: 'node',
    reporters: ['default', './tests/support/closingLine.ts'],
    projects: [
      {
        root: here('.'),
        test: {
          name: 'node',
          environment: 'node',
          include: nodeTests.map((room) => `tests/${room}/**/*.test.ts`),
          testTimeout: 180_000,
          hookTimeout: 180_000,
          maxWorkers: WORKERS,
          sequence: { groupOrder: 0 },
        },
      },
      {
        root: here('.'),
        plugins: [solid({ hot: false })],
        test: {
          name: 'dom',
          environment: 'happy-dom',
          include: ['tests/dom/**/*.test.tsx'],
          maxWorkers: WORKERS,
          sequence: { groupOrder: 0 },
        },
      },
      {
        root: here('.'),
        test: {
          name: 'browser',
          environment: 'node',
          include: ['tests/browser/**/*.test.ts'],
          // What is waited for fails by its own name long before; a busy machine needs many times what a quiet one does.
          testTimeout: 300_000,
          hookTimeout: 300_000,
          // Much of a browser test is waiting for what a wall does in its own time: two of them share the machine. What
          // judges elapsed time measures it in the page, beside how late the machine let the page run.
          maxWorkers: WORKERS,
          // Tests that are side by side in one file wait most of their time; the file itself says what is done in turn.
          maxConcurrency: 20,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
