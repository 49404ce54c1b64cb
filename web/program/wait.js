// Waiting. Python's poll() ends up in pollAsync, which suspends the WebAssembly stack until something is ready.
//
// Five kinds of numbers can be polled: a socket (SOCKETS + its descriptor), the same for what has come to it since its program was
// told (EDGES + its descriptor), an unanswered request (REQUESTS + its number), the console's input (STDIN), and PARKED, where a
// thread waits to be woken by another one. None is a descriptor of emscripten's,
// which would make poll() synchronous.

import * as output from './output.js';
import * as stdin from './stdin.js';
import * as threads from './threads.js';
import * as watch from './watch.js';

export const SOCKETS = 10_000;
export const EDGES = 500_000;
export const REQUESTS = 1_000_000;
export const STDIN = 999_999;
export const PARKED = 999_998;

const POLLIN = 1;
/** Reported whether asked for or not: POLLERR, POLLHUP, POLLNVAL. */
const ALWAYS = 8 | 16 | 32;
/** struct pollfd: int fd, short events, short revents. */
const POLLFD = 8;

let module = null;
let relay = null;
/** Those who wait for what comes from outside, and (by their thread's number) those who wait for another thread. */
const waiters = new Set();
const parked = new Map();

/** Whoever waits in another worker. */
let elsewhere = () => {};

/** Has a function called, too, whenever a message has come. */
export function alsoWake(look) {
  elsewhere = look;
}

/** Joins the waiting to Python's memory and to the program's sockets. */
export function attach(python, toRelay) {
  module = python.module;
  relay = toRelay;
  module.SOCKFS.pollAsync = pollAsync;
}

/** A message has come: whoever waited for what it brought goes on. */
export function wake() {
  threads.turnBegins();
  stir();
  elsewhere();
}

/** Something has changed for those who wait. */
export function stir() {
  for (const waiter of waiters) {
    const count = check(waiter.fds, waiter.nfds);
    if (count > 0) waiter.finish(count);
  }
}

/** Lets a parked thread go on; one that isn't parked any more is left alone. */
export function unpark(ident) {
  const waiter = parked.get(ident);
  if (!waiter) return;
  module.HEAP16[(waiter.fds + 6) >> 1] = POLLIN;
  waiter.finish(1);
}

function pollAsync(fds, nfds, timeout) {
  output.flush();
  watch.flush();
  const count = check(fds, nfds);
  if (count > 0 && !threads.turnIsDue()) return Promise.resolve(count);
  return new Promise((resolve) => {
    const waiter = new Waiter(fds, nfds, resolve);
    if (count > 0 || timeout === 0) threads.admitAfterTurn(waiter);
    else waiter.wait(timeout);
    threads.suspend(waiter);
  });
}

/** A suspended stack, and what it waits for. */
class Waiter {
  constructor(fds, nfds, resolve) {
    this.ident = threads.current();
    this.fds = fds;
    this.nfds = nfds;
    this.resolve = resolve;
    this.timer = 0;
    this.result = null;
  }

  wait(timeout) {
    if (this.nfds === 1 && module.HEAP32[this.fds >> 2] === PARKED) parked.set(this.ident, this);
    else waiters.add(this);
    if (timeout > 0) this.timer = setTimeout(() => this.overdue(), timeout);
  }

  overdue() {
    threads.turnBegins();
    this.finish(check(this.fds, this.nfds));
  }

  finish(result) {
    this.settle(result);
    threads.admit(this);
  }

  /** Waits no longer, whatever for. */
  interrupt(result) {
    this.settle(result);
  }

  settle(result) {
    if (!waiters.delete(this)) parked.delete(this.ident);
    clearTimeout(this.timer);
    this.result = result;
  }

  /** Resumes the stack. One that only let messages in looks again what is ready. */
  go() {
    this.resolve(this.result ?? check(this.fds, this.nfds));
  }
}

/** Fills in `revents` and counts the entries that have any. */
function check(fds, nfds) {
  let count = 0;
  for (let i = 0; i < nfds; i++) {
    const at = fds + i * POLLFD;
    const fd = module.HEAP32[at >> 2];
    const events = module.HEAP16[(at + 4) >> 1];
    const revents = isReady(relay, fd, events);
    module.HEAP16[(at + 6) >> 1] = revents;
    if (revents) count++;
  }
  return count;
}

/** Which of the events a number can be polled for, and of those that are always told, hold now. */
export function isReady(relay, number, events) {
  return ready(relay, number) & (events | ALWAYS);
}

function ready(relay, fd) {
  if (fd >= REQUESTS) return relay.link.is_answered(fd - REQUESTS) ? POLLIN : 0;
  if (fd === STDIN) return stdin.ready() ? POLLIN : 0;
  if (fd === PARKED) return 0;
  if (fd >= EDGES) return relay.link.ready_anew(fd - EDGES);
  return relay.link.ready(fd - SOCKETS);
}
