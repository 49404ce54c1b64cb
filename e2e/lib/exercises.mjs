// The exercises of the lessons, read from the Markdown, and their checks under native CPython: what the page does with a check
// (web/src/ui/exercise), a test does here with two processes.

import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Native, PYTHON, pythonCommand } from './children.mjs';
import { until } from './deadline.mjs';
import { slugs } from './lessons.mjs';

const CONTENT = new URL('../../content/', import.meta.url);
const HELPER = fileURLToPath(new URL('../../web/python/exercise.py', import.meta.url));
const ENVIRONMENT = { ...process.env, LC_ALL: 'C.UTF-8', PYTHONDONTWRITEBYTECODE: '1', PYTHON_COLORS: '0' };
/** As in the page. */
const DEADLINE = 60_000;

/** All exercises of a language: `{ slug, name, file, code, check, solution, wrong: [{ code, message }] }`. */
export function exercises(language) {
  const folder = new URL(`${language}/`, CONTENT);
  return slugs(language).flatMap((slug) => exercisesOf(slug, readFileSync(new URL(`${slug}.md`, folder), 'utf8')));
}

function exercisesOf(slug, markdown) {
  const found = new Map();
  for (const [, fence] of markdown.matchAll(/^```python\n([^]*?)^```$/gm)) {
    const options = Object.fromEntries([...fence.matchAll(/^#\| (\w+):[ ]?(.*)$/gm)].map((match) => match.slice(1)));
    const code = fence.replace(/^#\|.*\n/gm, '');
    if (options.exercise) {
      const file = options.file ?? `${options.exercise}.py`;
      found.set(options.exercise, { slug, name: options.exercise, file, code, wrong: [] });
    }
    if (options.check) found.get(options.check).check = code;
    if (options.solution) found.get(options.solution).solution = code;
    if (options.wrong) found.get(options.wrong).wrong.push({ code, message: options.message });
  }
  return [...found.values()];
}

/** What the check says of a program: `{ passed: true }`, `{ wrong }` or `{ broken }`. */
export async function checkNatively({ file, check }, code, language) {
  const folder = mkdtempSync(join(tmpdir(), 'echoroom-'));
  const run = { folder, file, language, program: null };
  writeFileSync(join(folder, file), code);
  writeFileSync(join(folder, 'check.py'), check);
  writeFileSync(join(folder, 'sitecustomize.py'), BEGUN);
  copyFileSync(HELPER, join(folder, 'exercise.py'));
  run.check = python(run, 'check.py');
  try {
    return await until(verdict(run), DEADLINE, `the verdict on ${file}`);
  } finally {
    await run.check.kill();
    await run.program?.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function verdict(run) {
  tell(run, { file: run.file, says: says(run.language) });
  for await (const line of createInterface({ input: run.check.child.stdout })) {
    const message = JSON.parse(line);
    if (message.do === 'start') await start(run);
    else if (message.do === 'stop') await stop(run);
    else return message;
  }
  throw new Error(`the check ended without a verdict:\n${run.check.stderr}`);
}

/** What checks can say in a language, read by Python, which knows TOML. */
function says(language) {
  const path = fileURLToPath(new URL(`../../web/texts/${language}.toml`, import.meta.url));
  const read = 'import json, sys, tomllib; print(json.dumps(tomllib.load(open(sys.argv[1], "rb"))["ui"]["check_says"]))';
  texts[language] ??= JSON.parse(execFileSync(PYTHON, ['-c', read, path], { encoding: 'utf8' }));
  return texts[language];
}

const texts = {};

async function start(run) {
  await run.program?.kill();
  const program = python(run, run.file, ['pipe', 'pipe', 'pipe', 'pipe']);
  run.program = program;
  await new Promise((begun) => program.child.stdio[3].once('close', begun).resume());
  tell(run, { running: true });
  program.exited.then(({ code, signal }) => {
    const ended = code ?? 128;
    tell(run, { ended, stopped: signal === 'SIGTERM', stdout: program.stdout, stderr: program.stderr });
  });
}

async function stop({ program }) {
  await program.kill('SIGTERM');
}

function tell({ check }, message) {
  check.child.stdin.write(`${JSON.stringify(message)}\n`);
}

/** Python runs this before any program: the program is said to run when Python does, as in the page. */
const BEGUN = `
import os

try:
    os.close(3)
except OSError:
    pass
`;

function python({ folder }, file, stdio = 'pipe') {
  const [command, ...args] = pythonCommand();
  return new Native(command, [...args, '-u', file], { cwd: folder, env: { ...ENVIRONMENT, PYTHONPATH: folder }, stdio });
}
