// Progress at a glance: a row for each reader, a column for each exercise, and how many have passed it.

import { h, write } from '../class/dom.js';
import { fill } from '../class/words.js';
import { dayOf, texts } from './texts.js';

export class Progress {
  #columns;
  #rows = new Map();
  #body = h('tbody');

  /** `lessons` are those that have exercises. */
  constructor(lessons) {
    this.#columns = lessons.flatMap(({ slug, exercises }, at) =>
      exercises.map(({ name, title }, of) => ({ key: `${slug}/${name}`, title, isOdd: at % 2 === 1, isFirst: of === 0, count: h('td', { class: 'passed-count' }) })),
    );
    if (this.#columns.length === 0) {
      this.element = h('section', { class: 'progress-view' }, h('p', { class: 'desk-empty' }, texts.no_exercises));
      return;
    }
    this.element = h(
      'section',
      // It scrolls, so the keyboard must be able to get there.
      { class: 'progress-view', tabindex: '0', role: 'region', 'aria-label': texts.progress_table },
      h('table', { class: 'matrix', 'aria-label': texts.progress_table }, this.#head(lessons), this.#body),
    );
  }

  #head(lessons) {
    const groups = lessons.map(({ title, href, exercises }, at) =>
      h('th', { scope: 'colgroup', colspan: exercises.length, class: `group ${at % 2 === 1 ? 'odd' : ''}` }, h('a', { href, title }, title)),
    );
    const titles = this.#columns.map((column) => h('th', { scope: 'col', class: classOf(column, 'exercise') }, h('span', {}, column.title)));
    const counts = this.#columns.map((column) => {
      column.count.className = classOf(column, 'passed-count');
      return column.count;
    });
    return h(
      'thead',
      {},
      h('tr', {}, h('th', { scope: 'row', class: 'corner' }, texts.lesson), ...groups, h('th', { rowspan: 2, scope: 'col', class: 'total' }, texts.total)),
      h('tr', {}, h('td', { class: 'corner' }), ...titles),
      h('tr', { class: 'counts' }, h('th', { scope: 'row', class: 'corner' }, texts.passed_of_all), ...counts, h('td')),
    );
  }

  paint(model) {
    const readers = model.sorted();
    for (const [host, { element }] of this.#rows) {
      if (model.reader(host)) continue;
      element.remove();
      this.#rows.delete(host);
    }
    let place = this.#body.firstElementChild;
    for (const reader of readers) {
      const row = this.#rows.get(reader.host) ?? this.#add(reader.host);
      if (row.element === place) place = place.nextElementSibling;
      else this.#body.insertBefore(row.element, place);
      this.#show(row, reader);
    }
    for (const column of this.#columns) this.#count(column, readers.length);
  }

  #add(host) {
    const cells = this.#columns.map((column) => h('td', { class: classOf(column) }));
    const [name, total] = [h('th', { scope: 'row', class: 'corner' }), h('td', { class: 'total' })];
    const row = { element: h('tr', { data: { reader: host } }, name, ...cells, total), name, cells, total, passed: new Set() };
    this.#rows.set(host, row);
    return row;
  }

  #show(row, reader) {
    if (row.reader === reader) return;
    row.reader = reader;
    const { person, passed } = reader;
    write(row.name, person);
    const days = new Map(passed.map(({ lesson, exercise, day }) => [`${lesson}/${exercise}`, day]));
    row.passed = new Set(days.keys());
    let done = 0;
    this.#columns.forEach(({ key }, at) => {
      const cell = row.cells[at];
      const day = days.get(key);
      if (day !== undefined) done += 1;
      if (cell.shown === day) return;
      cell.shown = day;
      cell.toggleAttribute('data-passed', day !== undefined);
      const words = day === undefined ? '' : fill(texts.passed_on, { day: dayOf(day) });
      cell.title = words;
      cell.replaceChildren(...(words ? [h('span', { class: 'visually-hidden' }, words)] : []));
    });
    write(row.total, `${done}/${this.#columns.length}`);
  }

  #count(column, readers) {
    let passed = 0;
    for (const row of this.#rows.values()) if (row.passed.has(column.key)) passed += 1;
    write(column.count, String(passed));
    column.count.style.setProperty('--share', readers > 0 ? passed / readers : 0);
  }
}

const classOf = ({ isOdd, isFirst }, own) => [own, isOdd && 'odd', isFirst && 'first'].filter(Boolean).join(' ');
