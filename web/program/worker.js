// The worker of one running program: messages with the page, and the order in which a program begins and ends.
// What it does with sockets is in kernel.js, what it does with Python in runtime.js.
//
// From the page
//   {type: 'warm', pyodide, runtime: {module, stdlib, snapshot}}      boot Python now, for a `start` to come
//   {type: 'start', relay, token, label, key, file, code, columns, pyodide, runtime}   run a program
//   {type: 'snapshot', pyodide, runtime}                              boot, and send back a snapshot of the memory
//   {type: 'stdin', text}   a typed line; '' is the end of input      {type: 'stop'}   KeyboardInterrupt
//   {type: 'shown', messages}   so many messages of output are on the page: more may come
// To the page
//   {type: 'booted', how: 'snapshot' | 'plain', ms}                   {type: 'snapshot', blob}
//   {type: 'output', pieces, skipped}   [stream, text, stream, text, …], and how many lines were dropped before, if any
//   {type: 'state', state: 'running' | 'waiting', detail}
//   {type: 'input', wanted}                                           {type: 'ended', outcome, exit}
//   {type: 'fault', reason: 'boot' | 'relay-unreachable' | 'relay-lost' | 'refused', message, code}

import * as kernel from './kernel.js';
import { Relay } from './relay.js';
import { boot, takeSnapshot } from './runtime.js';
import { freeze, stop } from './threads.js';
import { attach } from './wait.js';
import * as output from './output.js';
import * as stdin from './stdin.js';

/** How long the relay may take to close what a program left open, in milliseconds. */
const GOODBYE = 2000;

let started = false;
let booting = null;
let running = false;
let stopped = false;

self.onmessage = ({ data: message }) => {
  switch (message.type) {
    case 'warm':
      booting ??= warm(message);
      booting.catch(failed);
      return undefined;
    case 'start':
      return once(() => runProgram(message));
    case 'snapshot':
      return once(() => makeSnapshot(message));
    case 'stdin':
      return stdin.type(message.text);
    case 'shown':
      return output.shown(message.messages);
    case 'stop':
      stopped = true;
      if (running) stop();
      return undefined;
    default:
      return undefined;
  }
};

function once(job) {
  if (started) return;
  started = true;
  job().catch(failed);
}

function failed(error) {
  fault('boot', String(error?.message ?? error));
}

async function warm(message) {
  const begun = performance.now();
  const [python, how] = await boot(message);
  return [python, { type: 'booted', how, ms: performance.now() - begun }];
}

async function runProgram(message) {
  const relay = new Relay((reason, code, text) => fault(reason, text, code));
  booting ??= warm(message);
  const [python, booted] = await booting;
  self.postMessage(booted);
  // Not before: booting can keep this thread for seconds, and the relay wants its hello soon after the connection.
  await relay.open(message);
  kernel.connect(relay);
  attach(python, relay);

  const main = python.start(message);
  if (stopped) return end(relay, 'stopped', 130);
  running = true;
  self.postMessage({ type: 'state', state: 'running', detail: null });
  const exit = await main().catch(terminated);
  running = false;
  freeze();
  return end(relay, stopped ? 'stopped' : exit === 0 ? 'finished' : 'failed', exit);
}

/** os._exit() leaves all of Python with an error that has a status. */
function terminated(error) {
  if (Number.isInteger(error?.status)) return error.status & 0xff;
  throw error;
}

/** Reports the end once the relay has closed the program's sockets: its ports are free when the page hears of it. */
async function end(relay, outcome, exit) {
  output.finish();
  await Promise.race([relay.bye(), new Promise((resolve) => setTimeout(resolve, GOODBYE))]);
  self.postMessage({ type: 'ended', outcome, exit });
}

async function makeSnapshot(message) {
  const blob = await takeSnapshot(message);
  self.postMessage({ type: 'snapshot', blob });
}

function fault(reason, message, code) {
  output.finish();
  self.postMessage({ type: 'fault', reason, message, ...(code ? { code } : {}) });
}
