// Waiting. Python's poll() ends up in pollAsync, which suspends the WebAssembly stack until something is ready.
//
// Five kinds of numbers can be polled: a socket (SOCKETS + its descriptor), the same for what has come to it since its program was
// told (EDGES + its descriptor), an unanswered request (REQUESTS + its number), the console's input (STDIN), and PARKED, where a
// thread waits to be woken by another one. None is a descriptor of emscripten's,
// which would make poll() synchronous.

import * as output from './output.js';
import * as stacks from './stacks.js';
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
    const count = waiter.look();
    if (count > 0) waiter.finish(count);
  }
}

/** Lets a parked thread go on; one that isn't parked any more is left alone. */
export function unpark(ident) {
  const waiter = parked.get(ident);
  if (!waiter) return;
  module.HEAP16[(waiter.place + 6) >> 1] = POLLIN;
  waiter.finish(1);
}

function pollAsync(fds, nfds, timeout) {
  output.flush();
  watch.flush();
  const count = check(fds, nfds);
  if (count > 0 && !threads.turnIsDue()) return Promise.resolve(count);
  return new Promise((resolve) => {
    const waiter = new Waiter(() => check(fds, nfds), resolve);
    if (count > 0 || timeout === 0) threads.admitAfterTurn(waiter);
    else if (nfds === 1 && module.HEAP32[fds >> 2] === PARKED) waiter.park(fds, timeout);
    else waiter.wait(timeout);
    threads.suspend(waiter);
  });
}

/**
 * Suspends the stack of a function that Python calls, until a socket has something to be received or a signal comes. The function is to
 * return this promise: of what `outcome` makes when the stack goes on.
 */
export function untilReceivable(fd, outcome) {
  output.flush();
  watch.flush();
  const goOn = stacks.leave();
  const ready = new Promise((resolve) => {
    const waiter = new Waiter(() => isReady(relay, SOCKETS + fd, POLLIN), resolve);
    waiter.wait(-1);
    threads.suspend(waiter);
  });
  // In a turn of its own: a stack that lets this one go on may not be suspended yet when it says so.
  return ready.then(() => {
    goOn();
    return outcome();
  });
}

/** A suspended stack, and what it waits for: `look` says whether it holds, `resume` is called with that when the stack goes on. */
class Waiter {
  constructor(look, resume) {
    this.ident = threads.current();
    this.look = look;
    this.resume = resume;
    this.place = 0;
    this.timer = 0;
    this.result = null;
  }

  wait(timeout) {
    waiters.add(this);
    this.limit(timeout);
  }

  /** Waits for another thread, which will say so at this place. */
  park(place, timeout) {
    this.place = place;
    parked.set(this.ident, this);
    this.limit(timeout);
  }

  limit(timeout) {
    if (timeout > 0) this.timer = setTimeout(() => this.overdue(), timeout);
  }

  overdue() {
    threads.turnBegins();
    this.finish(this.look());
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
    if (this.timer) clearTimeout(this.timer);
    this.result = result;
  }

  /** Resumes the stack. One that only let messages in looks again what is ready. */
  go() {
    this.resume(this.result ?? this.look());
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
