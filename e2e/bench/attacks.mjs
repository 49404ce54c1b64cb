// The attacks themselves, one a process: `node attacks.mjs NAME BASE CODE END`. Sends what came of it to who started it.

import { createConnection } from 'node:net';
import { pause } from '../lib/deadline.mjs';
import { ask, join, webSocket } from '../lib/joining.mjs';
import { WireClient } from './wire-client.mjs';

const [name, base, code, until] = process.argv.slice(2);
const { port } = new URL(base);
const end = Number(until);
const said = await { dribble, guess, knock, hoard }[name]();
// With this process goes all that it has open.
process.send(said, () => process.exit());

async function dribble() {
  const request = `POST /join HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\ncontent-length: 100\r\n\r\n`;
  const counts = { opened: 0, closed: 0 };
  const one = async () => {
    const socket = createConnection(port, '127.0.0.1').on('error', () => {});
    socket.on('connect', () => (counts.opened += 1)).on('close', () => (counts.closed += 1));
    for (let at = 0; Date.now() < end; at += 1) {
      if (socket.writable) socket.write(request[at % request.length]);
      await pause(100);
    }
    socket.destroy();
  };
  await Promise.all(Array.from({ length: 300 }, one));
  return `${counts.opened} connections, ${counts.closed} of them closed by the end`;
}

async function guess() {
  const answers = {};
  let left = 10_000;
  const one = async () => {
    while (left-- > 0) {
      const answer = await ask(base, { name: 'x', code: String(left).padStart(8, '0') }).catch(() => ({ status: 'no answer' }));
      await answer.text?.();
      answers[answer.status] = (answers[answer.status] ?? 0) + 1;
    }
  };
  const begun = Date.now();
  await Promise.all(Array.from({ length: 20 }, one));
  return `${JSON.stringify(answers)} in ${((Date.now() - begun) / 1000).toFixed(1)} s`;
}

async function knock() {
  const counts = { opened: 0, refused: 0, closed: 0 };
  const open = [];
  while (Date.now() < end) {
    const socket = webSocket(base);
    socket.on('open', () => (counts.opened += 1)).on('error', () => (counts.refused += 1)).on('close', () => (counts.closed += 1));
    open.push(socket);
    await pause(2);
  }
  for (const socket of open) socket.terminate();
  return `${open.length} tried: ${JSON.stringify(counts)}`;
}

async function hoard() {
  const { token } = await join(base, { name: 'Hoarder', code });
  const counts = { programs: 0, sockets: 0, listeners: 0 };
  const refused = {};
  const refuse = ({ message }) => (refused[message] = (refused[message] ?? 0) + 1);
  const over = pause(end - Date.now());
  const open = async () => {
    while (Date.now() < end) {
      const client = await WireClient.open(webSocket(base), token).catch(refuse);
      if (!(client instanceof WireClient)) {
        await pause(50);
        continue;
      }
      counts.programs += 1;
      for (let broken = 0; broken < 3 && Date.now() < end; ) {
        await client.stream(null, () => {}).then(() => (counts.sockets += 1), (error) => (refuse(error), (broken += 1)));
        await client.listen('0.0.0.0:0', () => () => {}).then(() => (counts.listeners += 1), (error) => (refuse(error), (broken += 1)));
      }
    }
  };
  await Promise.race([open(), over]);
  return `${JSON.stringify(counts)}, refused ${JSON.stringify(refused)}`;
}
