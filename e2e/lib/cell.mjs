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
  reaches(states, ms = 20_000) {
    const wanted = [states].flat();
    let seen;
    return eventually(
      async () => {
        seen = await this.state();
        return wanted.includes(seen) && seen;
      },
      { ms, what: `cell ${this.id} to be ${wanted.join(' or ')}` },
    ).catch(async (error) => {
      throw new Error(`${error.message}; it is ${seen}, and printed:\n${(await this.output()).all}`);
    });
  }

  run() {
    return this.tab.click(`${this.selector} [data-action="run"]`);
  }

  stop() {
    return this.tab.click(`${this.selector} [data-action="stop"]`);
  }

  reset() {
    return this.tab.click(`${this.selector} [data-action="reset"]`);
  }

  /** Runs to the end; the end state. */
  async runToEnd(ms = 20_000) {
    await this.run();
    await this.started();
    return this.reaches(OVER, ms);
  }

  /** Waits until a Run that was pressed has left the previous run's state behind. */
  started(ms = 5_000) {
    return this.reaches(['loading', 'running', 'waiting', ...OVER], ms);
  }

  isOver() {
    return this.state().then((state) => OVER.includes(state));
  }

  /** What the program printed: `{ stdout, stderr, all }`. */
  output() {
    return this.tab.evaluate((selector) => {
      const pieces = [...document.querySelectorAll(`${selector} [data-console] [data-stream]`)];
      const text = (wanted) => pieces.filter((one) => wanted.includes(one.dataset.stream)).map((one) => one.textContent).join('');
      return { stdout: text(['stdout']), stderr: text(['stderr']), all: text(['stdout', 'stderr']) };
    }, this.selector);
  }

  /** Waits until the program has printed something that matches; the match. */
  says(pattern, ms = 20_000) {
    return eventually(async () => (await this.output()).all.match(pattern), { ms, what: `cell ${this.id} to say ${pattern}` });
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
