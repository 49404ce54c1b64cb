// Starting the relay for a test file, talking to it as a native client, and seeing which sockets it holds.

import { existsSync, readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Native } from './children.mjs';
import { Skip } from './suite.mjs';

const DEFAULT = fileURLToPath(new URL('../../target/release/echoroom', import.meta.url));

/** The relay's program: $ECHOROOM_BIN, or the release build. */
export const BINARY = process.env.ECHOROOM_BIN ?? DEFAULT;

/** A relay of a test's own, on a port the kernel chose (or on `port`, to come back where another one was), started `through` another
 * program that takes its place. */
export class Relay {
  static async start({ port = 0, args = [], env = {}, through = [] } = {}) {
    if (!existsSync(BINARY)) throw new Error(`there is no relay at ${BINARY}: build one, or name it in ECHOROOM_BIN`);
    const relay = new Relay();
    const [command, ...before] = [...through, BINARY];
    relay.native = new Native(command, [...before, 'serve', '--listen', `127.0.0.1:${port}`, ...args], {
      env: { ...process.env, LC_ALL: 'C', ...env },
    });
    const [, base] = await relay.native.says(/(https?:\/\/[\w.:[\]]+:\d+)/, 15_000);
    relay.base = base.replace(/\/$/, '');
    relay.port = Number(new URL(relay.base).port);
    return relay;
  }

  get pid() {
    return this.native.pid;
  }

  url(path) {
    return this.base + path;
  }

  /** A reader's token, as the page gets it. */
  async token() {
    const answer = await fetch(this.url('/session'), { method: 'POST' });
    return (await answer.json()).token;
  }

  kill(signal) {
    return this.native.kill(signal);
  }

  /** Resident memory in bytes. Linux only. */
  memory() {
    onLinux();
    const [, kib] = readFileSync(`/proc/${this.pid}/status`, 'utf8').match(/VmRSS:\s+(\d+) kB/);
    return Number(kib) * 1024;
  }

  /**
   * The sockets the relay holds now, without those of its own HTTP port: lines like `tcp 127.0.0.1:9090 LISTEN`.
   * Linux only: other systems hide them behind tools that need privileges.
   */
  sockets() {
    onLinux();
    const folder = `/proc/${this.pid}/fd`;
    const inodes = new Set();
    for (const fd of readdirSync(folder)) {
      try {
        const [, inode] = readlinkSync(`${folder}/${fd}`).match(/^socket:\[(\d+)\]$/) ?? [];
        if (inode) inodes.add(inode);
      } catch {
        continue; // closed while we looked
      }
    }
    return ['tcp', 'tcp6', 'udp', 'udp6']
      .flatMap((table) => rows(table).filter(({ inode }) => inodes.has(inode)))
      .filter(({ protocol, port }) => protocol.startsWith('udp') || port !== this.port)
      .map(({ protocol, port, state }) => `${protocol} :${port} ${state}`);
  }
}

const STATES = { '01': 'ESTABLISHED', '07': 'CLOSE', '08': 'CLOSE_WAIT', '0A': 'LISTEN' };

function rows(protocol) {
  const path = `/proc/net/${protocol}`;
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [, local, , state, , , , , , inode] = line.trim().split(/\s+/);
      return { protocol, port: parseInt(local.split(':').pop(), 16), state: STATES[state] ?? state, inode };
    });
}

function onLinux() {
  if (process.platform !== 'linux') throw new Skip('looks into /proc');
}
