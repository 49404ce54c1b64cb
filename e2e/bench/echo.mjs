// The round trip of 64 bytes: Python in a cell against plain JavaScript in the same page, taken in turns; and an echo beside bulk.

import { pause } from '../lib/deadline.mjs';
import { openLab } from '../lib/lab.mjs';
import { freePort } from '../lib/ports.mjs';
import { inPage } from './in-page.mjs';
import { median } from './table.mjs';

/** Each way gets so many turns, and its middle one counts: how the kernel places threads on cores makes single ones luckier. */
const TURNS = 12;
/** V8 compiles what runs often while it goes on: the first echoes of a program are slower, and run beside its compiler. */
const WARM = 1_500;
const ROUNDS = 500;

const PYTHON_CLIENT = (port) => `
import socket, time

client = socket.create_connection(("127.0.0.1", ${port}))
client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
message, times = b"x" * 64, []
for _ in range(${WARM + ROUNDS}):
    begun = time.perf_counter()
    client.sendall(message)
    client.recv(64)
    times.append(time.perf_counter() - begun)
client.close()
print(sorted(times[${WARM}:])[${ROUNDS / 2}] * 1e6, sorted(times[:${ROUNDS}])[${ROUNDS / 2}] * 1e6)
`;

const PYTHON_SERVER = (port) => `
import socket

with socket.create_server(("127.0.0.1", ${port})) as server:
    connection, _ = server.accept()
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    with connection:
        while data := connection.recv(1024):
            connection.sendall(data)
`;

const JS_CLIENT = `
  const times = await timeEchoes(client, given.address, given.warm + given.rounds);
  const p50 = (some) => some.sort((a, b) => a - b)[given.rounds / 2];
  return [p50(times.slice(given.warm)), p50(times.slice(0, given.rounds))];`;

const JS_SERVER = `
  let over;
  const served = new Promise((done) => (over = done));
  await client.listen(given.address, (id) => {
    client.streams.get(id).onEnd = over;
    return (bytes) => client.send(id, bytes);
  });
  await served;`;

/** Rows: one leg (to a native server) and two legs (server and client both in the page). */
export async function echo({ relay, unwatched, native, row }) {
  const lab = await openLab(unwatched, relay);
  const found = { python: [], worker: [], main: [], pythonPair: [], workerPair: [] };
  const js = (worker, port) => inPage(lab.tab, relay, JS_CLIENT, { address: `127.0.0.1:${port}`, warm: WARM, rounds: ROUNDS }, { worker });
  for (let turn = 0; turn < TURNS; turn += 1) {
    found.worker.push(await js(true, native.port));
    found.python.push(await python(lab.second, native.port));
    found.main.push(await js(false, native.port));
    found.workerPair.push(await javascriptPair(lab, relay, js));
    found.pythonPair.push(await pythonPair(lab));
  }
  const middle = (at) => Object.fromEntries(Object.entries(found).map(([name, each]) => [name, median(each.map((p50s) => p50s[at]))]));
  const [p50, early] = [middle(0), middle(1)];
  const against = (what, times, one, other, to, goal) => row(what, micro(times[one]), to, micro(times[other]), times[one] / times[other], goal);
  against('echo 64 B, Python ↔ native server', p50, 'python', 'worker', 'JavaScript in a worker', { most: 1.25 });
  against('echo 64 B, Python ↔ native server', p50, 'python', 'main', 'JavaScript, main thread', null);
  against(`the same, a program's first ${ROUNDS}`, early, 'python', 'worker', 'JavaScript in a worker', null);
  against('echo 64 B, Python ↔ Python', p50, 'pythonPair', 'workerPair', 'JavaScript ↔ JavaScript', { most: 1.25 });
  await lab.tab.close();
}

const micro = (value) => `${value.toFixed(0)} µs`;

async function python(cell, port) {
  await cell.setCode(PYTHON_CLIENT(port));
  return (await toItsEnd(cell)).split(' ').map(Number);
}

/** Runs a cell's program, with no look at the page until it has ended; what it printed. */
export async function toItsEnd(cell) {
  const ended = (selector) =>
    new Promise((resolve) => {
      const cell = document.querySelector(selector);
      const watch = new MutationObserver(() => ['finished', 'failed'].includes(cell.dataset.state) && resolve(watch.disconnect()));
      cell.querySelector('[data-action="run"]').click();
      watch.observe(cell, { attributeFilter: ['data-state'] });
    });
  await cell.tab.evaluate(ended, cell.selector);
  if ((await cell.state()) !== 'finished') await cell.explain(new Error('the program failed'));
  return (await cell.output()).stdout;
}

async function pythonPair(lab) {
  const port = await freePort();
  await lab.run(lab.first, PYTHON_SERVER(port));
  await lab.first.reaches('waiting');
  const times = await python(lab.second, port);
  await lab.first.reaches('finished');
  return times;
}

async function javascriptPair(lab, relay, js) {
  const port = await freePort();
  const server = inPage(lab.tab, relay, JS_SERVER, { address: `127.0.0.1:${port}` });
  await pause(300);
  const times = await js(true, port);
  await server;
  return times;
}

const BESIDE = `
  const measure = async () => (await timeEchoes(client, given.echo, given.rounds)).sort((a, b) => a - b)[given.rounds / 2];
  await measure();
  const idle = await measure();
  let moved = 0;
  const id = await client.stream(given.bulk, (bytes) => (moved += bytes.length));
  if (given.up) client.pour(id, Infinity);
  const begun = performance.now();
  const busy = await measure();
  const seconds = (performance.now() - begun) / 1000;
  return { idle, busy, rate: (given.up ? client.streams.get(id).sent : moved) / seconds };`;

/** Rows: an echo while another socket of the same program is as busy as it can be. */
export async function beside({ relay, unwatched, native, source, sink, row }) {
  const lab = await openLab(unwatched, relay);
  for (const [label, peer, up] of [['receiving', source, false], ['sending', sink, true]]) {
    const given = { echo: `127.0.0.1:${native.port}`, bulk: `127.0.0.1:${peer.port}`, rounds: 600, up };
    const results = [];
    for (let turn = 0; turn < 3; turn += 1) results.push(await inPage(lab.tab, relay, BESIDE, given));
    const [idle, busy, rate] = ['idle', 'busy', 'rate'].map((key) => median(results.map((one) => one[key])));
    row(`echo beside a stream ${label} ${(rate / 1e6).toFixed(0)} MB/s`, micro(busy), 'the same echo idle', micro(idle), busy / idle, { most: 3 });
  }
  await lab.tab.close();
}
