// What surrounds the programs: edits, the keyboard, the language switch, and browsers that can't run anything.

import assert from 'node:assert/strict';
import { NAMES } from '../lib/browsers.mjs';
import { Cell } from '../lib/cell.mjs';
import { tabTo } from '../lib/keyboard.mjs';
import { program } from '../lib/lessons.mjs';
import { usePages } from '../lib/pages.mjs';
import { Skip, file, test } from '../lib/suite.mjs';

const echo = program('en', 'echo');

for (const name of NAMES) {
  file(`page in ${name}`);
  const pages = usePages(name);

  test('edits survive a reload, Reset brings the author’s program back', async () => {
    const tab = await pages.open(`/en/${echo.slug}`);
    const cell = await new Cell(tab, echo.client.id).mounted();
    const original = await cell.code();
    assert.equal(original.trim(), echo.client.code.trim());

    await tab.click(`${cell.selector} .cm-content`);
    await tab.press('Control+End');
    await tab.type('# mine');
    const edited = await cell.code();
    assert.match(edited, /# mine/);
    await tab.reload();
    await cell.mounted();
    assert.equal(await cell.code(), edited);

    await cell.reset();
    await tab.until(([selector, code]) => document.querySelector(`${selector} code-editor`).value === code, [cell.selector, original]);
    await tab.reload();
    await cell.mounted();
    assert.equal(await cell.code(), original);
    assert.deepEqual(tab.problems, []);
  });

  test('the pair runs by keyboard alone', async () => {
    const tab = await pages.open(`/en/${echo.slug}`);
    const server = await new Cell(tab, echo.server.id).mounted();
    const client = await new Cell(tab, echo.client.id).mounted();
    await tabTo(tab, `${server.selector} [data-action="run"]`);
    await tab.press('Enter');
    await server.reaches('waiting');
    await tabTo(tab, `${client.selector} .cm-content`);
    await tab.press('Control+Enter');
    await client.reaches('finished');
    await server.reaches('finished');
    assert.equal((await client.output()).stdout.trimEnd(), echo.client.expect.join('\n'));
    await tabTo(tab, `${server.selector} [data-action="run"]`, 'Shift+Tab');
    await tab.press('Space');
    await server.reaches('waiting');
    await tabTo(tab, `${server.selector} [data-action="stop"]`);
    await tab.press('Enter');
    await server.reaches(['failed', 'finished'], 2_000);
  });

  test('the language switch stays on the page', async () => {
    const tab = await pages.open(`/en/${echo.slug}`);
    for (const [language, path] of [['ru', `/ru/${echo.slug}`], ['en', `/en/${echo.slug}`]]) {
      await tab.click(`a[hreflang="${language}"]`);
      await tab.until((wanted) => location.pathname === wanted && document.readyState === 'complete', path);
      assert.equal(await tab.evaluate(() => document.documentElement.lang), language);
    }
  });

  test('every page loads without a complaint', async () => {
    const tab = await pages.open('/');
    assert.match(await tab.where(), /^\/(en|ru)\/$/);
    for (const path of ['/ru/', '/en/', '/ru/echo', '/en/udp-echo', '/ru/lab', '/en/lab']) {
      await tab.goto(pages.relay.url(path));
      await tab.until(() => document.querySelector('h1')?.textContent.length > 0, null, { what: `a heading on ${path}` });
    }
    // Firefox reports what a page was still fetching when it was left.
    const complaints = tab.problems.filter((problem) => !/^(TypeError: NetworkError|AbortError)/.test(problem));
    assert.deepEqual(complaints, []);
  });

  test('a browser that can neither suspend nor stand still is told which versions can', async () => {
    const tab = await pages.open(`/en/${echo.slug}`, { init: withoutWaiting });
    const notice = await tab.until(() => document.querySelector('[data-notices]').textContent, null, { what: 'a notice' });
    for (const version of ['137', '153', '27']) assert.ok(notice.includes(version), notice);
    assert.ok(await tab.evaluate((text) => document.body.innerText.includes(text), 'The plan'));
  });

  test('the Lab grows, and its programs survive a reload', async () => {
    const tab = await pages.open('/en/lab');
    await new Cell(tab, 'lab-2').mounted();
    await tab.click('[data-action="add"]');
    const third = await new Cell(tab, 'lab-3').mounted();
    await third.setCode('print("third")\n');
    assert.equal(await third.runToEnd(), 'finished');
    assert.equal((await third.output()).stdout, 'third\n');
    await tab.reload();
    await third.mounted();
    assert.equal(await third.code(), 'print("third")\n');
    assert.deepEqual(tab.problems, []);
  });

  test('a lesson can be read without JavaScript', async () => {
    if (name === 'firefox') throw new Skip('its driver cannot switch JavaScript off; the page is the same');
    const tab = await pages.open(`/en/${echo.slug}`, { javaScriptEnabled: false });
    const text = await tab.page.locator('main').innerText();
    for (const line of ['The plan', ...echo.client.expect, 'server.bind((\'\', 9090))']) assert.ok(text.includes(line), line);
  });
}

/** As a browser without JSPI is on a page that isn't isolated. */
function withoutWaiting() {
  delete WebAssembly.Suspending;
  Object.defineProperty(self, 'crossOriginIsolated', { value: false });
}
