// Bulk: bytes per second through the relay, beside a direct TCP connection and beside a relay that can do nothing else.
//
// All three are read and written by this process, so that what differs is the way between.

import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import WebSocket from 'ws';
import { Native, PYTHON } from '../lib/children.mjs';
import { WireClient } from './wire-client.mjs';

const SIZE = 256 * 1024 * 1024;
const ROUNDS = 3;
const path = (name) => fileURLToPath(new URL(name, import.meta.url));

/** Rows for both directions. */
export async function bulk({ relay, row }) {
  const source = await peer(['source', String(SIZE)]);
  const sink = await peer(['sink']);
  const token = await relay.token();
  const ways = {
    direct: { down: () => directDown(source.port), up: () => directUp(sink.port) },
    relay: { down: () => relayDown(relay, token, source.port), up: () => relayUp(relay, token, sink.port) },
    single: { down: () => singleDown(source.port), up: () => singleUp(sink.port) },
  };
  for (const [direction, label] of [['down', 'to the program'], ['up', 'from the program']]) {
    const best = { direct: 0, relay: 0, single: 0 };
    for (let round = 0; round < ROUNDS; round += 1)
      for (const way of Object.keys(ways)) best[way] = Math.max(best[way], SIZE / (await seconds(ways[way][direction])));
    row(`bulk ${label}, relay`, mb(best.relay), 'direct TCP', mb(best.direct), best.relay / best.direct, null);
    row(`bulk ${label}, relay`, mb(best.relay), 'single-stream relay (node)', mb(best.single), best.relay / best.single, { least: 0.9 });
  }
  await source.native.kill();
  await sink.native.kill();
}

const mb = (rate) => `${(rate / 1e6).toFixed(0)} MB/s`;

async function seconds(work) {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
}

async function peer(args) {
  const native = new Native(PYTHON, [path('peers.py'), ...args]);
  const [, port] = await native.says(/^(\d+)\n/);
  return { native, port: Number(port) };
}

/** Resolves when a stream of events has brought `SIZE` bytes. */
function counting() {
  let got = 0;
  let enough;
  const all = new Promise((done) => (enough = done));
  return { all, take: (bytes) => (got += bytes.length) >= SIZE && enough() };
}

async function directDown(port) {
  const { all, take } = counting();
  const socket = connect({ host: '127.0.0.1', port });
  socket.on('data', take);
  await all;
  socket.destroy();
}

async function directUp(port) {
  const socket = connect({ host: '127.0.0.1', port, allowHalfOpen: true });
  const answered = new Promise((done) => socket.once('data', done));
  const piece = Buffer.alloc(32 * 1024);
  for (let sent = 0; sent < SIZE; sent += piece.length)
    if (!socket.write(piece)) await new Promise((wake) => socket.once('drain', wake));
  socket.end();
  await answered;
  socket.destroy();
}

const websocket = (url, protocol) => new WebSocket(url, protocol, { perMessageDeflate: false });
const opened = (relay, token) => WireClient.open(websocket(`ws://127.0.0.1:${relay.port}/ws`, 'echoroom.v1'), token);

async function relayDown(relay, token, port) {
  const { all, take } = counting();
  const client = await opened(relay, token);
  await client.stream(`127.0.0.1:${port}`, take);
  await all;
  await client.bye();
}

async function relayUp(relay, token, port) {
  const client = await opened(relay, token);
  let answered;
  const answer = new Promise((done) => (answered = done));
  const id = await client.stream(`127.0.0.1:${port}`, answered);
  await client.pour(id, SIZE);
  client.say({ t: 'shutdown', id });
  await answer;
  await client.bye();
}

async function single(port) {
  const native = new Native(process.execPath, [path('single.mjs'), '127.0.0.1', String(port)]);
  const [, own] = await native.says(/^(\d+)\n/);
  const socket = websocket(`ws://127.0.0.1:${own}`);
  await new Promise((done) => (socket.onopen = done));
  return { native, socket };
}

async function singleDown(port) {
  const { native, socket } = await single(port);
  const { all, take } = counting();
  socket.on('message', take);
  await all;
  await native.kill();
}

async function singleUp(port) {
  const { native, socket } = await single(port);
  const answered = new Promise((done) => socket.once('message', done));
  const piece = Buffer.alloc(32 * 1024);
  for (let sent = 0; sent < SIZE; sent += piece.length) {
    socket.send(piece);
    if (socket.bufferedAmount > 1 << 20) await new Promise((wake) => setImmediate(wake));
  }
  socket.send('');
  await answered;
  await native.kill();
}
