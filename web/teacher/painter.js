// When the page is painted: at most a few times a second, however fast messages come; and once a second anyway, because times go on.

/** The shortest time between two paintings, in milliseconds. */
const BETWEEN = 250;
const TICK = 1_000;

export class Painter {
  #paint;
  #last = 0;
  #timer;

  constructor(paint) {
    this.#paint = paint;
    setInterval(() => this.soon(), TICK);
  }

  /** Something has changed. */
  soon() {
    const wait = Math.max(0, this.#last + BETWEEN - performance.now());
    this.#timer ??= setTimeout(() => requestAnimationFrame(() => this.#now()), wait);
  }

  #now() {
    this.#timer = undefined;
    this.#last = performance.now();
    this.#paint();
  }
}
