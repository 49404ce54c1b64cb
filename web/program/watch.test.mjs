// What a page is told of a program's calls (watch.js): the calls of an exchange in order, and never a flood.

import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';

const EAGAIN = -11;
const posted = [];
let now = 0;
let timers = [];
let watch;

globalThis.self = { postMessage: (message) => posted.push(...message.calls.map(({ at, ...call }) => call)) };
const { performance: clock, setTimeout: later } = globalThis;

const link = {
  sockname: (fd) => (fd === 3 ? '0.0.0.0 9090' : '127.0.0.1 51544'),
  peername: () => '127.0.0.1 51544',
  sent: () => 7,
};

beforeEach(async () => {
  posted.length = 0;
  now = 100_000;
  timers = [];
  Object.defineProperty(globalThis, 'performance', { value: { now: () => now, timeOrigin: 0 }, configurable: true });
  globalThis.setTimeout = (call) => timers.push(call);
  // A module of its own for each test.
  watch = await import(`./watch.js?${Math.random()}`);
});

afterEach(() => {
  Object.defineProperty(globalThis, 'performance', { value: clock, configurable: true });
  globalThis.setTimeout = later;
});

test('a page that did not ask hears nothing', () => {
  watch.saw('open', 3, 3, 1);
  watch.finish();
  assert.deepEqual(posted, []);
});

test('a server and its client are told with ports and bytes', () => {
  watch.begin(link);
  watch.saw('open', 3, 3, 1);
  watch.saw('bind', 3, 20);
  watch.answered(20, '0');
  watch.saw('listen', 3, 21);
  watch.answered(21, '0');
  watch.saw('accept', 3, EAGAIN);
  watch.saw('accept', 3, 5);
  watch.saw('recv', 5, 22);
  watch.saw('send', 5, 22);
  watch.saw('recv', 5, 0);
  watch.saw('close', 5, 0);
  watch.finish();
  assert.deepEqual(posted, [
    { call: 'socket', fd: 3, state: 'done' },
    { call: 'bind', fd: 3, state: 'done', port: 9090 },
    { call: 'listen', fd: 3, state: 'done' },
    { call: 'accept', fd: 3, state: 'waits' },
    { call: 'accept', fd: 3, state: 'done', accepted: 5, port: 51544 },
    { call: 'recv', fd: 5, state: 'done', bytes: 22 },
    { call: 'send', fd: 5, state: 'done', bytes: 22 },
    { call: 'end', fd: 5, state: 'done' },
    { call: 'close', fd: 5, state: 'done' },
  ]);
});

test('what fails is told with its number, whoever found out', () => {
  watch.begin(link);
  watch.saw('open', 4, 4, 1);
  watch.saw('bind', 4, 30);
  watch.answered(30, '-98');
  watch.saw('connect', 4, 31);
  watch.saw('takeError', 4, -111);
  watch.saw('send', 4, -1000 - 32);
  watch.answered(32, '-32');
  watch.finish();
  assert.deepEqual(posted.slice(1), [
    { call: 'bind', fd: 4, state: 'failed', errno: 98 },
    { call: 'connect', fd: 4, state: 'waits' },
    { call: 'connect', fd: 4, state: 'failed', errno: 111 },
    { call: 'send', fd: 4, state: 'done', bytes: 7 },
    { call: 'send', fd: 4, state: 'failed', errno: 32 },
  ]);
});

test('datagrams and looks at bytes are not told', () => {
  watch.begin(link);
  watch.saw('open', 6, 6, 2);
  watch.saw('recv', 6, 10);
  watch.saw('open', 7, 7, 1);
  watch.saw('recv', 7, 10, true);
  watch.finish();
  assert.deepEqual(posted, [{ call: 'socket', fd: 7, state: 'done' }]);
});

test('a flood is joined and its end is told', () => {
  let messages = 0;
  globalThis.self.postMessage = (message) => {
    messages += 1;
    posted.push(...message.calls);
  };
  watch.begin(link);
  watch.saw('open', 3, 3, 1);
  for (let turn = 0; turn < 10_000; turn += 1) {
    watch.saw('recv', 3, 1);
    watch.saw('send', 3, 1);
    watch.flush();
    now += 0.1;
  }
  assert.ok(messages <= 33 + 1000 / 50, `${messages} messages in a second`);
  now += 60_000;
  timers.forEach((call) => call());
  const bytes = posted.filter(({ call }) => call === 'recv').reduce((sum, call) => sum + call.bytes, 0);
  assert.equal(bytes, 10_000);
});
