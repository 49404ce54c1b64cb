// What a page of a class asks of its relay, without a browser: to join, and a WebSocket for a program.

import WebSocket from 'ws';
import { WireClient } from '../bench/wire-client.mjs';

/** Asks to join; the answer, whatever it is. `sent` are headers besides, as of a proxy. */
export function ask(base, { name, code }, sent = {}) {
  const headers = { 'content-type': 'application/json', origin: base, ...sent };
  return fetch(`${base}/join`, { method: 'POST', headers, body: JSON.stringify({ name, code }) });
}

/** Joins; `{ token, person, host, address }`. */
export async function join(base, wish, sent) {
  const answer = await ask(base, wish, sent);
  if (!answer.ok) throw new Error(`${wish.name} could not join: ${answer.status}`);
  return answer.json();
}

/** A WebSocket for a program that has not said hello; `headers` as a proxy or another name wants them. */
export const webSocket = (base, headers = { origin: base }) => line(base, '/ws', 'echoroom.v1', headers);

/** A page's WebSocket to the room, over which nothing was said. */
export const roomSocket = (base) => line(base, '/room', 'echoroom.room.1', { origin: base });

const line = (base, path, protocol, headers) => new WebSocket(base.replace('http', 'ws') + path, protocol, { headers });

/** A program of whoever has this token. */
export const program = (base, token) => WireClient.open(webSocket(base), token);
