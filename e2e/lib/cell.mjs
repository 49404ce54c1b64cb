// A cell of a page, driven through its documented hooks and nothing else.

import { eventually } from './deadline.mjs';

const OVER = ['finished', 'failed'];

export class Cell {
  constructor(tab, id) {
    this.tab = tab;
    this.id = id;
    this.selector = `[data-cell="${id}"]`;
  }

  /** Waits until the page's program has taken the cell over. */
  async mounted(ms = 20_000) {
    await this.tab.appears(`${this.selector} [data-action="run"]`, ms);
    await this.tab.appears(`${this.selector} .cm-content`, ms);
    return this;
  }

  state() {
    return this.tab.evaluate((selector) => document.querySelector(selector).dataset.state, this.selector);
  }

  /** Waits for one of the states; the one that came. */
  reaches(states, ms = 40_000) {
    const wanted = [states].flat();
    const reached = async () => {
      const state = await this.state();
      return wanted.includes(state) && state;
    };
    return eventually(reached, { ms, what: `cell ${this.id} to be ${wanted.join(' or ')}` }).catch((error) => this.explain(error));
  }

  /** Presses Run, and waits until the state of the run before is over. */
  async run(ms = 5_000) {
    await this.watch();
    await this.tab.click(`${this.selector} [data-action="run"]`);
    const changed = (selector) => document.querySelector(selector).statesSeen.seen.length > 0;
    await this.tab.until(changed, this.selector, { ms, what: `cell ${this.id} to start` });
  }

  /** From now on the cell's states are written down, so that a run's end isn't mistaken for that of the run before. */
  watch() {
    return this.tab.evaluate((selector) => {
      const cell = document.querySelector(selector);
      cell.statesSeen?.observer.disconnect();
      const seen = [];
      const observer = new MutationObserver(() => seen.push(cell.dataset.state));
      observer.observe(cell, { attributeFilter: ['data-state'] });
      cell.statesSeen = { seen, observer };
    }, this.selector);
  }

  stop() {
    return this.tab.click(`${this.selector} [data-action="stop"]`);
  }

  reset() {
    return this.tab.click(`${this.selector} [data-action="reset"]`);
  }

  /** Runs to the end; the end state. */
  async runToEnd(ms = 40_000) {
    await this.run();
    return this.reaches(OVER, ms);
  }

  isOver() {
    return this.state().then((state) => OVER.includes(state));
  }

  /** What the program printed and the console shows: `{ stdout, stderr, all }`. */
  async output() {
    if (await this.isOver()) await this.tab.painted();
    return this.shown();
  }

  shown() {
    return this.tab.evaluate((selector) => {
      const pieces = [...document.querySelectorAll(`${selector} [data-console] [data-stream]`)];
      const text = (wanted) => pieces.filter((one) => wanted.includes(one.dataset.stream)).map((one) => one.textContent).join('');
      return { stdout: text(['stdout']), stderr: text(['stderr']), all: text(['stdout', 'stderr']) };
    }, this.selector);
  }

  /** Waits until the program has printed something that matches; the match. */
  says(pattern, ms = 40_000) {
    const said = async () => (await this.shown()).all.match(pattern);
    return eventually(said, { ms, what: `cell ${this.id} to say ${pattern}` }).catch((error) => this.explain(error));
  }

  /** Adds to an error what the cell shows. */
  async explain(error) {
    const state = await this.state();
    const notes = await this.tab.evaluate(
      (selector) => [...document.querySelectorAll(`${selector} [role="alert"]`)].map((one) => one.textContent).join(' '),
      this.selector,
    );
    throw new Error(`${error.message}; it is ${state}${notes && ` (${notes})`}, and printed:\n${(await this.shown()).all}`);
  }

  code() {
    return this.tab.evaluate((selector) => document.querySelector(`${selector} code-editor`).value, this.selector);
  }

  /** Replaces the program through the editor element's own property: one change, however long, as a paste would be. */
  async setCode(code) {
    await this.tab.evaluate(
      ([selector, text]) => {
        document.querySelector(`${selector} code-editor`).value = text;
      },
      [this.selector, code],
    );
  }

  /** Types a line for input(), once the program asks for one. */
  async answer(line, ms = 10_000) {
    const field = `${this.selector} [data-stdin]`;
    await this.tab.appears(field, ms);
    await this.tab.click(field);
    await this.tab.type(line);
    await this.tab.press('Enter');
  }

  /** Says that there will be no more lines, as Ctrl+D does in a terminal. */
  async endInput(ms = 10_000) {
    const field = `${this.selector} [data-stdin]`;
    await this.tab.appears(field, ms);
    await this.tab.click(field);
    await this.tab.press('Control+d');
  }
}
