// Native processes that tests start: each is remembered and ended by its own id, whatever happens to the tests.

import { spawn } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { PYTHON_314 } from './python314.mjs';
import { eventually, until } from './deadline.mjs';

const living = new Set();
process.on('exit', () => living.forEach((child) => child.kill('SIGKILL')));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));

/** A running native program whose output is kept. */
export class Native {
  constructor(command, args, options = {}) {
    this.name = [command, ...args].join(' ').slice(0, 80);
    this.child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'], ...options });
    this.stdout = '';
    this.stderr = '';
    this.child.stdout?.setEncoding('utf8').on('data', (text) => (this.stdout += text));
    this.child.stderr?.setEncoding('utf8').on('data', (text) => (this.stderr += text));
    this.child.stdin?.on('error', () => {});
    living.add(this.child);
    this.exited = new Promise((resolve) => {
      this.child.on('error', (error) => resolve({ code: null, error }));
      this.child.on('close', (code, signal) => resolve({ code, signal }));
    }).finally(() => living.delete(this.child));
    this.running = true;
    this.exited.then(() => (this.running = false));
  }

  get pid() {
    return this.child.pid;
  }

  /** Waits until stdout or stderr holds `pattern`; the match. */
  async says(pattern, ms = 10_000) {
    const found = () => this.stdout.match(pattern) ?? this.stderr.match(pattern);
    await eventually(() => found() || !this.running, { ms, what: `${this.name} to say ${pattern}` });
    if (found()) return found();
    throw new Error(`${this.name} ended without saying ${pattern}:\n${this.stdout}${this.stderr}`);
  }

  /** Waits for its end; `{ code, signal }`. */
  ended(ms = 10_000) {
    return until(this.exited, ms, `the end of ${this.name}`);
  }

  /** Ends it and waits until it is gone. */
  async kill(signal = 'SIGKILL') {
    if (this.running) this.child.kill(signal);
    return this.ended();
  }
}

/** The path of an executable, or null. */
export function which(name) {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      continue;
    }
  }
  return null;
}

/** The native Python to compare with: $PYTHON, the one that python314.mjs made, or python3. */
export const PYTHON = process.env.PYTHON ?? (existsSync(PYTHON_314) ? PYTHON_314 : 'python3');

/** How to start native Python without the right to bind system ports, as a learner's own account would. */
export function pythonCommand() {
  const root = process.getuid?.() === 0;
  if (!root || !which('setpriv')) return [PYTHON];
  return ['setpriv', '--bounding-set', '-net_bind_service', '--inh-caps', '-net_bind_service', PYTHON];
}
