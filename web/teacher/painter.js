// When the page is painted: at most a few times a second, however fast messages come, with all that has changed since; and once a
// second anyway, because times go on.

/** The shortest time between two paintings, in milliseconds. */
const BETWEEN = 250;
const TICK = 1_000;

export class Painter {
  #paint;
  #changed = new Set();
  #all = false;
  #last = 0;
  #timer;

  /** `paint` gets the set of changed readers' host names, or undefined if all may have changed. */
  constructor(paint) {
    this.#paint = paint;
    setInterval(() => this.#soon(), TICK);
  }

  one(host) {
    this.#changed.add(host);
    this.#soon();
  }

  all() {
    this.#all = true;
    this.#soon();
  }

  #soon() {
    const wait = Math.max(0, this.#last + BETWEEN - performance.now());
    this.#timer ??= setTimeout(() => requestAnimationFrame(() => this.#now()), wait);
  }

  #now() {
    this.#timer = undefined;
    this.#last = performance.now();
    const changed = this.#all ? undefined : this.#changed;
    this.#changed = new Set();
    this.#all = false;
    this.#paint(changed);
  }
}
