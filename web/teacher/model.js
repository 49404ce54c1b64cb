// What is known of the room and its readers. Pure: no elements here.

/** In which order a reader's programs are told of: what needs a teacher first. */
const URGENCY = ['failed', 'waiting', 'running', 'loading', 'finished', 'idle'];

export class Model {
  #readers = new Map();
  #compare;
  #sorted;

  /** Names are sorted as this language has it. */
  constructor(language, now = () => performance.now()) {
    const collator = new Intl.Collator(language, { numeric: true, sensitivity: 'base' });
    this.#compare = (one, other) => collator.compare(one.person, other.person) || collator.compare(one.host, other.host);
    this.now = now;
  }

  /** These and nobody else are in the room. */
  replace(readers) {
    this.#readers.clear();
    this.#sorted = undefined;
    for (const reader of readers) this.put(reader);
  }

  /** A reader as they are now, in the relay's words; `joined` is in seconds since 1970. */
  put(reader) {
    this.#sorted = undefined;
    this.#readers.set(reader.host, { ...reader, joined: new Date(reader.joined * 1000).toISOString(), heard: this.now() });
  }

  remove(host) {
    this.#sorted = undefined;
    this.#readers.delete(host);
  }

  reader(host) {
    return this.#readers.get(host);
  }

  get size() {
    return this.#readers.size;
  }

  /** All readers by name. */
  sorted() {
    this.#sorted ??= [...this.#readers.values()].sort(this.#compare);
    return this.#sorted;
  }

  /** How long a program has been in its state, in seconds. */
  lasts(reader, cell) {
    return Math.max(0, Math.floor(cell.since + (this.now() - reader.heard) / 1000));
  }
}

/** A reader's programs that were ever started, what needs a teacher first. */
export function byUrgency({ cells }) {
  const started = cells.filter(({ state }) => state !== 'idle');
  return started.sort((one, other) => URGENCY.indexOf(one.state) - URGENCY.indexOf(other.state));
}

/** Whether it can be stopped. */
export const isActive = ({ state }) => ['loading', 'running', 'waiting'].includes(state);

/** What a list of readers can be narrowed to. */
export const KINDS = {
  all: () => true,
  here: ({ here }) => here,
  running: ({ here, cells }) => here && cells.some(isActive),
  accept: ({ here, cells }) => here && cells.some(({ state, wait }) => state === 'waiting' || (isActive({ state }) && wait === 'accept')),
  failed: ({ cells }) => cells.some(({ state }) => state === 'failed'),
  away: ({ here }) => !here,
};

/** Whether a reader is of this kind and has this text somewhere: in a name, an address, a file, an error. */
export function matches(reader, { kind, text }) {
  if (!KINDS[kind](reader)) return false;
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const { person, host, address, title, page, listens, cells } = reader;
  const ofCells = cells.flatMap(({ state, file, error, wait }) => (state === 'idle' ? [] : [file, error ?? '', state, wait ?? '']));
  const all = [person, host, address, title, page, ...listens, ...ofCells].join(' ').toLowerCase();
  return words.every((word) => all.includes(word));
}
