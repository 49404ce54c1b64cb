// From pressing Run to the first output, and what a first visit downloads.

import { connect, createServer } from 'node:net';
import { Cell } from '../lib/cell.mjs';
import { openLab } from '../lib/lab.mjs';
import { program } from '../lib/lessons.mjs';
import { Relay } from '../lib/relay.mjs';
import { median } from './table.mjs';

const RUNS = 7;

/** Rows: with the runtime already loaded, from a snapshot and by a plain boot. */
export async function start({ relay, browser, figure }) {
  const warm = await openLab(browser, relay, { options: {} });
  await firstOutput(warm.tab, warm.first);
  await firstOutput(warm.tab, warm.first);
  const warmTimes = [];
  for (let run = 0; run < RUNS; run += 1) warmTimes.push(await firstOutput(warm.tab, warm.first));
  figure('Run → first output, warm', median(warmTimes), 'ms', { most: 250 });
  await warm.tab.close();

  const plain = await openLab(browser, relay, { options: { init: withoutSnapshots }, warm: false });
  await firstOutput(plain.tab, plain.first);
  const plainTimes = [];
  for (let run = 0; run < 3; run += 1) plainTimes.push(await firstOutput(plain.tab, plain.first));
  figure('Run → first output, plain boot', median(plainTimes), 'ms', null);
  await plain.tab.close();
}

async function firstOutput(tab, cell) {
  await cell.setCode(`print("first")`);
  const time = await tab.evaluate(
    (selector) =>
      new Promise((resolve) => {
        const cell = document.querySelector(selector);
        const begun = performance.now();
        const look = () => {
          const piece = cell.querySelector('[data-console] [data-stream="stdout"]');
          if (!piece?.textContent || cell.dataset.state === 'idle') return;
          watch.disconnect();
          resolve(performance.now() - begun);
        };
        cell.querySelector('[data-action="run"]').click();
        const watch = new MutationObserver(look);
        watch.observe(cell, { subtree: true, childList: true, characterData: true });
      }),
    cell.selector,
  );
  await cell.reaches('finished');
  return time;
}

/** Keeps snapshots from a page's workers: every start is then a plain one. */
function withoutSnapshots() {
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (message, ...rest) {
    if (message?.type === 'snapshot') return undefined;
    if (message?.type === 'start') message.runtime.snapshot = null;
    return post.call(this, message, ...rest);
  };
}

/** A row: bytes that come to a fresh browser until the echo pair has run, counted on the wire by a proxy. */
export async function visit({ browser, figure }) {
  const counter = await Counter.start();
  const relay = await Relay.start({ args: ['--allow-host', `127.0.0.1:${counter.port}`] });
  counter.target = relay.port;
  const echo = program('en', 'echo');
  const tab = await browser.tab({});
  const sizes = [];
  tab.page.on('requestfinished', async (request) => {
    const { responseBodySize } = await request.sizes().catch(() => ({ responseBodySize: 0 }));
    sizes.push([responseBodySize, new URL(request.url()).pathname]);
  });
  await tab.goto(`http://127.0.0.1:${counter.port}/en/${echo.slug}`);
  const server = await new Cell(tab, echo.server.id).mounted();
  const client = await new Cell(tab, echo.client.id).mounted();
  await server.run();
  await server.reaches('waiting', 60_000);
  await client.run();
  await client.reaches('finished', 60_000);
  figure('first visit up to a running echo pair', counter.bytes / 1e6, 'MB', { most: 6.2 });
  for (const [size, path] of sizes.sort(([a], [b]) => b - a).slice(0, 8)) console.log(`    ${(size / 1e3).toFixed(1).padStart(8)} kB  ${path}`);
  await tab.close();
  await relay.kill();
  counter.close();
}

/** A TCP proxy that counts what comes back. */
class Counter {
  bytes = 0;

  static async start() {
    const counter = new Counter();
    counter.server = createServer((near) => counter.join(near));
    await new Promise((done) => counter.server.listen(0, '127.0.0.1', done));
    counter.port = counter.server.address().port;
    return counter;
  }

  join(near) {
    const far = connect({ host: '127.0.0.1', port: this.target });
    far.on('data', (bytes) => (this.bytes += bytes.length));
    near.pipe(far).pipe(near);
    for (const [one, other] of [[near, far], [far, near]]) one.on('error', () => other.destroy()).on('close', () => other.destroy());
  }

  close() {
    this.server.close();
  }
}
