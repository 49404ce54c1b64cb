// When a page's line to the room comes back, and when it is over.

import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Line, UNKNOWN } from './line.js';

class Socket {
  static OPEN = 1;
  static all = [];
  readyState = Socket.OPEN;
  sent = [];

  constructor() {
    Socket.all.push(this);
  }

  send(text) {
    this.sent.push(text);
  }
}

beforeEach((t) => {
  Socket.all = [];
  globalThis.location = new URL('http://localhost:8080/en/lab');
  globalThis.WebSocket = Socket;
  t.mock.timers.enable({ apis: ['setTimeout'] });
});

function open() {
  const lost = [];
  const line = new Line('/room', { greet: () => ({ hello: {} }), hear() {}, lost: (...how) => lost.push(how) });
  return { line, lost, socket: Socket.all[0] };
}

test('a line that was cut comes back', (t) => {
  const { lost, socket } = open();
  socket.onclose({ code: 1006 });
  t.mock.timers.tick(60_000);
  assert.deepEqual(lost, [[1006, false]]);
  assert.equal(Socket.all.length, 2);
});

for (const code of [UNKNOWN, 4000, 1009])
  test(`the relay's ${code} is its last word`, (t) => {
    const { lost, socket } = open();
    socket.onclose({ code });
    t.mock.timers.tick(60_000);
    assert.deepEqual(lost, [[code, true]]);
    assert.equal(Socket.all.length, 1);
  });

test('what is sent is text that any JSON reader takes, and nothing is sent over a line that is down', () => {
  const { line, socket } = open();
  assert.equal(line.send({ snippet: { code: 'print("\uD83D")' } }), true);
  assert.deepEqual(socket.sent, ['{"snippet":{"code":"print(\\"\uFFFD\\")"}}']);
  socket.readyState = 3;
  assert.equal(line.send({ pause: true }), false);
  assert.equal(socket.sent.length, 1);
});
