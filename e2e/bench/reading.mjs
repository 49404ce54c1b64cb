// How soon a lesson can be read: what must come before its first words, and when they are painted, without any script and with all.

import { gzipSync } from 'node:zlib';
import { slugs } from '../lib/lessons.mjs';
import { median } from './table.mjs';

const RUNS = 7;
const LANGUAGE = 'ru';

/** Rows: bytes of HTML and styles (there are no fonts to fetch), and the first paint of a lesson, scripts blocked and not. */
export async function reading({ relay, browser, row, figure }) {
  const sizes = [];
  for (const slug of slugs(LANGUAGE)) sizes.push([await before(relay, `/${LANGUAGE}/${slug}`), slug]);
  sizes.sort(([a], [b]) => a - b);
  const [bytes, slug] = sizes.at(-1);
  figure(`to read the longest lesson (${slug}): HTML and styles, compressed`, bytes / 1e3, 'kB', null);

  const path = relay.url(`/${LANGUAGE}/${slug}`);
  const bare = [];
  const whole = [];
  const loaded = [];
  // In turns, so that both meet the same machine.
  for (let run = 0; run < RUNS; run += 1) {
    bare.push((await paint(browser, path, true)).painted);
    const { painted, load } = await paint(browser, path, false);
    whole.push(painted);
    loaded.push(load);
  }
  const ms = (times) => `${median(times).toFixed(0)} ms`;
  row('first words, with scripts', ms(whole), 'scripts blocked', ms(bare), median(whole) / median(bare), null);
  row('the page with its editors', ms(loaded), 'its first words', ms(whole), median(loaded) / median(whole), null);
}

/** Bytes that come before anything can be painted: the page and its styles, as the relay sends them compressed. */
async function before(relay, path) {
  const page = await fetch(relay.url(path)).then((answer) => answer.text());
  const styles = [...page.matchAll(/<link [^>]*href="([^"]+\.css)"/g)].map(([, href]) => href);
  let bytes = gzipSync(page, { level: 6 }).length;
  for (const href of styles) {
    const answer = await fetch(relay.url(href), { headers: { 'accept-encoding': 'br' } });
    bytes += Number(answer.headers.get('content-length'));
  }
  return bytes;
}

/** A first visit, in a fresh profile: milliseconds to the first words, and until everything is in its place. */
async function paint(browser, url, blocked) {
  const tab = await browser.tab({});
  if (blocked) await tab.page.route(/\.(js|mjs|wasm)$/, (route) => route.abort());
  await tab.goto(url);
  const painted = await tab.until(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime, null, { what: 'a first paint' });
  let load = null;
  if (!blocked) {
    await tab.appears('.cm-content', 20_000);
    load = await tab.evaluate(() => performance.now());
  }
  await tab.close();
  return { painted, load };
}
