import { renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { StorageFault } from '../../shared/conditions';
import type { DeafProxy } from './deafProxy';
import { DISK_FAULTS, type DiskFault } from './diskFaults';
import { makeDataDir, type RunningServer, startServer } from './server';
import { until } from './until';

export type ScreenName = 'wall' | 'present' | 'ward' | 'ops';

/** A server with its source and screens, on which something is done. */
export interface Stage {
  readonly dataDir: string;
  readonly key: string;
  readonly screens: Readonly<Record<ScreenName, Page>>;
  server: RunningServer;
}

/** One thing that goes wrong, and what is to come of it. */
export interface Trouble {
  readonly name: string;
  /** What is done, in words; a function where the machine decides how. */
  readonly done: string;
  /** What each screen says of it by the last look; null: it concerns no screen, and none says anything. */
  readonly said: RegExp | Readonly<Record<ScreenName, RegExp>> | null;
  /** Makes a stage ready for it, before its server starts. Null: this machine does not allow it. */
  readonly prepare: () => Prepared | null;
}

export interface Prepared {
  readonly dataDir: string;
  /** Others go on beside it on the same server, unharmed. */
  readonly isShared?: true;
  readonly env?: Readonly<Record<string, string>>;
  /** What the screens reach instead of the server itself. */
  readonly through?: (server: RunningServer) => Promise<DeafProxy>;
  readonly strike: (stage: Stage) => Promise<void>;
  /** Takes the cause away; what is returned says how, in words. What follows has to come by itself. */
  readonly mend: (stage: Stage) => Promise<string>;
  readonly dispose?: () => void;
}

export const UNREACHABLE = /Không kết nối được tới máy chủ/;
export const exited = ({ process }: RunningServer) => until(() => process.exitCode !== null, 'it ends');

/** On a folder of its own, with nothing but what is given. */
export const plain = (rest: Pick<Prepared, 'strike' | 'mend'>) => () => ({ dataDir: makeDataDir(), ...rest });
/** On a server that others use, too. */
let common: string | null = null;
export const shared = (rest: Pick<Prepared, 'strike' | 'mend' | 'through'>) => (): Prepared => {
  common ??= makeDataDir();
  return { dataDir: common, isShared: true, ...rest };
};
export const again = async (stage: Stage): Promise<void> => {
  stage.server = await stage.server.restart();
};

export function ofDisk(name: StorageFault): Trouble {
  let fault: DiskFault | null = null;
  return {
    name: `disk ${name}`,
    get done() {
      return fault?.how ?? 'not possible on this machine';
    },
    said: { full: /đĩa đầy/, 'read-only': /đĩa chỉ đọc/, failing: /đĩa lỗi/ }[name],
    prepare: () => {
      fault = DISK_FAULTS[name]();
      if (!fault) return null;
      const { dataDir, impose, lift, dispose } = fault;
      return {
        dataDir,
        strike: async ({ server }) => impose(server.process.pid ?? 0),
        mend: async ({ server }) => {
          lift(server.process.pid ?? 0);
          return 'by itself, once there was room';
        },
        dispose,
      };
    },
  };
}

export function ofKey(name: 'hash.key' | 'access.key'): Trouble {
  return {
    name: `${name} lost`,
    done: `server stopped, ${name} taken away, started again: it refuses with code 78`,
    said: UNREACHABLE,
    prepare: plain({
      strike: async (stage) => {
        await stage.server.kill();
        renameSync(join(stage.dataDir, name), join(stage.dataDir, `${name}.away`));
        const refused = await startServer({ dataDir: stage.dataDir, waitUntilReady: false });
        await exited(refused);
        if (refused.process.exitCode !== 78) throw new Error(`it should refuse:\n${refused.output()}`);
      },
      mend: async (stage) => {
        renameSync(join(stage.dataDir, `${name}.away`), join(stage.dataDir, name));
        await again(stage);
        return 'with the key put back, started again';
      },
    }),
  };
}

/** Every reading of every screen fails; each screen turns to another page or is made to ask. */
export function ofCalls(name: string, done: string, fail: Parameters<Page['route']>[1]): Trouble {
  const each = (stage: Stage, act: (page: Page) => Promise<unknown>) =>
    Promise.all(Object.values(stage.screens).map(act));
  return {
    name,
    done,
    said: /Chưa đọc được|số liệu lúc/,
    prepare: shared({
      strike: async (stage) => {
        await each(stage, (page) => page.route(/\/api\/v1\//, fail));
        await stage.screens.wall.keyboard.press('4');
        await stage.screens.present.keyboard.press('ArrowRight');
        await stage.screens.ward.locator('.ward > footer button').first().click();
        await each(stage, (page) => page.evaluate(() => document.dispatchEvent(new Event('visibilitychange'))));
      },
      mend: async (stage) => {
        await each(stage, (page) => page.unrouteAll({ behavior: 'ignoreErrors' }));
        return 'by itself, once calls were answered';
      },
    }),
  };
}
