// A browser that can't suspend WebAssembly: programs of one thread run all the same, in a worker that stands still while it waits.

import assert from 'node:assert/strict';
import { Cell } from '../lib/cell.mjs';
import { eventually } from '../lib/deadline.mjs';
import { openLab } from '../lib/lab.mjs';
import { program } from '../lib/lessons.mjs';
import { usePages } from '../lib/pages.mjs';
import { freePort, isFree } from '../lib/ports.mjs';
import { atEnd, before, test } from '../lib/suite.mjs';
import { Lab } from '../differential/browser.mjs';
import { compare } from '../differential/compare.mjs';
import { programs } from '../differential/programs.mjs';

/** Turns JSPI off, as it is in Firefox before 153. */
const preferences = { 'javascript.options.wasm_js_promise_integration': false };

/** A program or two of each kind. */
const CORE = [
  'address_in_use', 'broken_pipe', 'eof', 'half_close', 'http_once', 'input_lines', 'makefile', 'nonblocking', 'peek', 'recv_timeout', 'refused',
  'reset', 'select_many', 'selectors_echo', 'send_until_full', 'socketpair', 'timeouts', 'traceback_chain', 'udp_echo',
  'unix_stale', 'unix_stream',
];

const pages = usePages('firefox', { preferences });
let lab;
before(async () => {
  lab = await Lab.open(pages.browser, pages.relay);
  assert.equal(await lab.tab.evaluate(() => 'Suspending' in WebAssembly), false);
});

test('the echo pair prints what the lesson says', async () => {
  const echo = program('en', 'echo');
  const tab = await pages.open(`/en/${echo.slug}`);
  const server = await new Cell(tab, echo.server.id).mounted();
  const client = await new Cell(tab, echo.client.id).mounted();
  await server.run();
  await server.reaches('waiting');
  await client.run();
  await client.reaches('finished');
  await server.reaches('finished');
  for (const [cell, { expect }] of [[server, echo.server], [client, echo.client]])
    assert.equal((await cell.output()).stdout, expect.map((line) => `${line}\n`).join(''));
});

for (const one of programs().filter(({ name }) => CORE.includes(name)))
  test(
    `differential ${one.name}`,
    async () => {
      const { verdict, text } = await compare(one, lab);
      if (verdict === 'different') throw text;
    },
    { seconds: one.deadline * 2 + 20 },
  );

const WAYS = {
  'accept()': 'server.accept()',
  'sleep()': 'time.sleep(100)',
  'input()': 'input()',
  'a busy loop': 'while True:\n    pass',
};

for (const [what, code] of Object.entries(WAYS))
  test(`Stop in ${what}`, async () => {
    const { first, run, tab } = await openLab(pages.browser, pages.relay, { warm: false });
    atEnd(() => tab.close());
    const port = await freePort();
    await run(first, `import socket, time\nserver = socket.create_server(("", ${port}))\nprint("there")\n${code}`);
    await first.says(/there/);
    await first.stop();
    await first.reaches(['finished', 'failed'], 4_000);
    await eventually(() => isFree(port), { ms: 500, what: 'the port to be free' });
    assert.match((await first.output()).stderr, /KeyboardInterrupt\n$/);
  });

test('threads say why not', async () => {
  const { first, run, tab } = await openLab(pages.browser, pages.relay, { warm: false });
  atEnd(() => tab.close());
  await run(first, 'import threading\nthreading.Thread(target=print).start()');
  await first.reaches('failed');
  assert.match((await first.output()).stderr, /RuntimeError: can't start new thread: this browser can't suspend WebAssembly/);
});
