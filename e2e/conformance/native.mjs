// Runs tests with native CPython: one process for each job.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Native, pythonCommand } from '../lib/children.mjs';

const RUNNER = fileURLToPath(new URL('./runner.py', import.meta.url));

/** A place that runs jobs, as the page is one (page.mjs). */
export class NativePlace {
  constructor({ python, root }) {
    this.python = python;
    this.root = root;
  }

  /** Runs a job of runner.py's; the lines it printed. It is interrupted after `silence` ms without any. */
  async run(job, silence) {
    const [command, ...args] = [...pythonCommand().slice(0, -1), this.python, RUNNER, JSON.stringify(job)];
    const env = { ...process.env, PYTHONPATH: this.root, PYTHONUTF8: '1', PYTHONDONTWRITEBYTECODE: '1', PYTHON_COLORS: '0' };
    // Tests leave files where they run.
    const cwd = mkdtempSync(join(tmpdir(), 'conformance-'));
    const child = new Native(command, args, { env, cwd });
    let seen = 0;
    let patience = silence;
    while (child.running) {
      await Promise.race([child.exited, new Promise((wake) => setTimeout(wake, 200))]);
      patience = child.stdout.length > seen ? silence : patience - 200;
      seen = child.stdout.length;
      if (patience <= 0 && patience > -200) child.child.kill('SIGINT');
      if (patience < -GRACE) await child.kill();
    }
    rmSync(cwd, { recursive: true, force: true });
    return `${child.stdout}\n${child.stderr}`;
  }
}

/** How long an interrupted test may take to say where it was, in milliseconds. */
const GRACE = 5000;
