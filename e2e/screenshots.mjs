// Pictures of every kind of page, to be looked at: `node e2e/screenshots.mjs [PART…]` saves them in target/screenshots.
//
// Both languages, light and dark, 1440 and 390 px wide; lessons and the Lab after their programs have run.

import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Browser } from './lib/browsers.mjs';
import { Cell } from './lib/cell.mjs';
import { LANGUAGES, programs } from './lib/lessons.mjs';
import { Relay } from './lib/relay.mjs';

const FOLDER = fileURLToPath(new URL('../target/screenshots/', import.meta.url));
const WIDTHS = [1440, 390];
const SCHEMES = ['light', 'dark'];
/** The programs that are run for a picture, and lessons that are only read. */
const PICTURED = ['echo', 'udp-echo', 'framing', 'many-threads'];
const READ = ['what-is-hard', 'ports', 'errors'];

const TROUBLE = `import socket

# Nobody listens on this port.
client = socket.socket()
client.connect(("127.0.0.1", 9))
`;

const WAITING = `import socket

with socket.create_server(("", 9090)) as server:
    print("Waiting for a client")
    connection, address = server.accept()
`;

const chosen = process.argv.slice(2);
mkdirSync(FOLDER, { recursive: true });
const relay = await Relay.start();
const browser = await Browser.start('chromium');
try {
  for (const language of LANGUAGES)
    for (const width of WIDTHS)
      for (const colorScheme of SCHEMES) await takeAll(language, width, colorScheme);
} finally {
  await browser.close();
  await relay.kill();
}
process.exit(0);

async function takeAll(language, width, colorScheme) {
  const tab = await browser.tab({ viewport: { width, height: width > 800 ? 1000 : 844 }, colorScheme, deviceScaleFactor: width > 800 ? 1 : 2 });
  const take = async (name, options = {}) => {
    const path = `${FOLDER}${name}-${language}-${width}-${colorScheme}.png`;
    if (chosen.length === 0 || chosen.some((part) => path.includes(part))) await tab.screenshot(path, options);
  };

  await tab.goto(relay.url(`/${language}/`));
  await take('index', { fullPage: true });
  await tab.goto(relay.url(`/${language}/no-such-page`));
  await take('missing');
  await tab.goto(relay.url(`/${language}/search?q=${language === 'ru' ? 'сокета' : 'sockets'}`));
  await take('search', { fullPage: true });

  for (const lesson of programs(language)) {
    if (!PICTURED.includes(lesson.name)) continue;
    await tab.goto(relay.url(`/${language}/${lesson.slug}`));
    const { server, client } = await runPair(tab, lesson);
    await take(`lesson-${lesson.slug}`, { fullPage: true });
    await tab.evaluate((selector) => document.querySelector(selector).scrollIntoView({ block: 'center' }), server.selector);
    await take(`pair-${lesson.slug}`);
    if (!(await server.isOver())) await server.stop();
    if (!(await client.isOver())) await client.stop();
  }

  for (const slug of READ) {
    await tab.goto(relay.url(`/${language}/${slug}`));
    await tab.painted();
    await take(`lesson-${slug}`, { fullPage: true });
  }

  await tab.goto(relay.url(`/${language}/lab`));
  const cells = [await new Cell(tab, 'lab-1').mounted(), await new Cell(tab, 'lab-2').mounted()];
  await take('lab-empty', { fullPage: true });
  for (const [index, code] of [WAITING, TROUBLE].entries()) {
    await cells[index].setCode(code);
    await cells[index].run();
  }
  await cells[0].reaches('waiting');
  await cells[1].reaches('failed');
  await take('lab', { fullPage: true });
  await tab.close();
}

async function runPair(tab, lesson) {
  const server = await new Cell(tab, lesson.server.id).mounted();
  const client = await new Cell(tab, lesson.client.id).mounted();
  await server.run();
  await server.reaches(['waiting', 'running']);
  await server.says(/./);
  await client.run();
  await client.reaches(['running', 'finished']);
  for (const line of lesson.client.stdin.slice(0, -1)) await client.answer(line);
  if (lesson.client.stdin.length === 0) await client.reaches('finished');
  else await client.says(/\n[^]*\n/);
  return { server, client };
}
