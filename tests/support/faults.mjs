// Loaded into a real server by NODE_OPTIONS: does to it what a test asks for, by making files.
import { existsSync } from 'node:fs';
import { isMainThread, workerData } from 'node:worker_threads';

const LOOK_MS = 20;
const asked = (fault) => existsSync(`${process.env.FAULTS}/${fault}`);
const hour = 3_600_000;

const inMain = {
  throw: () => {
    throw new TypeError('thrown by the test');
  },
  reject: () => void Promise.reject(new RangeError('rejected by the test')),
};
const inWriter = {
  'kill-writer': () => process.exit(3),
  // Never comes back: what waits for this thread waits for ever.
  'hang-writer': () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 24 * hour),
};
const isWriter = !isMainThread && workerData?.calendar !== undefined && workerData.wardCodes === undefined;
const mine = Object.entries(isMainThread ? inMain : isWriter ? inWriter : {});
const timer = setInterval(() => {
  for (const [fault, act] of mine) {
    if (!asked(fault)) continue;
    clearInterval(timer);
    act();
  }
}, LOOK_MS);
timer.unref();
