// However a program's page or worker goes away, the relay closes every socket of it, and other programs go on.

import assert from 'node:assert/strict';
import { Browser } from '../lib/browsers.mjs';
import { eventually } from '../lib/deadline.mjs';
import { openLab } from '../lib/lab.mjs';
import { freePort, isFree } from '../lib/ports.mjs';
import { Relay } from '../lib/relay.mjs';
import { after, atEnd, before, test } from '../lib/suite.mjs';

let relay, browser;
before(async () => {
  relay = await Relay.start();
  browser = await Browser.start('chromium');
});
after(async () => {
  await browser?.close();
  await relay?.kill();
});

const program = (port) => `
import socket
server = socket.create_server(("", ${port}))
client = socket.create_connection(("127.0.0.1", ${port}))
connection, _ = server.accept()
datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
datagrams.bind(("", ${port}))
print("there")
connection.recv(1)
`;

/** A Lab whose first cell holds four sockets. */
async function occupied() {
  const lab = await openLab(browser, relay);
  atEnd(() => lab.tab.close());
  const port = await freePort();
  await lab.run(lab.first, program(port));
  await lab.first.says(/there/);
  assert.equal(await isFree(port), false);
  assert.equal(relay.sockets().length, 4, relay.sockets().join('\n'));
  return { ...lab, port };
}

async function allGone(port) {
  await eventually(() => relay.sockets().length === 0, { ms: 3_000, what: 'the relay to hold no socket' });
  assert.ok(await isFree(port));
  assert.ok(await isFree(port, 'udp'));
}

test('the tab is closed', async () => {
  const { tab, port } = await occupied();
  await tab.close();
  await allGone(port);
});

test('the page is left and comes back', async () => {
  const { tab, first, run, port } = await occupied();
  await tab.goto(relay.url('/en/'));
  await allGone(port);
  await tab.page.goBack({ waitUntil: 'load' });
  await first.mounted();
  await run(first, 'print("again")');
  await first.reaches('finished');
});

test('the page is reloaded', async () => {
  const { tab, port } = await occupied();
  await tab.reload();
  await allGone(port);
});

test('the worker dies', async () => {
  const { tab, port } = await occupied();
  for (const worker of tab.page.workers()) await worker.evaluate(() => self.close()).catch(() => {});
  await allGone(port);
});

test('the tab’s process crashes', async () => {
  const { tab, port } = await occupied();
  await tab.page.goto('chrome://crash').catch(() => {});
  await allGone(port);
});

test('the relay dies', async () => {
  const { tab, first, port } = await occupied();
  await relay.kill();
  assert.ok(await isFree(port));
  await first.reaches('failed', 5_000);
  relay = await Relay.start();
});

test('a program that ends leaves nothing open, and its neighbour goes on', async () => {
  const { tab, first, second, run, port } = await occupied();
  const other = await freePort();
  await run(second, `import socket\nkept = [socket.create_server(("", ${other})) for _ in range(1)]\nprint("end")`);
  await second.reaches('finished');
  assert.ok(await isFree(other));
  assert.equal(relay.sockets().length, 4);
  await first.stop();
  await first.reaches(['failed', 'finished'], 2_000);
  await allGone(port);
});
