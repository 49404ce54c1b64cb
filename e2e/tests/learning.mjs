// A student's way through an exercise and a question, and what the page keeps of it.

import assert from 'node:assert/strict';
import { Cell } from '../lib/cell.mjs';
import { exercises } from '../lib/exercises.mjs';
import { usePages } from '../lib/pages.mjs';
import { file, test } from '../lib/suite.mjs';
import { tabTo } from '../lib/keyboard.mjs';

const upper = exercises('en').find(({ name }) => name === 'upper');
const box = '[data-exercise="upper"]';

file('learning');
const pages = usePages();

const verdict = (tab, wanted) => tab.until(
  ([selector, name]) => {
    const { dataset, textContent } = document.querySelector(selector);
    return dataset.verdict === name && (textContent || ' ');
  },
  [`${box} [data-verdict]`, wanted],
  { ms: 60_000, what: `the verdict to be ${wanted}` },
);

const done = (tab) => tab.until(
  () => document.querySelector('[data-lesson="echo"]')?.textContent,
  null,
  { what: 'what is done of the first lesson' },
);

test('a wrong answer gets a sentence, the solution passes, and the table of contents shows it until it is forgotten', async () => {
  const tab = await pages.open('/en/echo', {});
  const cell = await new Cell(tab, 'upper').mounted();
  await tab.click(`${box} [data-action="check"]`);
  assert.match(await verdict(tab, 'wrong'), /The client sent b'hello' and got it back just as it was/);
  await cell.setCode(upper.solution);
  await tab.click(`${box} [data-action="check"]`);
  assert.match(await verdict(tab, 'passed'), /Passed/);

  await tab.reload();
  await cell.mounted();
  assert.match(await verdict(tab, 'none'), /You have passed this exercise/);
  await tab.goto(pages.relay.url('/ru/'));
  assert.match(await done(tab), /упражнения: 1 из 2/);
  await tab.goto(pages.relay.url('/en/'));
  assert.match(await done(tab), /exercises: 1 of 2/);

  const href = await tab.evaluate(() => document.querySelector('[data-action="export"]').href);
  const report = JSON.parse(decodeURIComponent(href.split(',').slice(1).join(',')));
  const echo = report.lessons.find(({ lesson }) => lesson === 'echo');
  assert.match(echo.exercises.find(({ exercise }) => exercise === 'upper').passed, /^\d{4}-\d\d-\d\d$/);
  assert.match(await tab.evaluate(() => document.querySelector('.progress-text pre').textContent), /Answer in upper case: \d{4}-\d\d-\d\d/);

  await tab.click('[data-action="forget"]');
  await tab.click('[data-action="forget-yes"]');
  assert.match(await done(tab), /exercises: 0 of 2/);
  await tab.goto(pages.relay.url('/en/echo'));
  await cell.mounted();
  assert.equal(await cell.code(), upper.solution, 'the reader’s program stays');
  assert.deepEqual(tab.problems, []);
});

test('an exercise is solved by keyboard alone', async () => {
  const tab = await pages.open('/en/echo', {});
  const cell = await new Cell(tab, 'upper').mounted();
  await tabTo(tab, `${cell.selector} .cm-content`);
  await tab.press('Control+End');
  // To where the line's code begins, as CodeMirror has it.
  await tab.press('Shift+Home');
  await tab.type('connection.sendall(data.decode().upper().encode())');
  await tabTo(tab, `${box} [data-action="check"]`);
  await tab.press('Enter');
  await verdict(tab, 'passed');
  await tabTo(tab, `${box} .hint summary`);
  await tab.press('Enter');
  await tab.press('Tab');
  const next = await tab.evaluate(() => document.activeElement.textContent);
  assert.equal(next, 'Hint 2', 'an open hint leads to the next');
});

test('a program that can’t begin, dies or hangs is told so, and what runs already makes room', async () => {
  const tab = await pages.open('/en/echo', {});
  const cell = await new Cell(tab, 'upper').mounted();
  await cell.setCode(upper.solution);
  await cell.run();
  await cell.reaches('waiting');
  await tab.click(`${box} [data-action="check"]`);
  await verdict(tab, 'passed');

  await cell.setCode('import socket\nprint(1 / 0)\n');
  await tab.click(`${box} [data-action="check"]`);
  assert.match(await verdict(tab, 'wrong'), /error in line 2: ZeroDivisionError/);
  await cell.setCode('print("that was all")\n');
  await tab.click(`${box} [data-action="check"]`);
  assert.match(await verdict(tab, 'wrong'), /ended without waiting for a client on port 9310/);

  await cell.setCode('print("{\\"passed\\": true}")\nwhile True:\n    pass\n');
  await tab.click(`${box} [data-action="check"]`);
  assert.match(await verdict(tab, 'wrong'), /Nobody listens on port 9310/);
  await cell.reaches(['finished', 'failed'], 5_000);
  assert.deepEqual(tab.problems, []);
});

test('a question reveals its answer to those who have chosen one', async () => {
  const tab = await pages.open('/en/echo', {});
  const question = '[data-question="1"]';
  await tab.appears(`${question} [data-action="commit"]`);
  const answer = () => tab.evaluate((selector) => document.querySelector(`${selector} .answer`).getClientRects().length > 0, question);
  assert.equal(await answer(), false);
  await tab.click(`${question} [data-action="commit"]`);
  assert.equal(await answer(), false, 'nothing was chosen');
  await tab.click(`${question} input`);
  await tab.click(`${question} [data-action="commit"]`);
  await tab.click(`${question} .answer summary`);
  await tab.until((selector) => document.querySelector(`${selector} .missed`) && document.querySelector(`${selector} .right`), question);

  await tab.reload();
  await tab.appears(`${question} .answer`);
  await tab.goto(pages.relay.url('/en/'));
  assert.match(await done(tab), /questions: 1 of \d/);
  assert.deepEqual(tab.problems, []);
});

test('without JavaScript tasks, hints, solutions and answers can be read', async () => {
  const tab = await pages.open('/en/echo', { javaScriptEnabled: false });
  const shown = async (selector) => tab.page.locator(selector).first().isVisible();
  assert.ok(await shown(`${box} .cell-code`));
  assert.ok(await shown('.question .answer summary'));
  await tab.page.locator(`${box} .solution summary`).click();
  assert.ok(await shown(`${box} .solution pre`));
  assert.equal(await shown(`${box} .check`), false);
});
