// All tests in real browsers, or those whose names contain one of the arguments: `node e2e/run.mjs [NAME…]`.
//
// ECHOROOM_BIN names the relay, CHROMIUM and FIREFOX the browsers; without FIREFOX its tests are skipped.

import { readdirSync } from 'node:fs';
import { file, run } from './lib/suite.mjs';

const folder = new URL('./tests/', import.meta.url);
// What needs no browser takes seconds, so it goes first.
const late = (name) => (name.includes('natively') ? 0 : 1);
const names = readdirSync(folder).filter((name) => name.endsWith('.mjs'));
for (const name of names.sort((a, b) => late(a) - late(b) || a.localeCompare(b))) {
  file(name.replace('.mjs', ''));
  await import(new URL(name, folder));
}
const failed = await run(process.argv.slice(2));
process.exit(failed === 0 ? 0 : 1);
