// What somebody who means ill does to a class, and how a reader's echo fares before, during and after it.

import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { eventually } from '../lib/deadline.mjs';
import { School } from '../lib/school.mjs';
import { median } from './table.mjs';
import { timeEchoes } from './wire-client.mjs';

/** Milliseconds for which each goes on. */
const LASTING = 5_000;
const ECHOES = 300;

const ATTACKS = {
  dribble: 'requests sent byte by byte',
  guess: 'ten thousand tries to join',
  knock: 'WebSockets that say nothing',
  hoard: 'a reader who opens all they can',
};

/** Rows: a neighbour's echo beside each, against the same before; one relay for all, then one that may have 256 descriptors. */
export async function abuse({ row }) {
  for (const [where, through] of [['', []], [', 256 descriptors', ['prlimit', '--nofile=256:256']]]) {
    const school = await School.open({ through });
    const neighbour = await Neighbour.join(school, 'Neighbour');
    await neighbour.echo();
    for (const [attack, name] of Object.entries(ATTACKS)) {
      const before = await neighbour.echo();
      const end = Date.now() + LASTING;
      const [said, during] = await Promise.all([by(attack, school, end), neighbour.echoUntil(end)]);
      row(`echo beside ${name}${where}`, micro(during), 'before', micro(before), during / before, null);
      console.log(`    ${said}`);
      await recovers(school, neighbour);
    }
    await school.close();
  }
}

const micro = (value) => `${value.toFixed(0)} µs`;

/** A reader whose server and client talk with each other. */
class Neighbour {
  static async join(school, name) {
    const neighbour = new Neighbour();
    neighbour.token = await school.join(name);
    const server = await school.program(neighbour.token);
    neighbour.address = await server.listen('127.0.0.1:0', (id) => (bytes) => server.send(id, bytes));
    neighbour.client = await school.program(neighbour.token);
    return neighbour;
  }

  async echo() {
    return median(await timeEchoes(this.client, this.address, ECHOES));
  }

  async echoUntil(end) {
    const times = [];
    while (Date.now() < end) times.push(await this.echo());
    return median(times);
  }
}

/** What came of an attack, which a process of its own makes until `end`. */
function by(attack, { relay, code }, end) {
  const child = fork(fileURLToPath(new URL('./attacks.mjs', import.meta.url)), [attack, relay.base, code, `${end}`]);
  return new Promise((said, failed) => child.once('message', said).once('exit', () => failed(new Error(`${attack} broke off`))));
}

/** Somebody new can join and run a program, and the neighbour's is still there. */
async function recovers(school, neighbour) {
  const begun = Date.now();
  const somebody = async () => {
    const client = await school.program(await school.join('Somebody'));
    await client.bye();
    return true;
  };
  await eventually(() => somebody().catch(() => false), { ms: 90_000, what: 'somebody to join and run a program' });
  await neighbour.echo();
  console.log(`    somebody new runs a program after ${((Date.now() - begun) / 1000).toFixed(1)} s`);
}
