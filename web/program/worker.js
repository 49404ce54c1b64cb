// The worker of one running program: messages with the page, and the order in which a program begins and ends.
// What it does with sockets is in kernel.js, what it does with Python in runtime.js.
//
// From the page
//   {type: 'warm', pyodide, runtime: {module, stdlib, snapshot}}      boot Python now, for a `start` to come
//   {type: 'start', relay, token, label, key, file, code, columns, watched, check, pyodide, runtime}   run a program; `check`: it is
//     the check of an exercise, and gets exercise.py beside it
//   {type: 'snapshot', pyodide, runtime}                              boot, and send back a snapshot of the memory
//   {type: 'stdin', text}   a typed line; '' is the end of input      {type: 'stop'}   KeyboardInterrupt
//   {type: 'shown', messages}   so many messages of output are on the page: more may come
// From a worker of the same kind, in browsers that can't suspend a stack (beside/outside.js)
//   {type: 'inside', buffer, pyodide, runtime}                        {type: 'go', file, code, columns, watched, check}
// To the page
//   {type: 'booted', how: 'snapshot' | 'plain', ms}                   {type: 'snapshot', blob}
//   {type: 'output', pieces, skipped}   [stream, text, stream, text, …], and how many lines were dropped before, if any
//   {type: 'state', state: 'running' | 'waiting', detail}
//   {type: 'calls', calls: [{call, fd, state: 'waits' | 'done' | 'failed', at, bytes, port, accepted, errno}]}   if it was `watched`
//   {type: 'input', wanted}                                           {type: 'ended', outcome, exit}
//   {type: 'fault', reason: 'boot' | 'relay-unreachable' | 'relay-lost' | 'refused' | 'paused' | 'removed', message, code}

import * as inside from './beside/inside.js';
import * as outside from './beside/outside.js';
import * as here from './here.js';
import { Relay } from './relay.js';
import { takeSnapshot } from './runtime.js';
import * as output from './output.js';
import * as stdin from './stdin.js';
import * as watch from './watch.js';

/** How long the relay may take to close what a program left open, in milliseconds. */
const GOODBYE = 2000;

/** Where Python runs: the one place in which this is decided. ui asks whether either way is open (web/src/ui/app.rs). */
const python = 'Suspending' in WebAssembly ? here : outside;

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
      return python.shown(message.messages);
    case 'stop':
      stopped = true;
      if (running) python.interrupt();
      return undefined;
    case 'inside':
      return inside.enter(message);
    case 'go':
      return inside.go(message);
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
  const how = await python.boot(message);
  return { type: 'booted', how, ms: performance.now() - begun };
}

async function runProgram(message) {
  const relay = new Relay((reason, code, text) => fault(reason, text, code));
  booting ??= warm(message);
  self.postMessage(await booting);
  // Not before: booting can keep this thread for seconds, and the relay wants its hello soon after the connection.
  await relay.open(message);
  const main = python.start(relay, message);
  if (stopped) return end(relay, 'stopped', 130);
  running = true;
  self.postMessage({ type: 'state', state: 'running', detail: null });
  const exit = await main();
  running = false;
  return end(relay, stopped ? 'stopped' : exit === 0 ? 'finished' : 'failed', exit);
}

/** Reports the end once the relay has closed the program's sockets: its ports are free when the page hears of it. */
async function end(relay, outcome, exit) {
  output.finish();
  watch.finish();
  await Promise.race([relay.bye(), new Promise((resolve) => setTimeout(resolve, GOODBYE))]);
  self.postMessage({ type: 'ended', outcome, exit });
}

async function makeSnapshot(message) {
  const blob = await takeSnapshot(message);
  self.postMessage({ type: 'snapshot', blob });
}

function fault(reason, message, code) {
  output.finish();
  watch.finish();
  self.postMessage({ type: 'fault', reason, message, ...(code ? { code } : {}) });
}
