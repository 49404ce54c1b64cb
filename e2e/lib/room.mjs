// A room as a reader finds it behind a balancer: asked by its name, each time over a connection of its own.

import { request } from 'node:http';
import { WebSocket } from 'ws';
import { WireClient } from '../bench/wire-client.mjs';

export class Room {
  constructor(label, code, port) {
    Object.assign(this, { label, code, port, host: `${label}.localhost:${port}`, relays: new Set() });
  }

  /** `{ status, relay, body }`; which relay answered is the balancer's word. */
  ask(path, sent) {
    const headers = { host: this.host, 'content-type': 'application/json', origin: `http://${this.host}` };
    const options = { host: '127.0.0.1', port: this.port, path, headers, agent: false, method: sent ? 'POST' : 'GET' };
    return new Promise((resolve, reject) => {
      const asking = request(options, (answer) => {
        let body = '';
        answer.setEncoding('utf8').on('data', (text) => (body += text));
        answer.on('end', () => resolve({ status: answer.statusCode, relay: this.saw(answer.headers['x-relay']), body }));
      });
      asking.once('error', reject);
      asking.end(sent && JSON.stringify(sent));
    });
  }

  /** Joins, with the code that is in the file. */
  async join() {
    const { status, relay, body } = await this.ask('/join', { name: 'Anna', code: this.code });
    if (status !== 200) throw new Error(`${this.label} lets nobody in: ${status} ${body}`);
    this.token = JSON.parse(body).token;
    return relay;
  }

  /** Whether the relay that answers now knows who joined. */
  async isKnown() {
    return (await this.ask('/session', { token: this.token })).status === 200;
  }

  /** A program with a server and a client of it, on port 9090 as in lessons. */
  async run() {
    const headers = { host: this.host, origin: `http://${this.host}` };
    const socket = new WebSocket(`ws://127.0.0.1:${this.port}/ws`, 'echoroom.v1', { headers });
    socket.once('upgrade', (answer) => (this.programRelay = this.saw(answer.headers['x-relay'])));
    const program = (this.program = await WireClient.open(socket, this.token, 'room'));
    this.cut = new Promise((resolve) => socket.once('close', resolve));
    socket.once('close', () => (this.isCut = true));
    this.isCut = false;
    await program.listen('127.0.0.1:9090', (id) => (bytes) => program.send(id, bytes));
    this.client = await program.stream('127.0.0.1:9090', (bytes) => this.echoed?.(Buffer.from(bytes).toString()));
  }

  /** What comes back of a text. */
  echo(text) {
    return new Promise((resolve) => {
      this.echoed = resolve;
      this.program.send(this.client, Buffer.from(text));
    });
  }

  /** All relays that have answered since this was last emptied. */
  saw(relay) {
    this.relays.add(relay);
    return relay;
  }
}
