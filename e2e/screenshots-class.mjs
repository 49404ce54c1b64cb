// Pictures of a class, to be looked at: `node e2e/screenshots-class.mjs [PART…]` saves them in target/screenshots. The teacher's page with
// thirty readers, one of them looked at, progress, a pause, what is shown to the room; and a reader's page meanwhile.

import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Browser } from './lib/browsers.mjs';
import { fill } from './lib/classmates.mjs';
import { LANGUAGES } from './lib/lessons.mjs';
import { School } from './lib/school.mjs';

const FOLDER = fileURLToPath(new URL('../target/screenshots/', import.meta.url));
const WIDTHS = [1440, 1024, 390];
const SCHEMES = ['light', 'dark'];
const READERS = 30;
const TITLES = { ru: 'Сети, группа 101', en: 'Networks 101' };

const chosen = process.argv.slice(2);
mkdirSync(FOLDER, { recursive: true });
const browser = await Browser.start('chromium');
try {
  for (const language of LANGUAGES) await takeClass(language);
} finally {
  await browser.close();
}
process.exit(0);

async function takeClass(language) {
  const school = await School.open({ title: TITLES[language], args: ['--trusted-proxy', '127.0.0.1'] });
  const { relay, secret } = school;
  try {
    const reader = await join(school, language);
    const teacher = await browser.tab({});
    await teacher.goto(relay.url(`/${language}/teacher`));
    const mates = await fill(school, READERS - 1, teacher, language);
    await teacher.close();
    // Some have closed their pages.
    for (const mate of mates.filter((_, at) => at % 9 === 4)) mate.leave();
    for (const width of WIDTHS)
      for (const colorScheme of SCHEMES) await takeAll({ relay, reader, mates, language, secret }, width, colorScheme);
  } finally {
    await school.close();
  }
}

async function takeAll({ relay, reader, mates, language, secret }, width, colorScheme) {
  const name = `${language}-${width}-${colorScheme}`;
  if (chosen.length > 0 && !chosen.some((part) => name.includes(part))) return;
  const tab = await browser.tab({ viewport: { width, height: width > 800 ? 1000 : 844 }, colorScheme, deviceScaleFactor: width > 800 ? 1 : 2 });
  const take = (what, options) => tab.screenshot(`${FOLDER}${what}-${name}.png`, options);
  await tab.goto(relay.url(`/${language}/teacher#${secret}`));
  await tab.until((count) => document.querySelectorAll('.person').length === count, READERS, { what: 'all readers' });
  await take('teacher', { fullPage: true });
  await tab.click('[data-view="progress"]');
  await take('teacher-progress', { fullPage: true });
  await tab.click('[data-view="list"]');
  await tab.click(`.readers tr[data-reader="${mates[2].host}"] .person`);
  await tab.appears('.reader-code');
  await tab.painted();
  await take('teacher-reader');
  await tab.press('Escape');
  await tab.click('[data-action="board"]');
  await take('teacher-board');
  await tab.press('Escape');
  await tab.click(`.readers tr[data-reader="${reader.host}"] .person`);
  await tab.appears('[data-program]');
  if (width <= 800) await tab.press('Escape');
  await tab.click('[data-action="pause"]');
  await reader.tab.appears('[data-notice="paused"]');
  await reader.tab.page.setViewportSize({ width, height: 844 });
  await reader.tab.page.emulateMedia({ colorScheme });
  await take('teacher-paused');
  await reader.tab.screenshot(`${FOLDER}reader-paused-${name}.png`);
  await tab.click('[data-action="pause"]');
  await tab.close();
}

async function join(school, language) {
  const reader = await school.student(browser, language === 'ru' ? 'Яна' : 'Zoe', { language });
  await reader.tab.goto(school.relay.url(`/${language}/lab`));
  await reader.tab.appears('[data-cell="lab-2"] .cm-content', 20_000);
  return reader;
}
