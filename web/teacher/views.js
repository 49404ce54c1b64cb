// Two ways to look at a class, of which one is shown.

import { button, h } from '../class/dom.js';
import { texts } from './texts.js';

export class Views {
  #parts;
  #buttons;

  /** `parts` are each view's elements, by its name. */
  constructor(parts) {
    this.#parts = parts;
    const names = Object.keys(parts);
    this.#buttons = new Map(names.map((name) => [name, button(texts[`view_${name}`], () => this.show(name), { class: 'button view', data: { view: name } })]));
    this.element = h('div', { class: 'views', role: 'group', 'aria-label': texts.views }, ...this.#buttons.values());
    this.show(names[0]);
  }

  show(wanted) {
    for (const [name, elements] of Object.entries(this.#parts)) {
      this.#buttons.get(name).setAttribute('aria-pressed', String(name === wanted));
      for (const element of elements) element.hidden = name !== wanted;
    }
  }
}
