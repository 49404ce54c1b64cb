// One reader's echo beside another reader who does all that a reader can, with the limits of a class and without.

import { fileURLToPath } from 'node:url';
import { Native } from '../lib/children.mjs';
import { pause } from '../lib/deadline.mjs';
import { School } from '../lib/school.mjs';
import { rank } from './table.mjs';
import { timeEchoes } from './wire-client.mjs';

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
  const [server, client] = [await school.program(anna), await school.program(anna)];
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
  const rate = moved / milliseconds / 1_000;
  await other.kill();
  for (const share of [50, 99]) {
    const [beside, alone] = [rank(times.beside, share / 100), rank(times.alone, share / 100)];
    row(`echo beside ${whom}, p${share}`, us(beside), 'the same alone', us(alone), beside / alone, null);
  }
  figure(`what ${whom} moved meanwhile`, rate, 'MB/s', null);
  await Promise.all([server.bye(), client.bye()]);
  await school.close();
}

const us = (time) => `${time.toFixed(0)} µs`;
