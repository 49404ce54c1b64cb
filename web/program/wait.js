// Waiting. Python's poll() ends up in pollAsync, which suspends the WebAssembly stack until something is ready.
//
// Three kinds of numbers can be polled: a socket (SOCKETS + its descriptor), an unanswered request (REQUESTS + its
// number), and the console's input (STDIN). None is a descriptor of emscripten's, which would make poll() synchronous.

import * as output from './output.js';
import * as stdin from './stdin.js';

export const SOCKETS = 10_000;
export const REQUESTS = 1_000_000;
export const STDIN = 999_999;

const POLLIN = 1;
/** Reported whether asked for or not: POLLERR, POLLHUP, POLLNVAL. */
const ALWAYS = 8 | 16 | 32;
/** Emscripten's EINTR, negated. */
const INTERRUPTED = -27;
/** A program that never really waits still lets messages in this often, in milliseconds. */
const TURN = 10;
/** struct pollfd: int fd, short events, short revents. */
const POLLFD = 8;

let module = null;
let relay = null;
let lastTurn = 0;
const waiters = new Set();

/** Joins the waiting to Python's memory and to the program's sockets. */
export function attach(python, toRelay) {
  module = python.module;
  relay = toRelay;
  module.SOCKFS.pollAsync = pollAsync;
}

/** Something happened: whoever waited for it goes on. */
export function wake() {
  for (const waiter of waiters) {
    const count = check(waiter.fds, waiter.nfds);
    if (count > 0) waiter.finish(count);
  }
}

/** Raises KeyboardInterrupt in the main thread, wherever it waits. */
export function interrupt() {
  module._PyErr_SetInterrupt();
  for (const waiter of waiters) waiter.finish(INTERRUPTED);
}

function pollAsync(fds, nfds, timeout) {
  output.flush();
  const count = check(fds, nfds);
  if (count > 0 && performance.now() - lastTurn < TURN) return Promise.resolve(count);
  if (count > 0 || timeout === 0) return afterTurn(fds, nfds);
  return new Promise((resolve) => {
    let timer;
    const waiter = {
      fds,
      nfds,
      finish(result) {
        waiters.delete(waiter);
        clearTimeout(timer);
        lastTurn = performance.now();
        resolve(result);
      },
    };
    waiters.add(waiter);
    if (timeout > 0) timer = setTimeout(() => waiter.finish(check(fds, nfds)), timeout);
  });
}

/** Lets the messages that wait be handled, and looks again. */
function afterTurn(fds, nfds) {
  return new Promise((resolve) => {
    const waiter = {
      fds,
      nfds,
      finish(result) {
        if (!waiters.delete(waiter)) return;
        lastTurn = performance.now();
        resolve(result);
      },
    };
    waiters.add(waiter);
    // Someone may have woken it since, and its memory be another's.
    turn(() => waiters.has(waiter) && waiter.finish(check(fds, nfds)));
  });
}

const channel = new MessageChannel();
const turns = [];
channel.port1.onmessage = () => turns.shift()?.();

function turn(then) {
  turns.push(then);
  channel.port2.postMessage(null);
}

/** Fills in `revents` and counts the entries that have any. */
function check(fds, nfds) {
  let count = 0;
  for (let i = 0; i < nfds; i++) {
    const at = fds + i * POLLFD;
    const fd = module.HEAP32[at >> 2];
    const events = module.HEAP16[(at + 4) >> 1];
    const revents = ready(fd) & (events | ALWAYS);
    module.HEAP16[(at + 6) >> 1] = revents;
    if (revents) count++;
  }
  return count;
}

function ready(fd) {
  if (fd >= REQUESTS) return relay.link.is_answered(fd - REQUESTS) ? POLLIN : 0;
  if (fd === STDIN) return stdin.ready() ? POLLIN : 0;
  return relay.link.ready(fd - SOCKETS);
}
