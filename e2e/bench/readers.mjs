// Many readers at one relay, in rooms of 250: what an idle one costs, and how echoes fare when all of them talk.
//
// The readers run in this process, on the same cores as the relay: what a machine of the relay's own can bear is more.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import WebSocket from 'ws';
import { eventually, pause } from '../lib/deadline.mjs';
import { freePort } from '../lib/ports.mjs';
import { Relay } from '../lib/relay.mjs';
import { WireClient } from './wire-client.mjs';

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
    const school = await School.open(count);
    const before = school.relay.memory();
    await school.enter((reader) => reader.serve());
    await pause(2_000);
    const each = (school.relay.memory() - before) / count / 1024;
    figure(`${count} idle readers: relay memory for each`, each, 'KiB', { most: 64 });
    figure(`${count} idle readers: relay's share of a core`, 100 * (await school.load(5_000)), '%', null);
    if (count === 1_000) await echoing(school, figure);
    await school.close();
  }
}

async function echoing(school, figure) {
  await school.each((reader) => reader.connect());
  const one = sorted(await school.readers[0].echo(200, 0));
  const begun = school.cpu();
  const since = Date.now();
  const all = sorted((await Promise.all(school.readers.map((reader) => reader.echo(ROUNDS, EVERY)))).flat());
  const load = (school.cpu() - begun) / (Date.now() - since);
  const rate = `${school.readers.length} readers, ${school.readers.length * (1_000 / EVERY)} echoes a second`;
  figure('one of 1000 readers echoes, p50', at(one, 0.5), 'µs', null);
  figure('one of 1000 readers echoes, p99', at(one, 0.99), 'µs', null);
  figure(`${rate}, p50`, at(all, 0.5), 'µs', null);
  figure(`${rate}, p99`, at(all, 0.99), 'µs', null);
  figure(`${rate}: relay's share of a core`, 100 * load, '%', null);
}

const sorted = (numbers) => numbers.sort((a, b) => a - b);
const at = (numbers, share) => numbers[Math.floor(numbers.length * share)];

/** A relay with rooms, and its readers. */
class School {
  static async open(count) {
    const school = new School();
    school.shared = await freePort();
    school.folder = mkdtempSync(join(tmpdir(), 'echoroom-'));
    school.rooms = Array.from({ length: Math.ceil(count / IN_A_ROOM) }, (_, room) => `room-${room + 1}`);
    const file = join(school.folder, 'rooms.toml');
    const described = school.rooms.map((room) => `[rooms.${room}]\ntitle = "${room}"\ncode = "${CODE}"\n`);
    writeFileSync(file, `domain = "localhost"\n${described.join('')}`);
    school.relay = await Relay.start({ args: ['--rooms', file, '--trusted-proxy', '127.0.0.1/32', '--max-readers', `${IN_A_ROOM}`] });
    // Each room holds on to its addresses by a socket.
    school.held = school.relay.sockets().length;
    school.readers = Array.from({ length: count }, (_, number) => new Reader(school, number));
    return school;
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
class Reader {
  constructor(school, number) {
    this.port = school.relay.port;
    this.shared = school.shared;
    this.name = `Reader ${number}`;
    this.host = `${school.rooms[number % school.rooms.length]}.localhost:${this.port}`;
    this.from = `192.0.${2 + (number >> 8)}.${number & 255}`;
    this.programs = [];
  }

  async join() {
    const { token } = await this.post('/join', { code: CODE, name: this.name });
    this.token = token;
  }

  post(path, body) {
    const headers = { ...this.headers(), 'content-type': 'application/json' };
    return new Promise((done, failed) => {
      const asking = request({ port: this.port, method: 'POST', path, headers }, async (answer) => {
        let text = '';
        for await (const piece of answer) text += piece;
        if (answer.statusCode === 200) done(JSON.parse(text));
        else failed(new Error(`${path}: ${answer.statusCode} ${text}`));
      });
      asking.on('error', failed).end(JSON.stringify(body));
    });
  }

  headers() {
    return { host: this.host, origin: `http://${this.host}`, 'x-forwarded-for': this.from };
  }

  async program() {
    const socket = new WebSocket(`ws://127.0.0.1:${this.port}/ws`, 'echoroom.v1', { headers: this.headers() });
    const program = await WireClient.open(socket, this.token);
    this.programs.push(program);
    return program;
  }

  /** An echo server, where everybody has one. */
  async serve() {
    const server = await this.program();
    await server.listen(`0.0.0.0:${this.shared}`, (id) => (bytes) => server.send(id, bytes));
  }

  async connect() {
    this.client = await this.program();
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
