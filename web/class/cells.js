// The programs of the page as the relay is told of them: what they do, and while the teacher looks, their code and output. All of it
// comes by the page's hooks (README.md).

import { bytes, cut } from './words.js';

/** A program that waits and goes on many times a second is told of this often at most, in milliseconds. */
const BETWEEN_STATES = 250;
/** How often code and output are compared with what was sent last while the teacher looks, in milliseconds. */
const BETWEEN_LOOKS = 1_000;
/** Bytes that the relay takes: of a program's code, of a message with all of them, of an error and of a file's name. */
const MOST_CODE = 64 * 1024;
const MOST_SEEN = 480 * 1024;
const MOST_ERROR = 600;
const MOST_NAME = 128;

export class Cells {
  #send;
  /** By id: the newest facts, and since when they are true. */
  #known = new Map();
  #untold = new Set();
  #timer;
  #looking;
  #seen = '';

  /** `send` takes a message. */
  constructor(send) {
    this.#send = send;
    document.addEventListener('cell-state', ({ detail }) => this.#note(detail));
    document.addEventListener('cell-gone', ({ detail }) => this.#forget(detail.cell));
    // Those that were here before this script.
    for (const cell of document.querySelectorAll('[data-cell]')) {
      const facts = ask(cell);
      if (facts.state) this.#note(facts);
    }
  }

  /** Tells everything anew: the relay has nothing of this page yet. */
  tellAll() {
    for (const id of this.#known.keys()) this.#untold.add(id);
    this.#tell();
    this.#seen = '';
  }

  /** Whether the teacher looks at this page. */
  look(on) {
    clearInterval(this.#looking);
    this.#seen = '';
    if (!on) return;
    this.#looking = setInterval(() => this.#show(), BETWEEN_LOOKS);
    this.#show();
  }

  #note({ cell, file, state, wait, error, key }) {
    const known = this.#known.get(cell);
    // What was never started is no news.
    if (!known && state === 'idle') return;
    const isSame = known && ['state', 'wait', 'error'].every((fact) => known.facts[fact] === { state, wait, error }[fact]);
    const since = isSame ? known.since : performance.now();
    this.#known.set(cell, { facts: { cell, file, state, wait, error, key }, since });
    this.#untold.add(cell);
    this.#timer ??= setTimeout(() => this.#tell(), known ? BETWEEN_STATES : 0);
  }

  #forget(cell) {
    if (!this.#known.delete(cell)) return;
    this.#untold.delete(cell);
    this.#send({ gone: { cell } });
  }

  #tell() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const id of this.#untold) {
      const { facts, since } = this.#known.get(id);
      const cell = {
        ...facts,
        file: cut(facts.file, MOST_NAME),
        error: facts.error && cut(facts.error, MOST_ERROR),
        since: Math.floor((performance.now() - since) / 1000),
      };
      this.#send({ cell });
    }
    this.#untold.clear();
  }

  #show() {
    const cells = [];
    let room = MOST_SEEN;
    for (const cell of this.#inOrder()) {
      const { cell: id, file, code, console } = ask(cell);
      // The page's program hasn't come to it yet.
      if (!id) continue;
      const one = { cell: id, file: cut(file, MOST_NAME), code: cut(code, MOST_CODE), console };
      room -= bytes(JSON.stringify(one));
      if (room < 0) break;
      cells.push(one);
    }
    const seen = JSON.stringify(cells);
    if (seen === this.#seen) return;
    if (this.#send({ seen: { cells } })) this.#seen = seen;
  }

  /** Those that were started first, as not all may fit. */
  #inOrder() {
    const all = [...document.querySelectorAll('[data-cell]')];
    const isKnown = (cell) => this.#known.has(cell.dataset.cell);
    return [...all.filter(isKnown), ...all.filter((cell) => !isKnown(cell))];
  }
}

/** Stops a program, as the teacher wants. */
export function stop(id) {
  const cell = document.querySelector(`[data-cell="${CSS.escape(id)}"]`);
  cell?.dispatchEvent(new CustomEvent('cell-stop', { bubbles: true }));
}

/** What the page's program says of a cell; nothing before it runs. */
function ask(cell) {
  const detail = {};
  cell.dispatchEvent(new CustomEvent('cell-ask', { bubbles: true, detail }));
  return detail;
}
