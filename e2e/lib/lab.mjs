// The Lab page with its two cells: where tests run programs of their own.

import { Cell } from './cell.mjs';

/** The first run of a page loads the runtime: seconds, and on a busy machine many. */
const LOADING = 60_000;

/** Opens the Lab in a fresh tab; `{ tab, first, second, run }`. */
export async function openLab(browser, relay, { language = 'en', options } = {}) {
  const tab = await browser.tab(options);
  await tab.goto(relay.url(`/${language}/lab`));
  const first = await new Cell(tab, 'lab-1').mounted();
  const second = await new Cell(tab, 'lab-2').mounted();
  return { tab, first, second, run };
}

/** Puts a program into a cell and starts it; returns once it runs. */
async function run(cell, code) {
  await cell.setCode(code);
  await cell.run();
  await cell.reaches(['running', 'waiting', 'finished', 'failed'], LOADING);
}
