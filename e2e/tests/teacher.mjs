// A class as its teacher sees it, with a real relay: two students in browsers, and what the teacher can do about them.

import assert from 'node:assert/strict';
import { violations } from '../lib/axe.mjs';
import { Browser } from '../lib/browsers.mjs';
import { Cell } from '../lib/cell.mjs';
import { Classmate, fill, lessonsOf } from '../lib/classmates.mjs';
import { LANGUAGES } from '../lib/lessons.mjs';
import { School } from '../lib/school.mjs';
import { Skip, after, atEnd, before, test } from '../lib/suite.mjs';

const WAITS = `import socket
print('ready')
with socket.create_server(('', 9090)) as server:
    server.accept()
`;
const FAILS = 'print("so far")\n{}["key"]\n';
/** An error too long for a row: an emoji stands where a page cuts it, counted in bytes and in JavaScript's halves of pairs. */
const LONG = `raise ValueError('x${'😀'.repeat(400)}')`;

let school, relay, browser;
before(async () => {
  if (process.platform !== 'linux') throw new Skip('a class needs all of 127.0.0.0/8');
  browser = await Browser.start('chromium');
});
after(() => browser?.close());

/** A class of each test's own, since some end it. */
async function begin() {
  // As behind a proxy, so that a room full of classmates comes from as many addresses.
  school = await School.open({ args: ['--trusted-proxy', '127.0.0.1'] });
  atEnd(() => school.close());
  ({ relay } = school);
}

async function openTeacher(language = 'en', options = {}) {
  const tab = await browser.tab(options);
  atEnd(() => tab.close());
  await tab.goto(relay.url(`/${language}/teacher#${school.secret}`));
  await tab.until(() => document.querySelector('.join-code')?.textContent, null, { what: 'the room to be shown' });
  return tab;
}

/** Joins in a browser profile of their own, and opens the Lab. */
async function student(name, language) {
  const joined = await school.student(browser, name, { language });
  atEnd(() => joined.tab.close());
  return school.lab(joined, { language });
}

/** Sends a program to everybody, or tries to. */
async function send(teacher, file, code) {
  await teacher.click('[data-action="send"]');
  const type = ([file, code]) => {
    document.querySelector('#snippet-file').value = file;
    document.querySelector('#snippet-code').value = code;
  };
  await teacher.evaluate(type, [file, code]);
  await teacher.click('dialog[open] [data-action="confirm"]');
}

const textOf = (tab, selector) => tab.evaluate((selector) => document.querySelector(selector)?.innerText ?? '', selector);
const shows = (tab, selector, words) =>
  tab.until(([selector, words]) => [...document.querySelectorAll(selector)].some((one) => one.innerText.includes(words)), [selector, words], { ms: 40_000, what: `${selector} to say ${words}` });
const vanishes = (tab, selector) => tab.until((selector) => !document.querySelector(selector), selector, { what: `${selector} to go` });
const focused = (tab) => tab.evaluate(() => `${document.activeElement.tagName} ${document.activeElement.innerText}`);
const programsOf = (teacher) => teacher.evaluate(() => [...document.querySelectorAll('[data-program]')].map((one) => one.dataset.program));
/** What is said of a cell's Run besides its name. */
const descriptionOf = ({ tab, selector }) =>
  tab.evaluate((selector) => {
    const run = document.querySelector(`${selector} [data-action="run"]`);
    const id = run.getAttribute('aria-describedby');
    return id && document.getElementById(id).innerText;
  }, selector);
const rowOf = (host) => `.readers tr[data-reader="${host}"]`;

test('a teacher sees what students’ programs do, looks, and stops one', async () => {
  await begin();
  const teacher = await openTeacher();
  assert.equal(await teacher.where(), '/en/teacher');
  assert.equal((await textOf(teacher, '.join-code')).replace(/\s/g, ''), school.code);
  const [anna, boris] = [await student('Анна'), await student('Boris')];
  await anna.run(anna.first, WAITS);
  await boris.run(boris.first, FAILS);
  await boris.first.reaches('failed');

  await shows(teacher, rowOf('anna'), 'waits in accept()');
  await shows(teacher, rowOf('anna'), '9090');
  await shows(teacher, rowOf('boris'), "KeyError: 'key'");
  await boris.run(boris.second, LONG);
  await shows(teacher, rowOf('boris'), 'ValueError: x😀');
  await teacher.click('[data-kind="failed"]');
  assert.equal(await teacher.evaluate(() => document.querySelectorAll('.readers tbody tr:not([hidden])').length), 1);
  await teacher.click('[data-kind="all"]');

  // The student is told for as long as the teacher looks, and what is written meanwhile is seen.
  await teacher.click(`${rowOf('anna')} .person`);
  await anna.tab.appears('[data-notice="looking"]');
  await shows(teacher, '[data-program$="lab-1"] .reader-console', 'ready');
  await anna.second.setCode('# a new thought');
  await teacher.until(() => [...document.querySelectorAll('.reader-code')].some((one) => one.textContent === '# a new thought'), null, { what: 'the new code' });
  assert.equal(await focused(teacher), 'H2 Анна');

  await teacher.click('[data-program$="lab-1"] [data-action="stop"]');
  await anna.first.reaches('finished');
  await shows(anna.tab, '[data-cell="lab-1"] .console-note', 'The teacher stopped this program.');
  // A page that was left is no longer shown.
  const before = await programsOf(teacher);
  await anna.tab.reload();
  await anna.tab.appears('[data-notice="looking"]');
  const isOther = (before) => {
    const now = [...document.querySelectorAll('[data-program]')].map((one) => one.dataset.program);
    return now.length === 2 && now.every((id) => !before.includes(id));
  };
  await teacher.until(isOther, before, { what: 'the page that was left to give way to the new one' });
  await teacher.press('Escape');
  await vanishes(anna.tab, '[data-notice="looking"]');
  assert.equal(await focused(teacher), 'BUTTON Анна');
  assert.deepEqual([...teacher.problems, ...anna.tab.problems], []);
}, { seconds: 180 });

test('a program that the teacher sends comes to each Lab once, and elsewhere waits for it', async () => {
  await begin();
  const teacher = await openTeacher();
  const anna = await student('Anna');
  await anna.first.setCode('# mine');
  const other = await anna.tab.page.context().newPage();
  atEnd(() => other.close());
  await other.goto(relay.url('/en/ports'));
  const { tab: boris } = await school.student(browser, 'Boris');
  atEnd(() => boris.close());
  await boris.goto(relay.url('/en/ports'));
  for (const host of ['anna', 'boris']) await shows(teacher, `${rowOf(host)} .of-page`, await textOf(boris, 'h1'));

  await send(teacher, 'start.py', 'print("from the teacher")');
  const sheet = await new Cell(anna.tab, 'lab-3').mounted();
  assert.equal(await sheet.code(), 'print("from the teacher")');
  assert.equal(await anna.tab.evaluate(() => document.querySelector('[data-cell="lab-3"] .cell-name').value), 'start.py');
  assert.equal(await anna.first.code(), '# mine');
  await shows(anna.tab, '[data-notice="snippet"]', 'start.py');
  await shows(boris, '[data-notice="snippet"]', 'start.py');

  // The same once more is another one, and comes behind each that came before.
  await anna.tab.reload();
  await new Cell(anna.tab, 'lab-3').mounted();
  await send(teacher, 'start.py', 'print("from the teacher")');
  await send(teacher, 'last.py', 'print("the last one")');
  for (const tab of [anna.tab, boris]) {
    if (tab === boris) await tab.goto(relay.url('/en/lab'));
    assert.equal(await (await new Cell(tab, 'lab-5').mounted()).code(), 'print("the last one")');
  }
}, { seconds: 180 });

test('what a teacher typed stays while the relay is away', async () => {
  await begin();
  const teacher = await openTeacher();
  await relay.kill();
  await shows(teacher, '.desk-trouble', 'connection to the relay was lost');
  await send(teacher, 'start.py', '# an hour of work');
  await shows(teacher, 'dialog[open] [role="alert"]', 'nothing was sent');
  assert.equal(await teacher.evaluate(() => document.querySelector('#snippet-code').value), '# an hour of work');
});

test('what can’t be done while the line is down is said until it is back', async () => {
  await begin();
  const keepLine = () => (window.WebSocket = class extends WebSocket { constructor(...how) { window.line = super(...how); } });
  const teacher = await openTeacher('en', { init: keepLine });
  const said = await teacher.evaluate(() => {
    window.line.close();
    document.querySelector('[data-action="pause"]').click();
    return document.querySelector('.desk-said').textContent;
  });
  assert.match(said, /nothing was sent/);
  await teacher.until(() => document.querySelector('.desk-said').textContent === '', null, { ms: 20_000, what: 'the line to be back' });
  await teacher.click('[data-action="pause"]');
  await shows(teacher, '.desk-said', 'Paused');
});

test('while the class is paused nothing starts, what runs goes on, and then all is as before', async () => {
  await begin();
  const teacher = await openTeacher();
  const anna = await student('Anna');
  await anna.run(anna.first, WAITS);
  await anna.first.reaches('waiting');
  await teacher.click('[data-action="pause"]');
  await anna.tab.appears('[data-notice="paused"]');
  assert.equal(await descriptionOf(anna.second), await textOf(anna.tab, '[data-notice="paused"] p'));
  const run = '[data-cell="lab-2"] [data-action="run"]';
  await anna.tab.until((run) => document.querySelector(run).ariaDisabled === 'true', run, { what: 'Run to be off' });
  // What is off can be pressed all the same, and says why.
  await anna.tab.evaluate((run) => document.querySelector(run).click(), run);
  await shows(anna.tab, '[data-cell="lab-2"] .console-note', 'The teacher has paused the class');
  assert.equal(await anna.second.state(), 'idle');
  assert.equal(await anna.first.state(), 'waiting');

  // The relay tells a teacher's page a few times a second how things stand.
  await teacher.appears('[data-action="pause"][data-on]');
  await teacher.click('[data-action="pause"]');
  await vanishes(anna.tab, '[data-notice="paused"]');
  assert.equal(await descriptionOf(anna.second), null);
  await anna.run(anna.second, 'print(1)');
  assert.equal(await anna.second.reaches(['finished', 'failed']), 'finished');
}, { seconds: 180 });

test('who is removed leaves, and when the class is closed everybody does', async () => {
  await begin();
  const teacher = await openTeacher();
  const [anna, boris] = [await student('Anna'), await student('Boris')];
  await anna.run(anna.first, WAITS);
  await teacher.click(`${rowOf('anna')} .person`);
  await teacher.evaluate((row) => (window.hers = document.querySelector(`${row} .person`)), rowOf('anna'));
  await teacher.click('[data-action="remove"]');
  await teacher.click('dialog[open] [data-action="confirm"]');
  await shows(anna.tab, '[data-notice="over"]', 'removed you');
  await anna.first.reaches(['failed', 'finished']);
  await vanishes(teacher, rowOf('anna'));
  // A click that was on its way when the row went.
  await teacher.evaluate(() => window.hers.click());
  assert.equal(await anna.tab.evaluate(() => localStorage.getItem('echoroom:token')), null);

  await teacher.click('[data-action="close-room"]');
  await teacher.click('dialog[open] [data-action="cancel"]');
  await teacher.click('[data-action="close-room"]');
  await teacher.click('dialog[open] [data-action="confirm"]');
  await shows(boris.tab, '[data-notice="over"]', 'closed the class');
  await shows(teacher, '.desk-trouble', 'The class is closed');
  assert.deepEqual(teacher.problems, []);
}, { seconds: 180 });

test('nobody sees the class without its secret', async () => {
  await begin();
  const tab = await browser.tab({});
  atEnd(() => tab.close());
  await tab.goto(relay.url('/en/teacher'));
  await shows(tab, '[data-teacher]', 'teacher’s link');
  await tab.goto(relay.url(`/en/teacher#${'0'.repeat(32)}`));
  await tab.reload();
  await shows(tab, '[data-teacher]', 'This link doesn’t fit');
});

test('the table has readers by exercises, and no formulas', async () => {
  await begin();
  const teacher = await openTeacher();
  const [lesson] = await lessonsOf(teacher);
  const passed = [{ lesson: lesson.slug, exercise: lesson.exercises[0], day: '2026-11-26' }];
  const mate = await Classmate.join(school, '=Ёжик', { page: '/en/echo', title: 'Echo', programs: [], passed });
  atEnd(async () => mate.leave());
  await shows(teacher, rowOf(mate.host), '1/');
  await teacher.click('[data-view="progress"]');
  await teacher.appears(`.matrix tr[data-reader="${mate.host}"] [data-passed]`);
  const [download] = await Promise.all([teacher.page.waitForEvent('download'), teacher.click('[data-action="export"]')]);
  assert.match(download.suggestedFilename(), /^echoroom-\d{4}-\d\d-\d\d\.csv$/);
  const chunks = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk);
  const [head, row] = Buffer.concat(chunks).toString().split('\r\n');
  assert.match(head, /^\uFEFFName,Host name,Address,Joined,/);
  assert.match(row, /^"'=Ёжик",/);
  assert.match(row, /,2026-11-26,.*,1$/);
});

test('rows of two hundred readers whose programs change are found, stay in place and follow them', async () => {
  await begin();
  const teacher = await openTeacher();
  const mates = await fill(school, 200, teacher);
  atEnd(async () => mates.forEach((mate) => mate.leave()));
  await teacher.until(() => document.querySelectorAll('.readers tr[data-here="yes"] .person').length === 200, null, { ms: 30_000, what: 'all of them' });
  const states = ['running', 'waiting', 'finished'];
  let turn = 0;
  const changing = setInterval(() => {
    turn += 1;
    for (const mate of mates) mate.tell({ cell: 'busy', file: 'busy.py', state: states[turn % 3], wait: null, error: null }, 0);
  }, 1_000);
  atEnd(async () => clearInterval(changing));
  await shows(teacher, rowOf(mates[150].host), 'busy.py');
  await teacher.click('.filter');
  await teacher.type(mates[42].host);
  await teacher.until(() => document.querySelectorAll('.readers tbody tr:not([hidden])').length === 1, null, { what: 'one row' });
  await teacher.evaluate((row) => document.querySelector(`${row} .person`).focus(), rowOf(mates[42].host));
  for (const state of states) await teacher.appears(`${rowOf(mates[42].host)} .program[data-state="${state}"]`);
  assert.equal(await focused(teacher), `BUTTON ${mates[42].person}`);
  assert.deepEqual(teacher.problems, []);
}, { seconds: 300 });

for (const language of LANGUAGES)
  test(`axe finds nothing on the teacher's page and on a page that is looked at and paused, ${language}`, async () => {
    await begin();
    const teacher = await openTeacher(language);
    const mates = await fill(school, 30, teacher, language);
    atEnd(async () => mates.forEach((mate) => mate.leave()));
    await teacher.until(() => document.querySelectorAll('.readers tr[data-here="yes"] .person').length === 30, null, { ms: 30_000, what: 'all of them' });
    const found = [];
    const look = async (name, tab = teacher) => {
      for (const colorScheme of ['light', 'dark']) {
        await tab.page.emulateMedia({ colorScheme });
        found.push(...(await violations(tab)).map((line) => `${name} ${colorScheme} ${line}`));
      }
    };
    await look('list');
    await teacher.click('[data-view="progress"]');
    await look('progress');
    await teacher.click('[data-view="list"]');
    await teacher.click(`${rowOf(mates[0].host)} .person`);
    await teacher.appears('.reader-code');
    await look('reader');
    await teacher.press('Escape');
    for (const dialog of ['board', 'send', 'close-room']) {
      await teacher.click(`[data-action="${dialog}"]`);
      await look(dialog);
      await teacher.press('Escape');
    }
    const zoe = await student('Zoe', language);
    await teacher.click(`${rowOf('zoe')} .person`);
    await teacher.click('[data-action="pause"]');
    for (const notice of ['looking', 'paused']) await zoe.tab.appears(`[data-notice="${notice}"]`);
    await look('looked at and paused', zoe.tab);
    await teacher.press('Escape');
    await teacher.page.setViewportSize({ width: 320, height: 640 });
    await teacher.painted();
    assert.ok((await teacher.evaluate(() => document.documentElement.scrollWidth)) <= 320, 'it fits a window of 320 px');
    assert.deepEqual(found, []);
  }, { seconds: 240 });
