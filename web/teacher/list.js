// The readers as a table, sorted by name. Rows are changed in place: with two hundred readers, several change in each moment.

import { button, h, write } from '../class/dom.js';
import { fill } from '../class/words.js';
import { byUrgency, isActive, matches } from './model.js';
import { doing, lasting, texts } from './texts.js';

/** Programs shown in a row; the rest is counted. */
const SHOWN = 3;
const COLUMNS = ['name', 'address', 'page', 'programs', 'listens', 'exercises'];

export class List {
  #model;
  #exercises;
  #open;
  #rows = new Map();
  #wanted = { kind: 'all', text: '' };
  #body = h('tbody', { role: 'rowgroup' });
  #nobody = h('p', { class: 'desk-empty', hidden: true });

  /** `exercises` is how many there are; `open` is told whose programs are to be looked at. */
  constructor({ model, exercises, open }) {
    this.#model = model;
    this.#exercises = exercises;
    this.#open = open;
    const heads = COLUMNS.map((name) => h('th', { scope: 'col', role: 'columnheader', class: `of-${name}` }, texts[name]));
    const table = h(
      'table',
      // Said in so many words, because narrow pages lay rows out as cards.
      { class: 'readers', role: 'table', 'aria-label': texts.readers_table },
      h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' }, ...heads)),
      this.#body,
    );
    this.#body.addEventListener('keydown', (event) => this.#walk(event));
    this.element = h('section', { class: 'list' }, table, this.#nobody);
  }

  filter(wanted) {
    this.#wanted = wanted;
    this.paint();
  }

  /** Shows what has changed since the last time. Times go on in all rows. */
  paint() {
    const readers = this.#model.sorted();
    this.#drop();
    let place = this.#body.firstElementChild;
    for (const reader of readers) {
      const row = this.#rows.get(reader.host) ?? this.#add(reader);
      if (row.element === place) place = place.nextElementSibling;
      else this.#body.insertBefore(row.element, place);
      this.#show(row, reader);
      row.element.hidden = !matches(reader, this.#wanted);
      this.#tick(row);
    }
    const none = readers.length === 0 ? texts.nobody : texts.no_match;
    const shown = [...this.#rows.values()].some(({ element }) => !element.hidden);
    write(this.#nobody, none);
    this.#nobody.hidden = shown;
    this.element.toggleAttribute('data-empty', !shown);
  }

  /** Puts the keyboard back on a reader. */
  focus(host) {
    this.#rows.get(host)?.name.focus();
  }

  /** Marks whose programs are looked at. */
  mark(host) {
    for (const [known, { element }] of this.#rows) element.toggleAttribute('data-looked', known === host);
  }

  #drop() {
    for (const [host, { element }] of this.#rows) {
      if (this.#model.reader(host)) continue;
      element.remove();
      this.#rows.delete(host);
    }
  }

  #add(reader) {
    const { host } = reader;
    const name = button('', () => this.#open(host), { class: 'button person', data: { action: 'look' } });
    const cells = Object.fromEntries(COLUMNS.slice(1).map((column) => [column, h('td', { role: 'cell', class: `of-${column}` })]));
    const head = h('th', { scope: 'row', role: 'rowheader', class: 'of-name' }, h('span', { class: 'presence', 'aria-hidden': 'true' }), name, h('span', { class: 'host' }, host));
    const element = h('tr', { role: 'row', data: { reader: host } }, head, ...Object.values(cells));
    const programs = h('div', { class: 'programs' });
    cells.programs.append(programs);
    const row = { element, name, cells, place: programs, times: [] };
    this.#rows.set(host, row);
    return row;
  }

  /** The model has a new object for each change of a reader. */
  #show(row, reader) {
    if (row.reader === reader) return;
    row.reader = reader;
    const { element, name, cells } = row;
    element.dataset.here = reader.here ? 'yes' : 'no';
    write(name, reader.person);
    name.title = fill(texts.open_reader, { person: reader.person });
    write(cells.address, reader.address);
    write(cells.page, reader.here ? reader.title : texts.away);
    write(cells.listens, reader.listens.map(short).join(' '));
    write(cells.exercises, this.#exercises > 0 ? `${reader.passed.length}/${this.#exercises}` : '');
    this.#showPrograms(row);
  }

  #showPrograms(row) {
    const { reader, place } = row;
    const programs = byUrgency(reader);
    const signature = JSON.stringify(programs.map(({ file, state, wait, error }) => [file, state, wait, error]));
    if (row.signature !== signature) {
      row.signature = signature;
      row.times = programs.slice(0, SHOWN).map(() => h('span', { class: 'lasting' }));
      const items = programs.slice(0, SHOWN).map((cell, at) => program(cell, row.times[at]));
      const rest = programs.length - SHOWN;
      const more = rest > 0 && h('span', { class: 'more' }, fill(texts.more, { count: rest }));
      place.replaceChildren(...items, ...(more ? [more] : []));
    }
    row.programs = programs;
  }

  #tick({ reader, programs, times, element }) {
    if (element.hidden) return;
    times.forEach((time, at) => write(time, isActive(programs[at]) && reader.here ? lasting(this.#model.lasts(reader, programs[at])) : ''));
  }

  /** The arrow keys go from name to name. */
  #walk(event) {
    const step = { ArrowDown: 'nextElementSibling', ArrowUp: 'previousElementSibling' }[event.key];
    if (!step || !event.target.matches('.person')) return;
    let row = event.target.closest('tr')[step];
    while (row?.hidden) row = row[step];
    row?.querySelector('.person').focus();
    event.preventDefault();
  }
}

/** A program in a row: a mark of its own shape for each state, its file, and the words. */
function program(cell, time) {
  const words = doing(cell);
  return h(
    'span',
    { class: 'program', data: { state: cell.state }, title: `${cell.file}: ${words}` },
    h('span', { class: 'mark', 'aria-hidden': 'true' }),
    h('span', { class: 'file' }, cell.file),
    ' ',
    h('span', { class: 'words' }, words),
    ' ',
    time,
  );
}

/** `0.0.0.0:9090/tcp` without what goes without saying. */
const short = (listens) => listens.replace(/\/tcp$/, '');
