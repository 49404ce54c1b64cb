// A program that computes without end must still hear Stop. CPython looks at this "buffer" every few dozen bytecodes;
// every TICK it finds a signal there, whose handler (in kernel.py) lets the worker's messages in.

import { flushIfOld } from './output.js';

const TICK = 20;
/** SIGALRM: nothing else uses it here. */
const SIGNAL = 14;

let last = 0;

export const tick = {
  get 0() {
    const now = performance.now();
    if (now - last < TICK) return 0;
    last = now;
    flushIfOld();
    return SIGNAL;
  },
  set 0(_) {},
};
