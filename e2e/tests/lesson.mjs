// The lessons' programs: natively, and in each browser and language, they print what the lesson says they print.

import assert from 'node:assert/strict';
import { Browser, NAMES } from '../lib/browsers.mjs';
import { Cell } from '../lib/cell.mjs';
import { LANGUAGES, program, programs } from '../lib/lessons.mjs';
import { Relay } from '../lib/relay.mjs';
import { after, atEnd, before, file, test } from '../lib/suite.mjs';
import { runNatively } from '../differential/native.mjs';

/** Firefox runs the first lessons on TCP and UDP; the others differ in Python only, which is the same. */
const ALL_IN = 'chromium';
const FIRST = ['echo', 'udp-echo'];

const text = (lines) => lines.map((line) => `${line}\n`).join('');

file('lesson natively');
for (const language of LANGUAGES)
  for (const { name, server, client, alone } of programs(language))
    test(`${name}, ${language}`, async () => {
      if (alone) {
        // A lesson on errors may end in one.
        const [{ stdout }] = await runNatively({ parts: [alone], deadline: 15 });
        assert.equal(stdout, text(alone.expect));
        return;
      }
      const [ready, done] = [literally(server.expect[0]), literally(server.expect.at(-1))];
      const [one, other] = await runNatively({ parts: [server, client], ready, done, deadline: 15 });
      assert.equal(one.stdout + one.stderr, text(server.expect));
      assert.equal(other.stdout + other.stderr, text(client.expect));
    });

for (const browserName of NAMES) {
  file(`lesson in ${browserName}`);
  let relay, browser;
  before(async () => {
    relay = await Relay.start();
    browser = await Browser.start(browserName);
  });
  after(async () => {
    await browser?.close();
    await relay?.kill();
  });

  for (const language of LANGUAGES) {
    for (const lesson of programs(language)) {
      if (browserName !== ALL_IN && !FIRST.includes(lesson.name)) continue;
      test(`${lesson.name}, ${language}`, async () => {
        const { tab, ...cells } = await open(language, lesson);
        if (cells.alone) await printsAlone(lesson.alone, cells.alone);
        else await printsWhatTheLessonSays(lesson, cells.server, cells.client);
        assert.deepEqual(tab.problems, []);
      });
    }
  }

  test('a pair can be run again at once', async () => {
    const lesson = program('en', 'echo');
    const { tab, server, client } = await open('en', lesson);
    for (let turn = 0; turn < 3; turn += 1) await printsWhatTheLessonSays(lesson, server, client);
    assert.deepEqual(tab.problems, []);
  });

  test('a client without its server is refused', async () => {
    const { tab, client } = await open('en', program('en', 'echo'));
    await client.run();
    await client.reaches('failed');
    const { stdout, stderr } = await client.output();
    assert.match(stderr, /^Traceback \(most recent call last\):\n  File ".*client\.py", line \d+, in <module>\n    client\.connect/);
    assert.match(stderr, /ConnectionRefusedError: \[Errno 111\] Connection refused\n$/);
    assert.match(stdout, /^Characters/);
  });

  async function open(language, { slug, ...cells }) {
    const tab = await browser.tab();
    atEnd(() => tab.close());
    await tab.goto(relay.url(`/${language}/${slug}`));
    const opened = { tab };
    for (const side of ['server', 'client', 'alone']) if (cells[side]) opened[side] = await new Cell(tab, cells[side].id).mounted();
    return opened;
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

/** Runs a cell of its own to its end, which may be an error that the lesson is about. */
async function printsAlone(lesson, cell) {
  await cell.run();
  for (const line of lesson.stdin) await cell.answer(line);
  await cell.reaches(['finished', 'failed']);
  assert.equal((await cell.output()).stdout, lesson.expect.length > 0 ? await recorded(cell) : '');
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
