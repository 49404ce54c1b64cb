// One program, two worlds: runs it natively and in the browser, and says in words where they part.
//
// Natively means CPython 3.14, which is what the browser has. Where only an older one is at hand, a program whose output depends
// on the version has beside it what 3.14 prints (NAME.expected, written by `run.mjs --record`), and the browser is held to that.

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { PYTHON } from '../lib/children.mjs';
import { runNatively } from './native.mjs';
import { difference, normalise, withoutMarks } from './normalise.mjs';
import { withPorts } from './programs.mjs';

const [MAJOR, MINOR] = execFileSync(PYTHON, ['-c', 'import sys; print(*sys.version_info[:2])'], { encoding: 'utf8' })
  .split(' ').map(Number);

/** What native Python this is, and whether it is of the browser's version. */
export const VERSION = `${MAJOR}.${MINOR}`;
export const SAME_VERSION = VERSION === '3.14';

/**
 * `{ verdict, reason, text }`. The verdict is `equal`; `version`: other than this native Python, but as 3.14; `platform`: it
 * differs exactly as the program's header says; or `different`, with what differs in `text`.
 */
export async function compare(program, lab) {
  const recorded = SAME_VERSION ? null : program.expected;
  const native = recorded === null ? shown(await outputs(program, runNatively)) : readFileSync(recorded, 'utf8');
  const browser = shown(await outputs(program, (given) => lab.run(given)));
  const text = difference(comparable(native), comparable(browser));
  return judge(program, text, recorded !== null);
}

function judge({ differs, version }, text, recorded) {
  if (differs) {
    const found = text.split('\n').filter((line) => /^[-+]/.test(line));
    if (found.join('\n') === differs.lines.join('\n')) return { verdict: 'platform', reason: differs.reason, text };
    return { verdict: 'different', text: `not the difference that the header names:\n${text || '(none)'}` };
  }
  if (text) return { verdict: 'different', text: `- native, + browser\n${text}` };
  return recorded ? { verdict: 'version', reason: version, text } : { verdict: 'equal', text };
}

/** The normalised output of one run, with free ports of its own. */
export async function outputs(program, run) {
  const given = await withPorts(program);
  return (await run(given)).map((part) => normalise(part, given.takeBack));
}

/** All parts' output as one text. */
export function shown(parts) {
  return parts
    .map(({ role, outcome, stdout, stderr }) => `==== ${role} · ${outcome}\n${stdout}${stderr && `---- stderr\n${stderr}`}`)
    .join('\n');
}

/** Each version of CPython draws the marks under a line in its own way. */
const comparable = (text) => (SAME_VERSION ? text : withoutMarks(text));
