// A program that computes without end must still hear Stop, and let other threads have their turn. CPython looks at this "buffer"
// every few dozen bytecodes; after so many milliseconds without a wait it finds a signal there, whose handler (in kernel.py)
// suspends the stack.

import { flushIfOld } from './output.js';
import { stretch } from './threads.js';

/** Milliseconds for a program of one thread. */
const ALONE = 20;
/** Real-time signals, which no program here will use, unlike SIGALRM. Handlers are called in the order of their numbers. */
const TICK = 62;
const AFTER = 63;

let module = null;
let interval = ALONE;
let shared = false;
let last = 0;
let isPutOff = false;

/** Joins the ticks to Python's signals. */
export function attach(python) {
  module = python;
}

/** From now on threads change places every so many milliseconds. */
export function share(milliseconds) {
  shared = true;
  interval = Math.min(Math.max(milliseconds, 1), ALONE);
}

/** Called by the handler: the stack can't be suspended where it is now. */
export function putOff() {
  isPutOff = true;
}

/** The handler of AFTER: has Python look again at the next instruction. A handler in Python would be interrupted by that itself. */
export function after() {
  if (!isPutOff) return;
  isPutOff = false;
  raise(TICK);
  raise(AFTER);
}

export const tick = {
  get 0() {
    if (stretch() < interval) return 0;
    const now = performance.now();
    if (now - last < interval) return 0;
    last = now;
    flushIfOld();
    if (shared) raise(AFTER);
    return TICK;
  },
  set 0(_) {},
};

function raise(signal) {
  module._PyErr_SetInterruptEx(signal);
}
