// The differential table by itself: `node e2e/differential/run.mjs [--native] [NAME…]`.
//
// Prints a row for each program. With --native it only runs them natively and prints what they print: for writing new ones.

import { Browser } from '../lib/browsers.mjs';
import { Relay } from '../lib/relay.mjs';
import { Lab } from './browser.mjs';
import { compare, outputs } from './compare.mjs';
import { runNatively } from './native.mjs';
import { programs } from './programs.mjs';

const options = process.argv.slice(2);
const names = options.filter((option) => !option.startsWith('--'));
const chosen = programs().filter(({ name }) => names.length === 0 || names.some((one) => name.includes(one)));
process.exit((await (options.includes('--native') ? showNative() : showTable())) ? 1 : 0);

async function showNative() {
  for (const program of chosen)
    for (const { role, stdout, stderr, outcome } of await outputs(program, runNatively))
      console.log(`==== ${program.name} · ${role} · ${outcome}\n${stdout}${stderr && `---- stderr\n${stderr}`}`);
  return false;
}

async function showTable() {
  const relay = await Relay.start();
  const browser = await Browser.start('chromium');
  let different = 0;
  try {
    const lab = await Lab.open(browser, relay);
    for (const program of chosen) different += (await row(program, lab)) ? 0 : 1;
  } finally {
    await browser.close();
    await relay.kill();
  }
  console.log(`\n${chosen.length - different} of ${chosen.length} programs print the same natively and in the browser`);
  return different > 0;
}

async function row(program, lab) {
  const started = Date.now();
  const found = await compare(program, lab).catch((error) => `no result: ${error.message}`);
  const time = `${((Date.now() - started) / 1000).toFixed(1)} s`;
  console.log(`${program.name.padEnd(22)} ${program.parts.length === 1 ? 'program' : 'pair   '}  ${time.padStart(7)}  ${found ? 'DIFFERENT' : 'equal'}`);
  if (found) console.log(found.replace(/^/gm, '    '));
  return !found;
}
