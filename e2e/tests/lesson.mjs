// The lessons' programs in each browser and language, through the relay: they print what the lesson says they print.

import assert from 'node:assert/strict';
import { NAMES } from '../lib/browsers.mjs';
import { Cell } from '../lib/cell.mjs';
import { LANGUAGES, count, program, programs, traceback } from '../lib/lessons.mjs';
import { usePages } from '../lib/pages.mjs';
import { atTheEnd, file, test } from '../lib/suite.mjs';

/** Firefox runs the first lessons on TCP and UDP; the others differ in Python only, which is the same. */
const ALL_IN = 'chromium';
const FIRST = ['echo', 'udp-echo'];

for (const browserName of NAMES) {
  file(`lesson in ${browserName}`);
  const pages = usePages(browserName);

  let ran = 0;
  for (const language of LANGUAGES) {
    const chosen = programs(language).filter(({ name }) => browserName === ALL_IN || FIRST.includes(name));
    for (const slug of new Set(chosen.map((lesson) => lesson.slug)))
      test(`${slug}, ${language}`, async () => {
        const tab = await pages.open(`/${language}/${slug}`);
        for (const lesson of chosen.filter((one) => one.slug === slug)) {
          const cells = await cellsOf(tab, lesson);
          if (lesson.alone) await printsAlone(lesson.alone, cells.alone);
          else await printsWhatTheLessonSays(lesson, cells.server, cells.client);
          ran += count(lesson);
        }
        assert.deepEqual(tab.problems, []);
      });
  }
  atTheEnd(() => ran > 0 && `${ran} programs of the lessons printed in ${browserName} what the lessons say`);

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

  async function open(language, lesson) {
    const tab = await pages.open(`/${language}/${lesson.slug}`);
    return { tab, ...(await cellsOf(tab, lesson)) };
  }
}

/** The cells of programs that are run together. */
async function cellsOf(tab, lesson) {
  const cells = {};
  for (const side of ['server', 'client', 'alone']) if (lesson[side]) cells[side] = await new Cell(tab, lesson[side].id).mounted();
  return cells;
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
  await server.stop().catch(async (error) => {
    // It was about to end by itself.
    if (!(await server.isOver())) throw error;
  });
  await server.reaches(['finished', 'failed'], 2_000);
  return undefined;
}

/** Runs a cell of its own to its end, which may be an error that the lesson is about. */
async function printsAlone(lesson, cell) {
  await cell.run();
  for (const line of lesson.stdin) await cell.answer(line);
  await cell.reaches(lesson.error ? 'failed' : 'finished');
  const { all, stderr } = await cell.output();
  const records = lesson.expect.length + lesson.expectError.length > 0;
  assert.equal(traceback(all), records ? traceback(await recorded(cell)) : '');
  assert.equal(stderr.trimEnd().split('\n').at(-1), lesson.error);
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
