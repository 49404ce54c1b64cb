// Ports as the machine itself sees them: finding free ones, and asking natively whether one is free again.

import { createServer } from 'node:net';
import { createSocket } from 'node:dgram';

const given = new Set();

/** A port that nobody has, TCP or UDP, outside the range from which the kernel chooses by itself. */
export async function freePort() {
  for (let attempt = 0; attempt < 1000; attempt += 1) {
    const port = 10_000 + Math.floor(Math.random() * 22_000);
    if (given.has(port)) continue;
    given.add(port);
    if ((await isFree(port)) && (await isFree(port, 'udp'))) return port;
  }
  throw new Error('no free port found');
}

/** Whether a server could listen there now (with SO_REUSEADDR, so TIME_WAIT doesn't count). */
export function isFree(port, protocol = 'tcp', host = '0.0.0.0') {
  return protocol === 'tcp' ? freeForTcp(port, host) : freeForUdp(port, host);
}

function freeForTcp(port, host) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

function freeForUdp(port, host) {
  return new Promise((resolve) => {
    const socket = createSocket('udp4');
    socket.once('error', () => resolve(false));
    socket.bind({ port, address: host, exclusive: true }, () => socket.close(() => resolve(true)));
  });
}
