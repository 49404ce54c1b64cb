// The figures of the design, measured side by side in one run: `node e2e/bench/run.mjs [PART…]`.
//
// Parts: echo, threads, beside, neighbour, bulk, reading, start, visit, idle, stalled, readers,
// abuse. Prints each row as it is known, and the table at the end.

import { fileURLToPath } from 'node:url';
import { Browser } from '../lib/browsers.mjs';
import { Native, PYTHON } from '../lib/children.mjs';
import { Relay } from '../lib/relay.mjs';
import { abuse } from './abuse.mjs';
import { neighbour } from './beside-a-reader.mjs';
import { bulk } from './bulk.mjs';
import { beside, echo } from './echo.mjs';
import { idle, stalled } from './memory.mjs';
import { readers } from './readers.mjs';
import { reading } from './reading.mjs';
import { start, visit } from './start.mjs';
import { Table } from './table.mjs';
import { threads } from './threads.mjs';
import { UnwatchedBrowser } from './unwatched.mjs';

const PARTS = { echo, threads, beside, neighbour, bulk, reading, start, visit, idle, stalled, readers, abuse };
const chosen = process.argv.slice(2);

const table = new Table();
const common = {
  row: (...cells) => table.row(...cells),
  figure: (...cells) => table.figure(...cells),
  browser: await Browser.start('chromium'),
  unwatched: await UnwatchedBrowser.start(),
  relay: await Relay.start(),
  native: await peer('echo'),
  source: await peer('source', '0'),
  sink: await peer('sink'),
};
let broken = 0;
for (const [name, part] of Object.entries(PARTS)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  console.log(name);
  await part(common).catch((error) => {
    broken += 1;
    console.log(`  could not be measured: ${error.message}`);
  });
}
console.log();
table.print();
await common.browser.close();
await common.unwatched.close();
process.exit(broken === 0 ? 0 : 1);

async function peer(...args) {
  const native = new Native(PYTHON, [fileURLToPath(new URL('./peers.py', import.meta.url)), ...args]);
  const [, port] = await native.says(/^(\d+)\n/);
  return { native, port: Number(port) };
}
