// The teacher's page of a room that a file describes: its own secret opens it, and what the file says on SIGHUP it shows.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Browser } from '../lib/browsers.mjs';
import { Relay } from '../lib/relay.mjs';
import { Skip, after, atEnd, before, test } from '../lib/suite.mjs';

const SECRET = '7fQ2-mKx9-rWz4-Tb61';

let browser;
before(async () => {
  if (process.platform !== 'linux') throw new Skip('a class needs all of 127.0.0.0/8');
  browser = await Browser.start('chromium');
});
after(() => browser?.close());

test('a room’s own secret opens its teacher’s page, which follows the file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'echoroom-rooms-'));
  atEnd(async () => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'rooms.toml');
  const describe = (code, secret) =>
    writeFileSync(file, `domain = "localhost"\n[rooms.networks-101]\ntitle = "Networks 101"\ncode = "${code}"\nteacher = "${secret}"\n`);
  describe('4815 1623', SECRET);
  const relay = await Relay.start({ args: ['--rooms', file] });
  atEnd(() => relay.kill());
  const tab = await browser.tab({});
  atEnd(() => tab.close());
  const shows = (selector, words) =>
    tab.until(([selector, words]) => document.querySelector(selector)?.innerText.includes(words), [selector, words], { ms: 20_000, what: `${selector} to say ${words}` });

  await tab.goto(`http://networks-101.localhost:${relay.port}/en/teacher#${SECRET}`);
  await shows('.join-code', '4815 1623');
  await shows('.join-address', `networks-101.localhost:${relay.port}/join`);
  describe('2718 2818', SECRET);
  process.kill(relay.pid, 'SIGHUP');
  await shows('.join-code', '2718 2818');
  describe('2718 2818', SECRET.toUpperCase());
  process.kill(relay.pid, 'SIGHUP');
  await shows('[data-teacher]', 'This link doesn’t fit');
  assert.equal(await tab.evaluate(() => document.querySelector('[data-teacher]').innerText.includes('2718')), false);
});
