// Many readers at one relay, in rooms of 250: what an idle one costs, and how echoes fare when all of them talk.
//
// The readers run in this process, on the same cores as the relay: what a machine of the relay's own can bear is more.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually, pause } from '../lib/deadline.mjs';
import { freePort } from '../lib/ports.mjs';
import { Relay } from '../lib/relay.mjs';
import { Room, described } from '../lib/room.mjs';
import { rank } from './table.mjs';

const IN_A_ROOM = 250;
const CODE = '12345678';
/** As many WebSockets are opened at once. */
const TOGETHER = 50;
/** Each reader's client says something so often while all echo, and so often all of them do. */
const EVERY = 1_000;
const ROUNDS = 20;

/** Rows: 1,000 and 5,000 idle readers, each with a server that waits, all on one port; then 1,000 whose own client echoes with it. */
export async function readers({ figure }) {
  for (const count of [1_000, 5_000]) {
    const rooms = await Rooms.open(count);
    const before = rooms.relay.memory();
    await rooms.enter((reader) => reader.serve());
    await pause(2_000);
    const each = (rooms.relay.memory() - before) / count / 1024;
    figure(`${count} idle readers: relay memory for each`, each, 'KiB', { most: 64 });
    figure(`${count} idle readers: relay's share of a core`, 100 * (await rooms.load(5_000)), '%', null);
    if (count === 1_000) await echoing(rooms, figure);
    await rooms.close();
  }
}

async function echoing(rooms, figure) {
  await rooms.each((reader) => reader.connect());
  const one = await rooms.readers[0].echo(200, 0);
  const begun = rooms.cpu();
  const since = Date.now();
  const all = (await Promise.all(rooms.readers.map((reader) => reader.echo(ROUNDS, EVERY)))).flat();
  const load = (rooms.cpu() - begun) / (Date.now() - since);
  const rate = `${rooms.readers.length} readers, ${rooms.readers.length * (1_000 / EVERY)} echoes a second`;
  figure('one of 1000 readers echoes, p50', rank(one, 0.5), 'µs', null);
  figure('one of 1000 readers echoes, p99', rank(one, 0.99), 'µs', null);
  figure(`${rate}, p50`, rank(all, 0.5), 'µs', null);
  figure(`${rate}, p99`, rank(all, 0.99), 'µs', null);
  figure(`${rate}: relay's share of a core`, 100 * load, '%', null);
}

/** A relay with rooms, and its readers. */
class Rooms {
  static async open(count) {
    const rooms = new Rooms();
    rooms.shared = await freePort();
    rooms.folder = mkdtempSync(join(tmpdir(), 'echoroom-'));
    const labels = Array.from({ length: Math.ceil(count / IN_A_ROOM) }, (_, room) => ({ label: `room-${room + 1}`, code: CODE }));
    const file = join(rooms.folder, 'rooms.toml');
    writeFileSync(file, described('localhost', labels));
    rooms.relay = await Relay.start({ args: ['--rooms', file, '--trusted-proxy', '127.0.0.1/32', '--max-readers', `${IN_A_ROOM}`] });
    // Each room holds on to its addresses by a socket.
    rooms.held = rooms.relay.sockets().length;
    rooms.readers = Array.from({ length: count }, (_, number) => new Reader(labels[number % labels.length], number, rooms));
    return rooms;
  }

  /** All join, and then each does this. */
  async enter(action) {
    await this.each((reader) => reader.join());
    await this.each(action);
  }

  async each(action) {
    const waiting = this.readers.values();
    const lane = async () => {
      for (const reader of waiting) await action(reader);
    };
    await Promise.all(Array.from({ length: TOGETHER }, lane));
  }

  /** Milliseconds of processor time that the relay has had. */
  cpu() {
    const fields = readFileSync(`/proc/${this.relay.pid}/stat`, 'utf8').split(') ')[1].split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10;
  }

  /** Its share of a core for so many milliseconds. */
  async load(ms) {
    const before = this.cpu();
    await pause(ms);
    return (this.cpu() - before) / ms;
  }

  async close() {
    await this.each((reader) => reader.leave());
    await eventually(() => this.relay.sockets().length === this.held, { ms: 30_000, what: 'all sockets closed' });
    await this.relay.kill();
    rmSync(this.folder, { recursive: true });
  }
}

/** One reader of a room. A proxy in front says that each comes from an address of their own. */
class Reader extends Room {
  constructor({ label, code }, number, { relay, shared }) {
    super(label, code, relay.port, { 'x-forwarded-for': `192.0.${2 + (number >> 8)}.${number & 255}` });
    this.shared = shared;
    this.programs = [];
  }

  async open() {
    const program = await super.open();
    this.programs.push(program);
    return program;
  }

  /** An echo server, where everybody has one. */
  async serve() {
    const server = await this.open();
    await server.listen(`0.0.0.0:${this.shared}`, (id) => (bytes) => server.send(id, bytes));
  }

  async connect() {
    this.client = await this.open();
    this.stream = await this.client.stream(`127.0.0.1:${this.shared}`, () => this.heard());
  }

  /** Times echoes of a line, one each so many milliseconds (one after another, for 0); in µs. */
  async echo(rounds, every) {
    const line = new TextEncoder().encode('hello from the bench\n');
    const times = [];
    await pause(Math.random() * every);
    for (let round = 0; round < rounds; round += 1) {
      const begun = performance.now();
      const back = new Promise((heard) => (this.heard = heard));
      this.client.send(this.stream, line);
      await back;
      times.push((performance.now() - begun) * 1000);
      if (every > 0) await pause(Math.max(0, begun + every - performance.now()));
    }
    return times;
  }

  async leave() {
    await Promise.all(this.programs.map((program) => program.bye()));
  }
}
