// Loaded into a real server by NODE_OPTIONS: its wall clock is off by as many ms as a file says, as if somebody had set it.
import { readFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

const LOOK_MS = 10;
const real = Date.now;
let off = 0;
const look = () => {
  try {
    off = Number(readFileSync(process.env.CLOCK_OFF, 'utf8')) || 0;
  } catch {
    off = 0;
  }
};
if (isMainThread && process.env.CLOCK_OFF) {
  look();
  Date.now = () => real() + off;
  setInterval(look, LOOK_MS).unref();
}
