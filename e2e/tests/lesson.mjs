// The lessons' pairs: natively, and in each browser and language, they print what the lesson says they print.

import assert from 'node:assert/strict';
import { Browser, NAMES } from '../lib/browsers.mjs';
import { Cell } from '../lib/cell.mjs';
import { LANGUAGES, pairs } from '../lib/lessons.mjs';
import { Relay } from '../lib/relay.mjs';
import { after, atEnd, before, file, test } from '../lib/suite.mjs';
import { runNatively } from '../differential/native.mjs';

const text = (lines) => lines.map((line) => `${line}\n`).join('');

file('lesson natively');
for (const language of LANGUAGES)
  for (const { pair, server, client } of pairs(language))
    test(`${pair}, ${language}`, async () => {
      const [ready, done] = [literally(server.expect[0]), literally(server.expect.at(-1))];
      const [one, other] = await runNatively({ parts: [server, client], ready, done, deadline: 15 });
      assert.equal(one.stdout + one.stderr, text(server.expect));
      assert.equal(other.stdout + other.stderr, text(client.expect));
    });

for (const name of NAMES) {
  file(`lesson in ${name}`);
  let relay, browser;
  before(async () => {
    relay = await Relay.start();
    browser = await Browser.start(name);
  });
  after(async () => {
    await browser?.close();
    await relay?.kill();
  });

  for (const language of LANGUAGES) {
    for (const lesson of pairs(language)) {
      test(`${lesson.pair}, ${language}`, async () => {
        const { tab, server, client } = await open(language, lesson);
        await printsWhatTheLessonSays(lesson, server, client);
        assert.deepEqual(tab.problems, []);
      });
    }
  }

  test('a pair can be run again at once', async () => {
    const [lesson] = pairs('en');
    const { tab, server, client } = await open('en', lesson);
    for (let turn = 0; turn < 3; turn += 1) await printsWhatTheLessonSays(lesson, server, client);
    assert.deepEqual(tab.problems, []);
  });

  test('a client without its server is refused', async () => {
    const [lesson] = pairs('en');
    const { tab, client } = await open('en', lesson);
    await client.run();
    await client.reaches('failed');
    const { stdout, stderr } = await client.output();
    assert.match(stderr, /^Traceback \(most recent call last\):\n  File ".*client\.py", line \d+, in <module>\n    client\.connect/);
    assert.match(stderr, /ConnectionRefusedError: \[Errno 111\] Connection refused\n$/);
    assert.match(stdout, /^Characters/);
  });

  async function open(language, { slug, server, client }) {
    const tab = await browser.tab();
    atEnd(() => tab.close());
    await tab.goto(relay.url(`/${language}/${slug}`));
    return { tab, server: await new Cell(tab, server.id).mounted(), client: await new Cell(tab, client.id).mounted() };
  }
}

/** Runs the pair as the lesson's reader would; the output must be the one in the page. */
async function printsWhatTheLessonSays(lesson, server, client) {
  const expected = { server: await recorded(server), client: await recorded(client) };
  await server.run();
  await server.says(literally(lesson.server.expect[0]));
  await client.run();
  for (const line of lesson.client.stdin) await client.answer(line);
  await client.reaches('finished');
  assert.equal((await client.output()).stdout, expected.client);
  await server.says(literally(lesson.server.expect.at(-1)));
  assert.equal((await server.output()).stdout, expected.server);
  if (await server.isOver()) return assert.equal(await server.state(), 'finished');
  await server.stop();
  await server.reaches(['finished', 'failed'], 2_000);
  return undefined;
}

/** The output that the page shows to a reader without JavaScript. */
async function recorded(cell) {
  const found = await cell.tab.evaluate(async (selector) => {
    const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), 'text/html');
    return page.querySelector(`${selector} .cell-expect pre`).textContent;
  }, cell.selector);
  return `${found.trimEnd()}\n`;
}

/** A pattern for exactly this text. */
const literally = (wanted) => new RegExp(wanted.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
