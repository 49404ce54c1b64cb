// What a page of a class asks of its relay, without a browser: to join, and a WebSocket for a program.

import WebSocket from 'ws';
import { WireClient } from '../bench/wire-client.mjs';

/** Asks to join; the answer, whatever it is. */
export function ask(base, { name, code }) {
  const headers = { 'content-type': 'application/json', origin: base };
  return fetch(`${base}/join`, { method: 'POST', headers, body: JSON.stringify({ name, code }) });
}

/** Joins; the token. */
export async function join(base, wish) {
  const answer = await ask(base, wish);
  if (!answer.ok) throw new Error(`${wish.name} could not join: ${answer.status}`);
  return (await answer.json()).token;
}

/** A WebSocket for a program that has not said hello; `headers` as a proxy or another name wants them. */
export const webSocket = (base, headers = { origin: base }) => new WebSocket(`${base.replace('http', 'ws')}/ws`, 'echoroom.v1', { headers });

/** A program of whoever has this token. */
export const program = (base, token) => WireClient.open(webSocket(base), token);
