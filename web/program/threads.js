// The program's threads: each is a WebAssembly stack of its own, one of which runs at a time. Who goes on when is decided here.
//
// A stack is suspended in pollAsync (wait.js) and nowhere else. So while a message is handled all of them are; and who may go
// on stands in line until the stack before it is suspended again or has ended.

import * as stacks from './stacks.js';

/** The number of the main thread, as in kernel.py. */
export const MAIN = 1;

/** Emscripten's EINTR, negated. */
const INTERRUPTED = -27;
/** A program whose threads wait for nothing but one another still lets messages in this often, in milliseconds. */
const TURN = 10;
const SIGINT = 2;

let module = null;
/** Where Python looks for the number of the thread that runs: an index of HEAP32. */
let place = 0;
/** The Python function that lives a thread's life, given its number. */
let live = null;

/** The number of the thread that runs; 0 while all are suspended. */
let running = 0;
/** Who may go on, in order: `{ ident, go() }`. */
const line = [];
/** The main thread while it is suspended: `{ ident, go(), interrupt(result) }`. */
let main = null;
/** The number of a signal that the main thread is yet to be told of. */
let signal = 0;
let urgent = false;
let hurried = false;
let over = false;
let turning = false;
/** When messages were last let in, and when the running stack was resumed. */
let turned = 0;
let resumed = 0;

let fail;
/** Rejected if a thread brings the whole interpreter down. */
export const failure = new Promise((_, reject) => { fail = reject; });

/** Joins the threads to Python: the address where it looks for the running thread's number, and what a thread is. */
export function attach(python, address, run) {
  module = python;
  place = address >> 2;
  live = run;
  stacks.attach(python);
  enter(MAIN, performance.now());
}

/** The number of the thread that calls. */
export function current() {
  return running;
}

/** Begins a thread: it runs once its turn comes. */
export function start(ident) {
  admit({ ident, go: () => void stacks.run(() => live.callPromising(ident)).then(leave, fail) });
}

/** The running stack is about to be suspended; `waiter` is to be admitted when it may go on. */
export function suspend(waiter) {
  if (waiter.ident === MAIN) main = waiter;
  leave();
}

/** A suspended stack may go on. */
export function admit(waiter) {
  join(waiter);
  next();
}

/** A suspended stack may go on when the messages that wait have been handled. */
export function admitAfterTurn(waiter) {
  join(waiter);
  turn();
}

/** KeyboardInterrupt in the main thread, which goes before all others from now on: it is to end the program. */
export function stop() {
  hurried = true;
  interrupt(SIGINT);
}

/** A signal ends the main thread's wait with EINTR, and its handler runs there before any other thread goes on, as on Linux. */
export function interrupt(number) {
  remember(number);
  urgent = true;
  next();
}

/** The same when its wait isn't to end, but the handler to run once it goes on. */
export function remember(number) {
  // Interrupting itself, or suspended by something that isn't ours.
  if (running === MAIN) module._PyErr_SetInterruptEx(number);
  else signal = number;
}

/** The program is over: what threads are left never run again. */
export function freeze() {
  over = true;
}

/** To be called when a message or a timer comes: nothing is kept from being handled. */
export function turnBegins() {
  turned = performance.now();
}

/** Whether messages have been kept out for too long. */
export function turnIsDue() {
  return performance.now() - turned >= TURN;
}

/** For how long the running stack has run, in milliseconds. */
export function stretch() {
  return performance.now() - Math.max(turned, resumed);
}

function leave() {
  running = 0;
  next();
}

function join(waiter) {
  if (hurried && waiter.ident === MAIN) line.unshift(waiter);
  else line.push(waiter);
}

function next() {
  if (running || over) return;
  if (signal && urgent && main) return tell();
  if (turning || line.length === 0) return;
  const now = performance.now();
  if (now - turned >= TURN) turn();
  else go(line.shift(), now);
}

function go(waiter, now) {
  enter(waiter.ident, now);
  if (waiter === main) {
    main = null;
    if (signal) module._PyErr_SetInterruptEx(signal);
    signal = 0;
    urgent = false;
  }
  waiter.go();
}

function enter(ident, now) {
  running = ident;
  module.HEAP32[place] = ident;
  resumed = now;
}

function tell() {
  const at = line.indexOf(main);
  if (at >= 0) line.splice(at, 1);
  main.interrupt(INTERRUPTED);
  go(main, performance.now());
}

const channel = new MessageChannel();
channel.port1.onmessage = () => {
  turning = false;
  turnBegins();
  next();
};

function turn() {
  if (turning) return;
  turning = true;
  channel.port2.postMessage(null);
}
