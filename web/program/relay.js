// The program's WebSocket: carries what the Link (Rust) has to say, and feeds it what arrives.

import init, { Link } from './program.js';
import { useMemory } from './bytes.js';
import { wake } from './wait.js';

const SUBPROTOCOL = 'echoroom.v1';
const PROTOCOL_VIOLATION = 4000;

/** Close codes that say the relay will not have this program, as against having gone away. */
const REFUSALS = {
  1009: 'refused',
  4000: 'refused',
  4001: 'refused',
  4002: 'refused',
  4003: 'refused',
  4004: 'refused',
  4005: 'paused',
  4006: 'removed',
};

/** The Link's module. Loaded with the worker, so that a program that is started later finds it there. */
let memory = null;
const loaded = init().then((module) => {
  memory = module.memory;
  useMemory(memory);
});
// Whoever opens a relay hears of a failure.
loaded.catch(() => {});

export class Relay {
  /** @param onFault called once with (reason, code, text) if the relay can't be reached, refuses, or is lost. */
  constructor(onFault) {
    this.link = null;
    this.socket = null;
    this.closed = new Promise((resolve) => { this.onClosed = resolve; });
    this.leaving = false;
    this.opened = false;
    /** Whether the program has made a pair of sockets. */
    this.paired = false;
    this.onFault = onFault;
  }

  /** Resolves when the relay knows the program; never, if it doesn't come to that. */
  async open({ relay: url, token, label, key }) {
    await loaded;
    this.link = new Link(token, label, key);
    const socket = new WebSocket(url, SUBPROTOCOL);
    socket.binaryType = 'arraybuffer';
    this.socket = socket;
    return new Promise((resolve) => {
      socket.onopen = () => {
        this.opened = true;
        this.link.opened(socket);
      };
      socket.onmessage = (first) => {
        socket.onmessage = ({ data }) => this.receive(data);
        this.receive(first.data);
        if (this.link.welcome()) resolve();
      };
      socket.onclose = (event) => this.lost(event);
    });
  }

  /** Closes what the program has open; resolves when the relay has done so. */
  bye() {
    this.leaving = true;
    this.link.bye();
    return this.closed;
  }

  /** A copy of what the last recv() brought. */
  received(n) {
    return new Uint8Array(memory.buffer, this.link.received(), n).slice();
  }

  receive(data) {
    const problem = typeof data === 'string'
      ? this.link.receive_text(data)
      : this.link.receive_bytes(new Uint8Array(data));
    if (problem) {
      this.socket.close(PROTOCOL_VIOLATION, problem.slice(0, 120));
      return;
    }
    wake();
  }

  lost({ code, reason }) {
    this.onClosed();
    if (this.leaving) return;
    this.leaving = true;
    const kind = !this.opened ? 'relay-unreachable' : REFUSALS[code] ?? 'relay-lost';
    this.onFault(kind, code, reason);
  }
}
