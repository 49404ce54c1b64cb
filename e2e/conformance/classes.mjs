// A module's tests in one place, class by class: a fresh process or worker for each, and another one after a hang.

import { groups } from './groups.mjs';

const MARK = '\x1e';
/** A test that says nothing for so long hangs, in milliseconds: above test.support's own SHORT_TIMEOUT of 30 s. */
const SILENCE = Number(process.env.SILENCE ?? 40_000);
/** A class is given up after so many hangs. */
const HANGS = 6;

/** The names of a module's tests, in order. */
export async function list(place, module) {
  const { events, text } = parse(await place.run({ list: module }, SILENCE));
  const found = events.find(({ event }) => event === 'list');
  if (!found) throw new Error(`${module} can't be loaded:\n${text.slice(-2000)}`);
  return found.tests;
}

/** Runs the tests; a Map of name and `{ outcome, reason, where, trace, seconds }`. */
export async function runAll(place, module, tests, { parallel, done }) {
  const results = new Map();
  const classes = [...groups(tests, (name) => name.split('.')[0]).values()];
  const work = async () => {
    for (let names = classes.shift(); names; names = classes.shift()) {
      const began = Date.now();
      await runClass(place, module, names, results);
      done(names, results, Date.now() - began);
    }
  };
  await Promise.all(Array.from({ length: parallel }, work));
  return results;
}

async function runClass(place, module, names, results) {
  let left = names;
  for (let hangs = 0; left.length > 0; hangs += 1) {
    const set = (name, result) => results.has(name) || results.set(name, result);
    if (hangs === HANGS) return left.forEach((name) => set(name, { outcome: 'hangs', reason: `not run after ${HANGS} hangs in the class` }));
    const { events, text } = parse(await place.run({ module, tests: left }, SILENCE));
    for (const { event, test, ...rest } of events) if (event === 'over') set(test, rest);
    // A module that can't be imported, or a failed setUpClass: what has no result of its own shares this one.
    const group = events.find(({ event }) => event === 'group' || event === 'broken');
    if (group) left.forEach((name) => set(name, { outcome: 'error', ...group }));
    if (events.some(({ event }) => event === 'end')) left.forEach((name) => set(name, { outcome: 'error', reason: 'has neither run nor failed' }));
    // The one that ended the run in the middle; the rest goes on without it.
    const begun = events.findLast(({ event }) => event === 'start')?.test ?? left[0];
    if (left.every((name) => !results.has(name)) || !results.has(begun)) set(begun, { outcome: 'hangs', reason: `no word after ${text.slice(-300).trim()}` });
    left = left.filter((name) => !results.has(name));
  }
}

/** What runner.py told among what else was printed. */
export function parse(text) {
  const events = [];
  for (const piece of text.split(MARK).slice(1)) {
    try {
      events.push(JSON.parse(piece.slice(0, piece.indexOf('\n'))));
    } catch {
      continue; // cut short by the end
    }
  }
  return { events, text };
}
