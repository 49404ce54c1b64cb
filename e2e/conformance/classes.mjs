// A module's tests in one place, class by class: a fresh process or worker for each, and another one after a hang.

import { groups } from './groups.mjs';

const MARK = '\x1e';
/** A test that says nothing for so long hangs, in milliseconds: above test.support's own SHORT_TIMEOUT of 30 s. */
const SILENCE = 40_000;
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
      await runClass(place, module, names, results);
      done?.(names, results);
    }
  };
  await Promise.all(Array.from({ length: parallel }, work));
  return results;
}

async function runClass(place, module, names, results) {
  let left = names;
  for (let hangs = 0; left.length > 0; hangs += 1) {
    if (hangs === HANGS) return left.forEach((name) => results.set(name, { outcome: 'hangs', reason: `not run after ${HANGS} hangs in the class` }));
    const { events, text } = parse(await place.run({ module, tests: left }, SILENCE));
    take(events, left, results);
    const ended = events.some(({ event }) => event === 'end');
    const begun = events.findLast(({ event }) => event === 'start')?.test;
    if (!ended && !results.has(begun ?? left[0])) {
      results.set(begun ?? left[0], { outcome: 'hangs', reason: `no word after ${text.slice(-300).trim()}` });
    }
    // What has no result though the run came to its end was in a class whose setUpClass failed.
    const group = events.find(({ event }) => event === 'group' || event === 'broken');
    if (group) for (const name of left) if (!results.has(name)) results.set(name, { outcome: 'error', ...group });
    left = left.filter((name) => !results.has(name));
    if (ended) for (const name of left.splice(0)) results.set(name, { outcome: 'error', reason: 'has neither run nor failed' });
  }
}

function take(events, names, results) {
  for (const { event, test, ...rest } of events) if (event === 'over') results.set(test, rest);
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
