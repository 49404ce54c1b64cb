// A relay with one purpose: a WebSocket's bytes to one TCP connection and back, nothing else. The yardstick for bulk.
//
// `node single.mjs HOST PORT` prints its own port. An empty message stands for the end of a stream: WebSockets have no half close.

import { connect } from 'node:net';
import { WebSocketServer } from 'ws';

/** Bytes that may wait in the WebSocket before the TCP side is asked to wait. */
const HIGH_WATER = 1 << 20;

const [host, port] = process.argv.slice(2);
const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
server.on('listening', () => console.log(server.address().port));
server.on('connection', (near) => {
  const far = connect({ host, port: Number(port), allowHalfOpen: true });
  near.on('message', (bytes) => {
    if (bytes.length === 0) far.end();
    else if (!far.write(bytes)) near.pause();
  });
  far.on('drain', () => near.resume());
  far.on('data', (bytes) => {
    if (near.bufferedAmount > HIGH_WATER) far.pause();
    near.send(bytes, () => far.resume());
  });
  far.on('end', () => near.send(''));
  far.on('error', () => near.terminate());
  near.on('close', () => far.destroy());
});
