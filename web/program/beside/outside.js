// Python in a worker beside this one, for browsers that can't suspend a WebAssembly stack: that one stands still while it waits,
// and this one has the sockets, the page's messages and the typed lines. What here.js does for browsers that can.

import * as stdin from '../stdin.js';
import { alsoWake, isReady } from '../wait.js';
import { Channel, share } from './channel.js';

const SIGINT = 2;
/** What a poll() ends with when a signal came instead. */
const INTERRUPTED = 'interrupted';

let channel = null;
let worker = null;
let relay = null;
let booted = null;
let done = null;
let poll = null;

/** Boots Python in a worker of its own; says whether from a 'snapshot' or 'plain'. */
export function boot(message) {
  channel = new Channel(share());
  worker = new Worker(self.location.href, { type: 'module' });
  worker.onmessage = ({ data }) => hear(data);
  const booting = new Promise((resolve, reject) => { booted = { resolve, reject }; });
  worker.onerror = (event) => (done ?? booted).reject(new Error(event.message ?? 'the second worker did not start'));
  worker.postMessage({ ...message, type: 'inside', buffer: channel.buffer });
  return booting;
}

/** Prepares a program over these sockets; the function returned runs it and resolves to its exit code. */
export function start(toRelay, { file, code, columns, watched, check }) {
  relay = toRelay;
  alsoWake(look);
  return () => {
    worker.postMessage({ type: 'go', file, code, columns, watched, check });
    return new Promise((resolve, reject) => { done = { resolve, reject }; });
  };
}

/** Raises KeyboardInterrupt: now if Python waits, else at the next instruction that looks for signals. */
export function interrupt() {
  if (poll) answerPoll(INTERRUPTED);
  else channel.signal(SIGINT);
}

/** The page has shown so many messages of output more. */
export function shown(messages) {
  channel.show(messages);
}

/** A line was typed, or a frame has come: whoever waits for it goes on. */
function look() {
  if (!poll) return;
  const found = ready(poll.interest);
  if (found) answerPoll(found);
}

function hear(message) {
  switch (message.type) {
    case 'call':
      return serve(...channel.question());
    case 'booted':
      return booted.resolve(message.how);
    case 'failed':
      return (done ?? booted).reject(new Error(message.message));
    case 'done':
      return done.resolve(message.exit);
    default:
      return self.postMessage(message);
  }
}

function serve(name, args) {
  if (name === 'poll') return begin(...args);
  if (name === 'readLine') return channel.answer(stdin.readLine());
  if (name === 'send' || name === 'send_to') args.splice(1, 0, channel.bytesSent());
  const value = relay.link[name](...args);
  if (name === 'recv') return channel.answer(value, value > 0 ? relay.received(value) : null);
  return channel.answer(ArrayBuffer.isView(value) ? Array.from(value) : value);
}

/** poll(2): a text of numbers and events, and milliseconds or null. */
function begin(text, timeout) {
  // Stop may have come just before, and Python not have looked for it.
  if (channel.takeSignal()) return channel.answer(INTERRUPTED);
  const numbers = text.split(' ').map(Number);
  const interest = numbers.flatMap((number, at) => (at % 2 === 0 && numbers.length > 1 ? [[number, numbers[at + 1]]] : []));
  const found = ready(interest);
  if (found || timeout === 0) return channel.answer(found);
  const timer = timeout === null ? 0 : setTimeout(() => answerPoll(''), timeout);
  poll = { interest, timer };
  return undefined;
}

function answerPoll(found) {
  clearTimeout(poll.timer);
  poll = null;
  channel.answer(found);
}

/** A text again: those that are ready. */
function ready(interest) {
  return interest
    .map(([number, events]) => [number, isReady(relay, number, events)])
    .filter(([, found]) => found !== 0)
    .flat()
    .join(' ');
}
