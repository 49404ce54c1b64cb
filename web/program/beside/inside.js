// The worker in which Python stands still while it waits (outside.js has the other one): each system call is a call there.

import { useMemory } from '../bytes.js';
import * as kernel from '../kernel.js';
import * as output from '../output.js';
import { boot, statusOf } from '../runtime.js';
import * as watch from '../watch.js';
import { Channel } from './channel.js';

/** The Link's calls, and those of the worker beside it. */
const CALLS = [
  'open', 'pair', 'dup', 'close', 'bind', 'listen', 'accept', 'connect', 'take_error', 'shutdown', 'set_option', 'get_option',
  'sockname', 'peername', 'resolve', 'reverse', 'stat', 'unlink', 'answer', 'ready', 'see', 'file', 'is_answered', 'sender',
  'sent', 'welcome', 'recv',
];

let channel = null;
let python = null;

/** Boots Python, and tells how it went. */
export async function enter(message) {
  channel = new Channel(message.buffer);
  try {
    const [booted, how] = await boot(message);
    python = booted;
    self.postMessage({ type: 'booted', how });
  } catch (error) {
    failed(error);
  }
}

/** Runs a program to its end. */
export function go(message) {
  const relay = { link: link(), readLine: () => call('readLine'), poll };
  kernel.connect(python.module, relay);
  if (message.watched) watch.begin(relay.link);
  // The bytes of a recv() lie where the answer's do.
  useMemory({ buffer: channel.buffer });
  output.hear(() => channel.takeShown());
  try {
    const exit = run(message, relay);
    output.finish();
    watch.finish();
    self.postMessage({ type: 'done', exit });
  } catch (error) {
    failed(error);
  }
}

function run(message, relay) {
  try {
    return python.runStandingStill(message, relay, signals);
  } catch (error) {
    return statusOf(error);
  }
}

function failed(error) {
  self.postMessage({ type: 'failed', message: String(error?.message ?? error) });
}

function link() {
  const calls = Object.fromEntries(CALLS.map((name) => [name, (...args) => call(name, args)]));
  return {
    ...calls,
    received: () => channel.bytesAt,
    send: (fd, bytes) => call('send', [fd], bytes),
    send_to: (fd, bytes, host, port) => call('send_to', [fd, host, port], bytes),
  };
}

/** poll(2) for kernel.py: a text of numbers and events, and one of what was found (or 'interrupted'). */
function poll(interest, timeout) {
  output.flush();
  watch.flush();
  return call('poll', [interest, timeout ?? null]);
}

function call(name, args = [], bytes = null) {
  const value = channel.call([name, args], bytes, () => self.postMessage({ type: 'call' }));
  // Python knows undefined as None, and null as something else.
  return value ?? undefined;
}

/** What CPython looks at every few dozen bytecodes. */
const signals = {
  get 0() {
    output.flushIfOld();
    return channel.takeSignal();
  },
  set 0(_) {},
};
