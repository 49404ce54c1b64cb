// The differential table by itself: `node e2e/differential/run.mjs [--native | --record] [NAME…]`.
//
// Prints a row for each program and the table at the end. For writing new ones: --native only runs them natively and prints what
// they print; --record writes that beside those whose header says that it depends on Python's version.

import { writeFileSync } from 'node:fs';
import { Browser } from '../lib/browsers.mjs';
import { Relay } from '../lib/relay.mjs';
import { Lab } from './browser.mjs';
import { SAME_VERSION, compare, outputs, shown } from './compare.mjs';
import { runNatively } from './native.mjs';
import { programs } from './programs.mjs';
import { Report } from './report.mjs';

const options = process.argv.slice(2);
const names = options.filter((option) => !option.startsWith('--'));
const chosen = programs().filter(({ name }) => names.length === 0 || names.some((one) => name.includes(one)));
const mode = options.includes('--native') ? showNative : options.includes('--record') ? record : showTable;
process.exit(await mode());

async function showNative() {
  for (const program of chosen) console.log(`######## ${program.name}\n${shown(await outputs(program, runNatively))}`);
  return 0;
}

async function record() {
  if (!SAME_VERSION) throw new Error('only CPython 3.14 can be recorded: see e2e/lib/python314.mjs');
  for (const program of chosen.filter(({ version }) => version))
    writeFileSync(program.expected, shown(await outputs(program, runNatively)));
  return 0;
}

async function showTable() {
  const relay = await Relay.start();
  const browser = await Browser.start('chromium');
  const report = new Report();
  try {
    const lab = await Lab.open(browser, relay);
    for (const program of chosen) report.add(program.name, await row(program, lab));
  } finally {
    await browser.close();
    await relay.kill();
  }
  console.log(`\n${report}`);
  return report.failed > 0 ? 1 : 0;
}

async function row(program, lab) {
  const started = Date.now();
  const found = await compare(program, lab).catch((error) => ({ verdict: 'different', text: `no result: ${error.message}` }));
  const time = `${((Date.now() - started) / 1000).toFixed(1)} s`;
  console.log(`${program.name.padEnd(26)} ${program.parts.length === 1 ? 'program' : 'pair   '}  ${time.padStart(7)}  ${found.verdict}`);
  if (found.verdict === 'different') console.log(found.text.replace(/^/gm, '    '));
  return found;
}
