// WCAG 2.2 AA: axe on every page in both themes, narrow windows, wide spacing, the keyboard alone, and what a screen reader hears.

import assert from 'node:assert/strict';
import { violations } from '../lib/axe.mjs';
import { NAMES } from '../lib/browsers.mjs';
import { Cell } from '../lib/cell.mjs';
import { tabTo } from '../lib/keyboard.mjs';
import { LANGUAGES, program, slugs } from '../lib/lessons.mjs';
import { usePages } from '../lib/pages.mjs';
import { freePort } from '../lib/ports.mjs';
import { file, test } from '../lib/suite.mjs';

const THEMES = ['light', 'dark'];
const echo = program('en', 'echo');
const paths = LANGUAGES.flatMap((language) =>
  ['', 'lab', 'search', 'search?q=socket', 'search?q=qqqq', 'no-such-page', ...slugs(language)].map((page) => `/${language}/${page}`),
);

/** Opens a page once its cells have been taken over. */
async function open(pages, path, options) {
  const tab = await pages.open(path, options);
  await mounted(tab, path);
  return tab;
}

/** The same in a tab that is there. */
async function visit(pages, tab, path) {
  await tab.goto(pages.relay.url(path));
  await mounted(tab, path);
}

async function mounted(tab, path) {
  const all = () => [...document.querySelectorAll('[data-cell]')].every((cell) => cell.querySelector('.cm-content'));
  await tab.until(all, null, { ms: 20_000, what: `the cells of ${path}` });
}

file('accessibility');
const pages = usePages();

for (const language of LANGUAGES)
  test(`axe finds nothing on any page in either theme, ${language}`, async () => {
    const tab = await open(pages, `/${language}/`, {});
    const found = [];
    for (const path of paths.filter((path) => path.startsWith(`/${language}/`))) {
      await visit(pages, tab, path);
      for (const colorScheme of THEMES) {
        await tab.page.emulateMedia({ colorScheme });
        found.push(...(await violations(tab)).map((line) => `${path} ${colorScheme} ${line}`));
      }
    }
    assert.deepEqual(found, []);
  }, { seconds: 600 });

for (const theme of THEMES)
  test(`axe finds nothing on programs that have run, wait and failed, ${theme}`, async () => {
    const tab = await open(pages, '/en/lab', { colorScheme: theme });
    const [waits, fails] = [new Cell(tab, 'lab-1'), new Cell(tab, 'lab-2')];
    await waits.setCode('print("\\033[31mred\\033[0m \\033[2mdim\\033[0m", end="")\nprint(input())\n');
    await waits.run();
    await tab.appears(`${waits.selector} [data-stdin]`, 40_000);
    await fails.setCode('print("x" * 200)\nraise SystemExit(1)\n');
    assert.equal(await fails.runToEnd(), 'failed');
    assert.deepEqual(await violations(tab), []);
  });

test('every page fits a window of 320 px, with wide spacing too', async () => {
  const tab = await open(pages, '/en/', { viewport: { width: 320, height: 640 } });
  const wide = [];
  for (const path of paths) {
    await visit(pages, tab, path);
    if ((await widest(tab)) > 320) wide.push(path);
    await tab.page.addStyleTag({ content: SPACING });
    if ((await widest(tab)) > 320) wide.push(`${path}, spaced`);
  }
  assert.deepEqual(wide, []);
}, { seconds: 240 });

test('a screen reader hears new lines together, and of a flood its end', async () => {
  const tab = await open(pages, '/en/lab');
  const cell = await new Cell(tab, 'lab-1').mounted();
  const heard = (pattern) => tab.until(
    ([selector, source]) => new RegExp(source).test(document.querySelector(`${selector} [data-voice]`).textContent),
    [cell.selector, pattern],
    { ms: 40_000, what: `to hear ${pattern}` },
  );
  const log = await tab.evaluate((selector) => {
    const element = document.querySelector(`${selector} [data-console]`);
    return ['role', 'aria-live', 'aria-label'].map((name) => element.getAttribute(name));
  }, cell.selector);
  assert.deepEqual(log, ['log', 'off', 'Output of server.py']);

  await cell.setCode('print("one")\nprint("two")\n');
  await cell.run();
  await heard('^Output of server.py: one\\ntwo$');
  await cell.setCode('for number in range(20_000):\n    print("line", number)\n');
  await cell.run();
  await heard('lines, the last ones:\\n(line \\d+\\n)*line 19999$');
});

for (const name of NAMES) {
  file(`accessibility in ${name}`);
  const pages = usePages(name);

  test('the echo exercise by keyboard alone: run, edit, leave the editor, read', async () => {
    const tab = await open(pages, `/en/${echo.slug}`);
    const server = await new Cell(tab, echo.server.id).mounted();
    const client = await new Cell(tab, echo.client.id).mounted();

    // The lesson's port is another test's at this moment.
    const port = await freePort();
    for (const cell of [server, client]) await cell.setCode((await cell.code()).replace('9090', port));

    // The editor says how it is left, and can be.
    await tabTo(tab, `${server.selector} .cm-content`);
    const help = await tab.evaluate(() => document.getElementById(document.activeElement.getAttribute('aria-describedby')).innerText);
    assert.match(help, /Esc, then Tab/);
    await tab.press('Control+End');
    await tab.type('\nprint("by keyboard")');
    await tab.press('Escape');
    await tab.press('Tab');
    assert.ok(await tab.evaluate((selector) => !document.activeElement.closest(`${selector} code-editor`), server.selector));

    await tabTo(tab, `${server.selector} [data-action="run"]`);
    await tab.press('Enter');
    await server.reaches('waiting');
    await tabTo(tab, `${client.selector} [data-action="run"]`);
    await tab.press('Space');
    await client.reaches('finished');
    await tabTo(tab, `${client.selector} [data-console]`);
    const read = await tab.evaluate(() => document.activeElement.innerText);
    assert.ok(read.includes(echo.client.expect.at(-1)), read);
    await server.reaches('finished');
    assert.match((await server.output()).stdout, /by keyboard\n$/);
  });
}

/** How wide the page is, in CSS pixels. */
const widest = (tab) => tab.evaluate(() => document.documentElement.scrollWidth);

/** What WCAG 2.2 (1.4.12) asks a page to bear. */
const SPACING = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
  p { margin-bottom: 2em !important; }`;
