// The relay's memory: for each of 500 idle readers, and behind a program that has stopped reading an endless source.

import WebSocket from 'ws';
import { eventually, pause } from '../lib/deadline.mjs';
import { openLab } from '../lib/lab.mjs';
import { Relay } from '../lib/relay.mjs';
import { inPage } from './in-page.mjs';
import { WireClient } from './wire-client.mjs';

const READERS = 500;
const STALL = Number(process.env.STALL_SECONDS ?? 30);

/** A row: resident memory for each of 500 programs that listen on a port and wait. */
export async function idle({ figure }) {
  const relay = await Relay.start({ args: ['--max-programs', String(READERS + 100)] });
  const token = await relay.token();
  const open = async () => {
    const client = await WireClient.open(new WebSocket(`ws://127.0.0.1:${relay.port}/ws`, 'echoroom.v1'), token);
    await client.listen('127.0.0.1:0', () => () => {});
    return client;
  };
  const warm = await Promise.all(Array.from({ length: 20 }, open));
  const before = relay.memory();
  const clients = [];
  while (clients.length < READERS) clients.push(...(await Promise.all(Array.from({ length: 50 }, open))));
  await pause(1_000);
  const each = (relay.memory() - before) / READERS / 1024;
  figure(`relay memory per idle reader (${READERS} readers)`, each, 'KiB', { most: 64 });
  await Promise.all([...warm, ...clients].map((client) => client.bye()));
  await eventually(() => relay.sockets().length === 0, { what: 'all listeners closed' });
  await relay.kill();
}

const STALLED = (port) => `
import socket, time

client = socket.create_connection(("127.0.0.1", ${port}))
print(len(client.recv(1000)) > 0)
time.sleep(${STALL})
print("still open", len(client.recv(1000)) > 0)
`;

const ECHOES = `return (await timeEchoes(client, given.echo, 400)).sort((a, b) => a - b)[200];`;

/** Rows: how far the relay's memory rose in 30 s behind a stalled reader, and how its neighbour's echo fared. */
export async function stalled({ unwatched, source, native, row, figure }) {
  const relay = await Relay.start();
  const lab = await openLab(unwatched, relay);
  const echo = () => inPage(lab.tab, relay, ECHOES, { echo: `127.0.0.1:${native.port}` });
  await echo();
  const idle = await echo();
  await lab.run(lab.second, 'print("warm")');
  await lab.second.reaches('finished');
  const before = relay.memory();
  await lab.run(lab.first, STALLED(source.port));
  await lab.first.says(/True/);
  let highest = 0;
  for (let second = 0; second < STALL - 4; second += 1) {
    highest = Math.max(highest, relay.memory());
    await pause(1_000);
  }
  const busy = await echo();
  await lab.first.says(/still open True/, 20_000);
  figure(`relay memory behind a reader stalled for ${STALL} s, growth`, (highest - before) / 1024 / 1024, 'MiB', { most: 1 });
  row('echo of another program meanwhile', `${busy.toFixed(0)} µs`, 'before', `${idle.toFixed(0)} µs`, busy / idle, null);
  await lab.tab.close();
  await relay.kill();
}
