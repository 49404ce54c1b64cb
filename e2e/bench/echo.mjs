// The round trip of 64 bytes: Python in a cell against plain JavaScript in the same page, taken in turns; and an echo beside bulk.

import { openLab } from '../lib/lab.mjs';
import { freePort } from '../lib/ports.mjs';
import { inPage } from './in-page.mjs';
import { median } from './table.mjs';

/** Each way gets so many turns, and its quietest one counts: other work on the machine only ever adds to a round trip. */
const TURNS = 12;
const WARM = 200;
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
print(sorted(times[${WARM}:])[${ROUNDS / 2}] * 1e6)
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
  return times.slice(given.warm).sort((a, b) => a - b)[given.rounds / 2];`;

const JS_SERVER = `
  let over;
  const served = new Promise((done) => (over = done));
  await client.listen(given.address, (id) => {
    client.streams.get(id).onEnd = over;
    return (bytes) => client.send(id, bytes);
  });
  await served;`;

/** Rows: one leg (to a native server) and two legs (server and client both in the page). */
export async function echo({ relay, browser, native, row }) {
  const lab = await openLab(browser, relay);
  const found = { python: [], worker: [], main: [], pythonPair: [], workerPair: [] };
  const js = (worker, port) => inPage(lab.tab, relay, JS_CLIENT, { address: `127.0.0.1:${port}`, warm: WARM, rounds: ROUNDS }, { worker });
  for (let turn = 0; turn < TURNS; turn += 1) {
    found.worker.push(await js(true, native.port));
    found.python.push(await python(lab, lab.second, native.port));
    found.main.push(await js(false, native.port));
    found.workerPair.push(await javascriptPair(lab, relay, js));
    found.pythonPair.push(await pythonPair(lab));
  }
  const p50 = Object.fromEntries(Object.entries(found).map(([name, values]) => [name, Math.min(...values)]));
  row('echo 64 B, Python ↔ native server', micro(p50.python), 'JavaScript in a worker', micro(p50.worker), p50.python / p50.worker, { most: 1.25 });
  row('echo 64 B, Python ↔ native server', micro(p50.python), 'JavaScript, main thread', micro(p50.main), p50.python / p50.main, null);
  row('echo 64 B, Python ↔ Python', micro(p50.pythonPair), 'JavaScript ↔ JavaScript', micro(p50.workerPair), p50.pythonPair / p50.workerPair, { most: 1.25 });
  await lab.tab.close();
}

const micro = (value) => `${value.toFixed(0)} µs`;

async function python(lab, cell, port) {
  await lab.run(cell, PYTHON_CLIENT(port));
  await cell.reaches('finished', 60_000);
  return Number((await cell.output()).stdout);
}

async function pythonPair(lab) {
  const port = await freePort();
  await lab.run(lab.first, PYTHON_SERVER(port));
  await lab.first.reaches('waiting');
  const time = await python(lab, lab.second, port);
  await lab.first.reaches('finished');
  return time;
}

async function javascriptPair(lab, relay, js) {
  const port = await freePort();
  const server = inPage(lab.tab, relay, JS_SERVER, { address: `127.0.0.1:${port}` });
  await lab.tab.page.waitForTimeout(300);
  const time = await js(true, port);
  await server;
  return time;
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
export async function beside({ relay, browser, native, source, sink, row }) {
  const lab = await openLab(browser, relay);
  for (const [label, peer, up] of [['receiving', source, false], ['sending', sink, true]]) {
    const given = { echo: `127.0.0.1:${native.port}`, bulk: `127.0.0.1:${peer.port}`, rounds: 600, up };
    const results = [];
    for (let turn = 0; turn < 3; turn += 1) results.push(await inPage(lab.tab, relay, BESIDE, given));
    const [idle, busy, rate] = ['idle', 'busy', 'rate'].map((key) => median(results.map((one) => one[key])));
    row(`echo beside a stream ${label} ${(rate / 1e6).toFixed(0)} MB/s`, micro(busy), 'the same echo idle', micro(idle), busy / idle, { most: 3 });
  }
  await lab.tab.close();
}
