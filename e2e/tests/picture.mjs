// The picture of a TCP exchange follows the pair beside it: step by step, to the state the sockets are really in.

import assert from 'node:assert/strict';
import { NAMES } from '../lib/browsers.mjs';
import { Cell } from '../lib/cell.mjs';
import { usePages } from '../lib/pages.mjs';
import { file, test } from '../lib/suite.mjs';

/** What an echo pair does, as tcp-life.svg has it. */
const STEPS = [
  'server.socket', 'server.bind', 'server.listen', 'server.accept', 'server.recv', 'server.send', 'server.end',
  'server.close', 'server.stop',
  'client.socket', 'client.connect', 'client.send', 'client.recv', 'client.close',
];
const of = (...names) => Object.fromEntries(names.map((name) => [name, 'done']));
const ALL_DONE = of(...STEPS);

/** Every browser, and one that can't suspend WebAssembly. */
const older = { preferences: { 'javascript.options.wasm_js_promise_integration': false } };
const BROWSERS = [...NAMES.map((name) => [name, name, {}]), ['an older firefox', 'firefox', older]];

for (const [title, browserName, options] of BROWSERS) {
  file(`picture in ${title}`);
  const pages = usePages(browserName, options);

  test('it follows an echo pair to its end, with the real ports and bytes', async () => {
    const { tab, server, client } = await open('en');
    assert.deepEqual(await states(tab), {}, 'before anything runs, the picture is whole and still');

    await server.run();
    await server.reaches('waiting');
    await shows(tab, { ...of('server.socket', 'server.bind', 'server.listen'), 'server.accept': 'waits' });
    assert.equal(await value(tab, 'server.port'), 'port 9090');
    assert.match(await inWords(tab), /The server is waiting for a client\./);
    await heard(tab, /The server is waiting for a client\./);

    await client.run();
    await client.reaches('finished');
    await server.reaches('finished');
    await shows(tab, ALL_DONE);
    assert.match(await value(tab, 'client.port'), /^port \d{4,5}$/);
    assert.equal(await value(tab, 'client.send'), '22 bytes');
    assert.equal(await value(tab, 'server.send'), '22 bytes');
    await heard(tab, /The server no longer listens\. The client has closed its socket\./);
    assert.deepEqual(pages.relay.sockets(), [], 'the real sockets are closed, too');
    assert.deepEqual(tab.problems, []);
  });

  test('a client that nobody listens to is shown to fail in connect', async () => {
    const { tab, client } = await open('ru');
    assert.equal(await client.runToEnd(), 'failed');
    await shows(tab, { ...of('client.socket', 'client.close'), 'client.connect': 'failed' });
    await heard(tab, /У клиента не удался connect: Errno 111\./);
  });

  test('a server that is stopped while it waits is shown to close', async () => {
    const { tab, server } = await open('en');
    await server.run();
    await server.reaches('waiting');
    await server.stop();
    await server.reaches(['finished', 'failed'], 5_000);
    await shows(tab, of('server.socket', 'server.bind', 'server.listen', 'server.stop'));
  });

  async function open(language) {
    const tab = await pages.open(`/${language}/echo`);
    const server = await new Cell(tab, 'echo-server').mounted();
    const client = await new Cell(tab, 'echo-client').mounted();
    return { tab, server, client };
  }
}

/** The steps that were taken, with their states. */
function states(tab) {
  return tab.evaluate(() => {
    const steps = document.querySelectorAll('[data-follows="echo"] [data-step][data-state]');
    return Object.fromEntries([...steps].map(({ dataset }) => [dataset.step, dataset.state]));
  });
}

async function shows(tab, wanted) {
  const shown = ([steps]) => {
    const taken = [...document.querySelectorAll('[data-follows="echo"] [data-step][data-state]')];
    const found = Object.fromEntries(taken.map(({ dataset }) => [dataset.step, dataset.state]));
    const names = new Set([...Object.keys(found), ...Object.keys(steps)]);
    return [...names].every((name) => found[name] === steps[name]);
  };
  await tab.until(shown, [wanted], { ms: 20_000, what: 'the picture to show it' }).catch(async (error) => {
    assert.deepEqual(await states(tab), wanted, error.message);
  });
}

function value(tab, name) {
  return tab.evaluate((wanted) => document.querySelector(`[data-follows="echo"] [data-value="${wanted}"]`).textContent, name);
}

function inWords(tab) {
  return tab.evaluate(() => document.querySelector('[data-follows="echo"] [data-picture-now]').textContent);
}

/** Waits until a screen reader has been given these words. */
async function heard(tab, pattern) {
  const status = '[data-follows="echo"] [role="status"]';
  const says = ([selector, source]) => new RegExp(source).test(document.querySelector(selector).textContent);
  await tab.until(says, [status, pattern.source], { what: `a screen reader to say ${pattern}` });
}
