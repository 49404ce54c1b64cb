// A room as a reader finds it behind a balancer: asked by its name, each time over a connection of its own.

import { request } from 'node:http';
import { WireClient } from '../bench/wire-client.mjs';
import { webSocket } from './joining.mjs';

/** The file that describes rooms of these labels, each with its code. */
export function described(domain, rooms) {
  const each = rooms.map(({ label, code }) => `[rooms.${label}]\ntitle = "${label}"\ncode = "${code}"\n`);
  return `domain = "${domain}"\n\n${each.join('\n')}`;
}

export class Room {
  /** `headers` go with all that is asked, as a proxy's would. */
  constructor(label, code, port, headers = {}) {
    const host = `${label}.localhost:${port}`;
    Object.assign(this, { label, code, port, headers: { host, origin: `http://${host}`, ...headers }, relays: new Set() });
  }

  /** `{ status, relay, body }`; which relay answered is the balancer's word. */
  ask(path, sent) {
    const headers = { ...this.headers, 'content-type': 'application/json' };
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
  async join(name = 'Anna') {
    const { status, relay, body } = await this.ask('/join', { name, code: this.code });
    if (status !== 200) throw new Error(`${this.label} lets nobody in: ${status} ${body}`);
    this.token = JSON.parse(body).token;
    return relay;
  }

  /** One more program of who has joined. */
  open() {
    const socket = webSocket(`http://127.0.0.1:${this.port}`, this.headers);
    socket.once('upgrade', (answer) => this.saw(answer.headers['x-relay']));
    return WireClient.open(socket, this.token);
  }

  /** Whether the relay that answers now knows who joined. */
  async isKnown() {
    return (await this.ask('/session', { token: this.token })).status === 200;
  }

  /** A program with a server and a client of it, on port 9090 as in lessons. */
  async run() {
    const program = (this.program = await this.open());
    this.cut = new Promise((resolve) => program.socket.once('close', resolve));
    program.socket.once('close', () => (this.isCut = true));
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
