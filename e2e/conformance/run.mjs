// CPython's own tests, in Chromium against the relay and beside native CPython: `node e2e/conformance/run.mjs [FILE…]`.
//
// FILE is `test_socket` or its like, or FILE:TEST with a part of a test's name. Prints a table, the share that passes, and every
// failure with its explanation (known.mjs); one without any makes the exit code 1.

import { readFileSync, writeFileSync } from 'node:fs';
import { Browser } from '../lib/browsers.mjs';
import { Relay } from '../lib/relay.mjs';
import { list, parse, runAll } from './classes.mjs';
import { groups } from './groups.mjs';
import { NativePlace } from './native.mjs';
import { PagePlace } from './page.mjs';
import { report } from './report.mjs';
import { findTests, pack } from './source.mjs';

const MODULES = ['test.test_socket', 'test.test_selectors', 'test.test_socketserver', 'test.test_select', 'test.test_poll', 'test.test_epoll',
  'test.test_threading', 'test.test_asyncio.test_streams', 'test.test_asyncio.test_sock_lowlevel', 'test.test_asyncio.test_selector_events'];
/** Workers, and native processes, at a time. */
const PARALLEL = Number(process.env.PARALLEL ?? 2);

const wanted = process.argv.slice(2).map((word) => word.split(':'));
const chosen = MODULES.filter((module) => wanted.length === 0 || wanted.some(([file]) => module.endsWith(`.${file}`)));
const tests = findTests(MODULES);
const native = new NativePlace(tests);
const runner = readFileSync(new URL('./runner.py', import.meta.url), 'utf8');
const relay = await Relay.start();
const browser = await Browser.start('chromium');
const page = await PagePlace.open(browser, relay, pack(tests.root, chosen, { 'runner.py': runner }));

const { events: told, text } = parse(await page.run({ list: 'sys' }, 60_000));
if (!told.some(({ version }) => version)) throw new Error(`the page can't run tests:\n${text}`);
console.log(`Native: CPython ${tests.version}; its tests from ${tests.origin}. In the page: CPython ${told.find(({ version }) => version)?.version}.`);
console.log('Changed in the page so that the tests run:');
for (const patch of told.find(({ event }) => event === 'patched')?.patches ?? []) console.log(`  ${patch}`);

/** Of an earlier run, whose native results are good enough while one works on the page. */
const known = process.env.NATIVE && earlier(process.env.NATIVE);

const found = [];
for (const module of chosen) {
  const parts = wanted.filter(([file, test]) => test && module.endsWith(`.${file}`)).map(([, test]) => test);
  const names = (await list(native, module)).filter((name) => (parts.length === 0 || parts.some((part) => name.includes(part))) && (!known?.has(module) || known.get(module).get(name)?.outcome === 'passed'));
  const began = Date.now();
  const beside = known?.get(module) ?? await runAll(native, module, names, { parallel: PARALLEL, done: progress('natively') });
  const middle = Date.now();
  const inPage = await runAll(page, module, names, { parallel: PARALLEL, done: progress('in the page') });
  console.log(`${module}: ${names.length} tests, ${seconds(middle - began)} natively, ${seconds(Date.now() - middle)} in the page`);
  for (const name of names) found.push({ module: module.replace(/^test\./, ''), name, native: beside.get(name), page: inPage.get(name) });
}
if (process.env.RESULTS) writeFileSync(process.env.RESULTS, JSON.stringify(found, null, 1));
await browser.close();
await relay.kill();
process.exit(report(found) === 0 ? 0 : 1);

/** Native results by module and name, from a file that RESULTS named. */
function earlier(path) {
  const modules = groups(JSON.parse(readFileSync(path, 'utf8')), ({ module }) => `test.${module}`);
  return new Map([...modules].map(([module, all]) => [module, new Map(all.map((one) => [one.name, one.native]))]));
}

/** A line for each class on stderr: this takes a while. */
function progress(where) {
  return (names, results, ms) => {
    const passed = names.filter((name) => results.get(name).outcome === 'passed').length;
    console.error(`  ${names[0].split('.')[0]} ${where}: ${passed} of ${names.length} passed in ${seconds(ms)}`);
  };
}

function seconds(ms) {
  return `${(ms / 1000).toFixed(0)} s`;
}
