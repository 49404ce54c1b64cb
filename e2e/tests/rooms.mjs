// Thirty rooms on three relays, behind the balancers of deploy/: a room is on one relay, and a dead relay takes its own with it.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Balancer } from '../lib/balancer.mjs';
import { eventually, until } from '../lib/deadline.mjs';
import { freePort } from '../lib/ports.mjs';
import { Relay } from '../lib/relay.mjs';
import { Room, described } from '../lib/room.mjs';
import { Skip, atEnd, test } from '../lib/suite.mjs';

/** Connections for each room that ask where it is. */
const ASKED = 12;

for (const name of ['nginx', 'haproxy']) {
  test(`behind ${name} a room is on one relay, and a dead relay takes only its own rooms`, () => scenario(name), { seconds: 240 });
}

async function scenario(name) {
  if (process.platform !== 'linux') throw new Skip('a class needs all of 127.0.0.0/8');
  const { rooms, relays, start } = await school(name);

  // Everybody is in, and has a server and a client.
  await Promise.all(rooms.map((room) => room.join()));
  await Promise.all(rooms.map((room) => room.run()));
  for (let n = 0; n < ASKED; n += 1) {
    const answers = await Promise.all(rooms.map((room) => room.ask('/en/join')));
    assert.ok(answers.every(({ status }) => status === 200));
  }
  for (const { label, relays } of rooms) assert.equal(relays.size, 1, `${label} was on ${[...relays]}`);
  const homes = new Map(rooms.map((room) => [room.label, [...room.relays][0]]));
  const spread = [...new Set(homes.values())].map((relay) => [relay, rooms.filter(({ label }) => homes.get(label) === relay)]);
  assert.equal(spread.length, 3, 'each relay has rooms');
  await echoes(rooms);

  // One relay dies.
  const [dead, lost] = spread[0];
  const kept = rooms.filter((room) => !lost.includes(room));
  const victim = await relayOf(lost[0], relays);
  await victim.kill();
  await until(Promise.all(lost.map((room) => room.cut)), 10_000, 'its programs to end');
  await echoes(kept);
  for (const room of rooms) room.relays.clear();
  await eventually(async () => (await Promise.all(lost.map((room) => room.ask('/en/join')))).every(({ status }) => status === 200), { ms: 20_000, what: 'its rooms to be elsewhere' });
  for (const room of lost) room.relays.clear();
  await Promise.all(kept.map((room) => room.isKnown())).then((known) => assert.ok(known.every(Boolean), 'the others stay who they are'));
  await Promise.all(lost.map((room) => room.isKnown())).then((known) => assert.ok(!known.some(Boolean), 'its readers join anew'));
  await Promise.all(lost.map((room) => room.join()));
  await Promise.all(lost.map((room) => room.run()));
  await echoes(rooms);
  for (const room of kept) assert.deepEqual([...room.relays], [homes.get(room.label)], `${room.label} stayed`);
  for (const room of lost) assert.ok(last(room) !== dead && !room.isCut, `${room.label} moved`);

  // It comes back: its rooms come home with the next request, and programs that run elsewhere go on until they end.
  await start(victim.port);
  await eventually(async () => (await Promise.all(lost.map((room) => room.ask('/en/join')))).every(({ relay }) => relay === dead), { ms: 30_000, every: 250, what: 'its rooms to come home' });
  await echoes(rooms);
  for (const room of kept) assert.ok(!room.isCut && (await room.isKnown()), `${room.label} stayed`);
  return `rooms of the relays: ${spread.map(([, own]) => own.length).join(', ')}; ${lost.length} moved, ${kept.length} noticed nothing`;
}

/** Three relays with the same thirty rooms, behind the balancer of this name; `start` brings one back to its port. */
async function school(name) {
  const folder = mkdtempSync(join(tmpdir(), 'echoroom-rooms-'));
  atEnd(async () => rmSync(folder, { recursive: true, force: true }));
  const port = await freePort();
  const rooms = Array.from({ length: 30 }, (_, n) => new Room(`room-${n + 1}`, String(10_000_000 + n), port));
  const file = join(folder, 'rooms.toml');
  writeFileSync(file, described(`localhost:${port}`, rooms));
  const relays = [];
  const start = async (at) => {
    const relay = await Relay.start({ port: at, args: ['--rooms', file, '--trusted-proxy', '127.0.0.0/8'] });
    atEnd(() => relay.kill());
    relays.push(relay);
    return relay;
  };
  for (let n = 0; n < 3; n += 1) await start(0);
  const balancer = await Balancer.start(name, port, relays.map((relay) => relay.port));
  atEnd(() => balancer.stop());
  return { rooms, relays, start };
}

/** Which of them a room's program is on, by the sockets that it holds. */
async function relayOf(room, relays) {
  const mine = relays.filter((relay) => relay.sockets().filter((socket) => socket.includes(':9090 LISTEN')).length > 0);
  assert.equal(mine.length, relays.length, 'each relay has servers');
  const before = relays.map((relay) => listeners(relay));
  await room.program.listen('127.0.0.1:9091', () => () => {});
  const after = relays.map((relay) => listeners(relay));
  return relays[after.findIndex((count, n) => count > before[n])];
}

const listeners = (relay) => relay.sockets().filter((socket) => socket.endsWith('LISTEN')).length;

const last = (room) => [...room.relays].at(-1);

async function echoes(rooms) {
  const said = await until(Promise.all(rooms.map((room) => room.echo(room.label))), 10_000, 'the echoes');
  assert.deepEqual(said, rooms.map(({ label }) => label));
}
