// A test runner of one page: files register tests, `run` takes them in order and prints a line for each.
// Knows neither browsers nor the relay.

import { AsyncLocalStorage } from 'node:async_hooks';
import { until } from './deadline.mjs';

const files = [];
let current;
const endings = new AsyncLocalStorage();

/** Opens a new file: what is registered from now on belongs to it. So many of its tests run `together`. */
export function file(name, { together = 1 } = {}) {
  current = { name, together, tests: [], before: [], after: [] };
  files.push(current);
}

/** Registers a test; `seconds` is its deadline. */
export function test(name, body, { seconds = 120 } = {}) {
  current.tests.push({ name, body, seconds });
}

/** Runs before the file's first test. */
export const before = (hook) => current.before.push(hook);

/** Runs after the file's last test, whatever happened. */
export const after = (hook) => current.after.push(hook);

/** Called in a test: runs when it ends, whatever happened. */
export const atEnd = (hook) => endings.getStore().push(hook);

/** Called once all files are through: what it returns, if anything, is printed above the totals. */
export const atTheEnd = (hook) => (current.last = hook);

/** Throw it to leave a test out, with the reason in words. */
export class Skip extends Error {}

/** Runs the tests whose "file · test" contains one of `names` (all, if there are none): how many passed, failed, were skipped or needed a
 * second try, and the files' notes. */
export async function run(names) {
  const outcome = { passed: 0, failed: 0, skipped: 0, again: 0, notes: [] };
  for (const one of files) {
    const chosen = one.tests.filter(({ name }) => wanted(`${one.name} · ${name}`, names));
    if (chosen.length === 0) continue;
    const broken = await hooks(one.before);
    const waiting = chosen.values();
    const lane = async () => {
      for (const entry of waiting) outcome[await attempt(one.name, entry, broken, outcome)] += 1;
    };
    await Promise.all(Array.from({ length: one.together }, lane));
    if (one.last) outcome.notes.push(one.last());
    const left = await hooks(one.after);
    if (left) {
      console.log(`FAIL  ${one.name} · clean-up\n${indent(left)}`);
      outcome.failed += 1;
    }
  }
  return outcome;
}

const wanted = (title, names) => names.length === 0 || names.some((name) => title.includes(name));

/** A machine that others use too can be too slow once; a fault of ours fails twice. Both tries are printed. */
async function attempt(file, entry, broken, outcome) {
  const first = await attemptOnce(file, entry, broken, 'SLIP');
  if (first !== 'failed' || broken) return first;
  outcome.again += 1;
  return attemptOnce(file, entry, broken, 'FAIL');
}

async function attemptOnce(file, { name, body, seconds }, broken, failure) {
  const started = Date.now();
  const hooks = [];
  const line = (word) => `${word}  ${file} · ${name}  (${((Date.now() - started) / 1000).toFixed(1)} s)`;
  try {
    if (broken) throw broken;
    const note = await until(endings.run(hooks, async () => body()), seconds * 1000, 'the test');
    console.log(line('ok  ') + (note ? `\n${indent(note)}` : ''));
    return 'passed';
  } catch (error) {
    if (error instanceof Skip) {
      console.log(`skip  ${file} · ${name}  skipped: ${error.message}`);
      return 'skipped';
    }
    console.log(`${line(broken ? 'FAIL' : failure)}\n${indent(error)}`);
    return 'failed';
  } finally {
    for (const hook of hooks) await hook().catch(() => {});
  }
}

async function hooks(list) {
  try {
    for (const hook of list) await until(hook(), 120_000, 'a before or after hook');
    return null;
  } catch (error) {
    return error;
  }
}

const indent = (what) =>
  String(what?.stack ?? what)
    .split('\n')
    .map((line) => `        ${line}`)
    .join('\n');
