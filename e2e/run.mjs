// All tests in real browsers, or those whose names contain one of the arguments: `node e2e/run.mjs [NAME…]`.
//
// ECHOROOM_BIN names the relay, CHROMIUM and FIREFOX the browsers; without FIREFOX its tests are skipped. All of them run in two
// processes, since tests wait more than they compute.

import { fork } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { file, run } from './lib/suite.mjs';

/** What takes no port that a lesson's or another test's program has, such as 9090, and so runs beside the others. The ports of exercises
 * are their own. */
const ASIDE = ['accessibility', 'endings', 'exercise', 'learning', 'preflight', 'reading', 'relay-lost', 'rooms', 'rooms-teacher', 'start', 'stop-anytime', 'stop', 'terminal', 'threads'];

const folder = new URL('./tests/', import.meta.url);
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.mjs'))
  .map((name) => name.replace('.mjs', ''));
const lanes = { aside: ASIDE, main: names.filter((name) => !ASIDE.includes(name)) };

if (process.send) process.send(await tests(lanes[process.argv[2]]), () => process.exit());
else await all(process.argv.slice(2));

async function all(wanted) {
  const started = Date.now();
  const outcomes = wanted.length > 0 ? [await tests(names, wanted)] : await Promise.all(Object.keys(lanes).map(lane));
  const total = (what) => outcomes.reduce((sum, outcome) => sum + outcome[what], 0);
  if (total('again') > 0) console.log(`\n${total('again')} needed a second try: see SLIP above`);
  for (const note of outcomes.flatMap(({ notes }) => notes).filter(Boolean)) console.log(`\n${note}`);
  const seconds = ((Date.now() - started) / 1000).toFixed(0);
  console.log(`\n${total('passed')} passed, ${total('failed')} failed, ${total('skipped')} skipped in ${seconds} s`);
  process.exit(total('failed') === 0 ? 0 : 1);
}

/** The outcome of a lane, from a process of its own; one that dies is one that failed. */
function lane(name) {
  const child = fork(fileURLToPath(import.meta.url), [name]);
  const died = { passed: 0, failed: 1, skipped: 0, again: 0, notes: [] };
  return new Promise((outcome) => child.once('message', outcome).once('exit', () => outcome(died)));
}

async function tests(files, wanted = []) {
  // What needs no browser takes seconds, so it goes first.
  const late = (name) => (name.includes('natively') ? 0 : 1);
  for (const name of files.sort((a, b) => late(a) - late(b) || a.localeCompare(b))) {
    file(name);
    await import(new URL(`${name}.mjs`, folder));
  }
  return run(wanted);
}
