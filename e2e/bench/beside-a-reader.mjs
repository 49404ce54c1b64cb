// One reader's echo beside another reader who does all that a reader can, with the limits of a class and without.

import { fileURLToPath } from 'node:url';
import WebSocket from 'ws';
import { Native } from '../lib/children.mjs';
import { pause } from '../lib/deadline.mjs';
import { School } from '../lib/school.mjs';
import { WireClient, timeEchoes } from './wire-client.mjs';

/** Echoes alone, then as many beside, in turns: what else the machine does weighs on both. */
const ROUNDS = 10_000;
const TURNS = 4;
const UNLIMITED = ['--reader-bytes-per-second', '0', '--max-bytes-per-second', '0'];
const NEIGHBOUR = fileURLToPath(new URL('./neighbour.mjs', import.meta.url));

/** Rows: p50 and p99 of an echo between two programs of a reader, alone and beside. */
export async function neighbour({ row, figure }) {
  await measure(row, figure, 'a reader at the limits of a class', []);
  await measure(row, figure, 'a reader without limits', UNLIMITED);
}

async function measure(row, figure, whom, args) {
  const school = await School.open({ args });
  const { relay } = school;
  const anna = await school.join('Anna');
  const open = () => WireClient.open(new WebSocket(`${relay.url('/ws').replace('http', 'ws')}`, 'echoroom.v1'), anna);
  const [server, client] = [await open(), await open()];
  const address = await server.listen('127.0.0.1:0', (id) => (bytes) => server.send(id, bytes));
  const echo = () => timeEchoes(client, address, ROUNDS);
  await echo();
  const other = new Native(process.execPath, [NEIGHBOUR, relay.base, await school.join('Boris')]);
  await other.says(/going/);
  const times = { alone: [], beside: [] };
  let milliseconds = 0;
  for (let turn = 0; turn < TURNS; turn += 1) {
    other.child.kill('SIGSTOP');
    times.alone.push(...(await echo()));
    other.child.kill('SIGCONT');
    await pause(500);
    const began = performance.now();
    times.beside.push(...(await echo()));
    milliseconds += performance.now() - began + 500;
  }
  const [, moved] = other.stdout.match(/.*going (\d+)\s*$/s);
  const [alone, beside, rate] = [ranks(times.alone), ranks(times.beside), moved / milliseconds / 1_000];
  await other.kill();
  for (const rank of ['p50', 'p99']) {
    row(`echo beside ${whom}, ${rank}`, us(beside[rank]), 'the same alone', us(alone[rank]), beside[rank] / alone[rank], null);
  }
  figure(`what ${whom} moved meanwhile`, rate, 'MB/s', null);
  await Promise.all([server.bye(), client.bye()]);
  await school.close();
}

function ranks(times) {
  const sorted = times.sort((a, b) => a - b);
  return { p50: sorted[Math.floor(sorted.length / 2)], p99: sorted[Math.floor(sorted.length * 0.99)] };
}

const us = (time) => `${time.toFixed(0)} µs`;
