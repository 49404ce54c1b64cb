// The Lab page with its two cells: where tests run programs of their own.

import { Cell } from './cell.mjs';
import { usePages } from './pages.mjs';
import { before } from './suite.mjs';

/** The first run of a page loads the runtime: seconds, and on a busy machine many. */
const LOADING = 60_000;
const AT_REST = ['idle', 'finished', 'failed'];
/** A program that goes on in spite of Stop is ended by the page after a second. */
const ENDING = 5_000;

/**
 * Opens the Lab in a tab; `{ tab, first, second, run }`. `warm` waits until the page has fetched the runtime and kept a snapshot
 * of Python's memory, so that many programs one after another start fast; `options` are those of Browser.tab.
 */
export async function openLab(browser, relay, { language = 'en', warm = true, options } = {}) {
  const tab = await browser.tab(options);
  await tab.goto(relay.url(`/${language}/lab`));
  const first = await new Cell(tab, 'lab-1').mounted();
  const second = await new Cell(tab, 'lab-2').mounted();
  if (warm) await tab.until(hasSnapshot, null, { ms: LOADING, what: 'a snapshot to be kept in IndexedDB' });
  return { tab, first, second, run };
}

/** For the tests of a file: a relay, a browser and its Lab, there before the first test and gone after the last; openLab()'s and those. */
export function useLab(name = 'chromium') {
  const lab = usePages(name);
  before(async () => Object.assign(lab, await openLab(lab.browser, lab.relay)));
  return lab;
}

/** Whether the page has put a snapshot of Python's memory by (database `echoroom`, store `runtime`). */
function hasSnapshot() {
  return new Promise((resolve) => {
    const opening = indexedDB.open('echoroom');
    opening.onerror = () => resolve(false);
    opening.onupgradeneeded = () => opening.transaction.abort();
    opening.onsuccess = () => {
      const counting = opening.result.transaction('runtime').objectStore('runtime').count();
      counting.onsuccess = () => {
        opening.result.close();
        resolve(counting.result > 0);
      };
    };
  });
}

/** Puts a program into a cell and starts it; returns once it runs. What a failed test has left running there is ended first. */
async function run(cell, code) {
  if (!AT_REST.includes(await cell.state())) await cell.stop();
  await cell.reaches(AT_REST, ENDING);
  await cell.setCode(code);
  await cell.run();
  await cell.reaches(['running', 'waiting', 'finished', 'failed'], LOADING);
}
