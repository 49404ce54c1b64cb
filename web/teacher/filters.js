// What narrows the list: kinds of readers with how many there are of each, and a text.

import { button, h, write } from '../class/dom.js';
import { KINDS } from './model.js';
import { texts } from './texts.js';

export class Filters {
  #wanted = { kind: 'all', text: '' };
  #tell;
  #kinds;

  /** `tell` hears each new wish. */
  constructor(tell) {
    this.#tell = tell;
    const kinds = Object.keys(KINDS).map((kind) => {
      const count = h('span', { class: 'count' });
      const one = button(texts[kind], () => this.#want({ kind }), { class: 'button kind', data: { kind } });
      one.append(' ', count);
      return [kind, { button: one, count }];
    });
    this.#kinds = new Map(kinds);
    const field = h('input', {
      type: 'search',
      class: 'filter',
      placeholder: texts.filter,
      'aria-label': texts.filter,
      autocomplete: 'off',
      spellcheck: 'false',
      data: { filter: '' },
      oninput: () => this.#want({ text: field.value }),
    });
    const buttons = [...this.#kinds.values()].map(({ button }) => button);
    this.element = h('div', { class: 'filters', role: 'group', 'aria-label': texts.filters }, field, h('div', { class: 'kinds' }, ...buttons));
    this.#show();
  }

  /** Shows how many readers there are of each kind. */
  count(model) {
    const readers = model.sorted();
    for (const [kind, { count }] of this.#kinds) write(count, String(readers.filter(KINDS[kind]).length));
  }

  #want(wish) {
    this.#wanted = { ...this.#wanted, ...wish };
    this.#show();
    this.#tell(this.#wanted);
  }

  #show() {
    for (const [kind, { button }] of this.#kinds) button.setAttribute('aria-pressed', String(kind === this.#wanted.kind));
  }
}
