// The page that tries out a reader's browser and network: its verdict where all is well, and where something is missing.

import assert from 'node:assert/strict';
import { NAMES } from '../lib/browsers.mjs';
import { eventually } from '../lib/deadline.mjs';
import { usePages } from '../lib/pages.mjs';
import { file, test } from '../lib/suite.mjs';

/** Python starts twice, and a snapshot is made in between. */
const LOOKING = 90_000;

const VERDICT = () => document.querySelector('[data-verdict]')?.dataset.verdict ?? 'none';
const STATES = () =>
  Object.fromEntries([...document.querySelectorAll('[data-check]')].map(({ dataset }) => [dataset.check, dataset.state]));

/** Opens the page and waits for its last word: `{ tab, verdict, states }`. */
async function look(pages, language, options) {
  const tab = await pages.open(`/${language}/preflight`, options);
  await tab.until(() => !['none', 'checking'].includes(document.querySelector('[data-verdict]')?.dataset.verdict ?? 'none'), null, {
    ms: LOOKING,
    what: 'a verdict',
  });
  return { tab, verdict: await tab.evaluate(VERDICT), states: await tab.evaluate(STATES) };
}

const NO_WEBSOCKET = 'window.WebSocket = class { constructor() { throw new Error("no"); } };';
const NO_WAY_TO_WAIT = 'delete WebAssembly.Suspending; Object.defineProperty(window, "crossOriginIsolated", { value: false });';

const report = (tab) => tab.evaluate(() => document.querySelector('[data-report]').value);

for (const name of NAMES) {
  file(`preflight in ${name}`);
  const pages = usePages(name);

  test('where all is there, every check finds it, and the outcome can be read as text', async () => {
    const { tab, verdict, states } = await look(pages, 'en');
    const text = await report(tab);
    // On a slow machine what depends on time is limited, and so is the verdict.
    const unlike = Object.entries(states).filter(([, state]) => !['good', 'limited'].includes(state));
    assert.deepEqual(unlike, [], text);
    for (const check of ['browser', 'waiting', 'storage', 'websocket', 'snapshot']) assert.equal(states[check], 'good', text);
    assert.match(text, verdict === 'ready' ? /Everything works here\./ : /It works here, with limits\./);
    assert.deepEqual(tab.problems, []);
    assert.match(text, /[✓!] Echo \([\d.]+\sms\)/);
    await eventually(() => pages.relay.sockets().length === 0, { what: 'the relay to have closed everything' });
  }, { seconds: 120 });
}

file('preflight in trouble');
const pages = usePages();

test('a network without WebSockets is found out, in Russian', async () => {
  const { tab, verdict, states } = await look(pages, 'ru', { init: NO_WEBSOCKET });
  assert.equal(verdict, 'unfit');
  assert.equal(states.websocket, 'bad');
  assert.equal(states.boot, 'skipped');
  assert.match(await report(tab), /✗ WebSocket: Не открывается/);
}, { seconds: 120 });

test('a browser that can wait in neither way is told what to do', async () => {
  const { tab, verdict, states } = await look(pages, 'en', { init: NO_WAY_TO_WAIT });
  assert.equal(verdict, 'unfit');
  assert.deepEqual([states.waiting, states.websocket, states.download], ['bad', 'good', 'skipped']);
  assert.match(await report(tab), /Update the browser/);
}, { seconds: 120 });

test('without JavaScript the page says that it needs it', async () => {
  const answer = await fetch(pages.relay.url('/en/preflight'));
  assert.match(await answer.text(), /<noscript><p class="no-script">The check itself needs JavaScript/);
  const door = await fetch(pages.relay.url('/preflight'), { redirect: 'manual', headers: { 'accept-language': 'ru' } });
  assert.deepEqual([door.status, door.headers.get('location')], [302, '/ru/preflight']);
});
