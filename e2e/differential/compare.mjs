// One program, two worlds: runs it natively and in the browser, and says in words where they part.

import { runNatively } from './native.mjs';
import { difference, normalise } from './normalise.mjs';
import { withPorts } from './programs.mjs';

/** Nothing if both print the same; else a text: `-` lines only native, `+` lines only in the browser. */
export async function compare(program, lab) {
  const native = await outputs(program, runNatively);
  const browser = await outputs(program, (given) => lab.run(given));
  const found = native.flatMap((part, index) => [...differences(part, browser[index])]);
  return found.join('\n');
}

/** The normalised output of one run, with free ports of its own. */
export async function outputs(program, run) {
  const given = await withPorts(program);
  return (await run(given)).map((part) => normalise(part, given.takeBack));
}

function* differences(native, browser) {
  for (const what of ['outcome', 'stdout', 'stderr']) {
    const text = difference(native[what], browser[what]);
    if (text) yield `${native.role}, ${what} (- native, + browser):\n${text}`;
  }
}
