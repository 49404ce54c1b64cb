// Runs a program or a pair under native CPython on real sockets.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Native, pythonCommand } from '../lib/children.mjs';

const ENVIRONMENT = { ...process.env, LC_ALL: 'C.UTF-8', PYTHONDONTWRITEBYTECODE: '1', PYTHON_COLORS: '0' };

/**
 * The parts' `{ role, stdout, stderr, outcome }`, in the order of the program's parts. The client starts once the server has
 * printed what matches `ready`. A server that is to serve for ever is ended when it has printed what matches `done`.
 */
export async function runNatively({ parts, deadline, ready = /listening/, done = null }) {
  const folder = mkdtempSync(join(tmpdir(), 'echoroom-'));
  const running = [];
  try {
    for (const one of parts) {
      const child = start(one, folder);
      running.push({ role: one.role, child });
      if (one.role === 'server') await child.says(ready, deadline * 1000);
    }
    if (done) await serveUntil(done, running, deadline);
    return await Promise.all(running.map((one) => finish(one, deadline)));
  } finally {
    for (const { child } of running) await child.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function serveUntil(done, [server, client], deadline) {
  await client.child.ended(deadline * 1000);
  await server.child.says(done, deadline * 1000);
  await server.child.kill();
}

function start({ role, code, stdin }, folder) {
  // What the Lab's first two cells are called, for tracebacks.
  const file = role === 'client' ? 'client.py' : 'server.py';
  writeFileSync(join(folder, file), code);
  const [command, ...args] = pythonCommand();
  const child = new Native(command, [...args, '-u', file], { cwd: folder, env: ENVIRONMENT });
  child.child.stdin.end(stdin.map((line) => `${line}\n`).join(''));
  return child;
}

async function finish({ role, child }, deadline) {
  const { code, signal, error } = await child.ended(deadline * 1000);
  if (error) throw error;
  const outcome = code === 0 ? 'finished' : signal ? `killed by ${signal}` : 'failed';
  return { role, stdout: child.stdout, stderr: child.stderr, outcome };
}
