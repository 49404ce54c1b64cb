// Questions before what can't be undone, and the program that goes to everybody. Dialogs are the browser's own: it keeps the keyboard
// in them, and Escape closes them.

import { button, h } from '../class/dom.js';
import { texts } from './texts.js';

/** Bytes of a program that the relay takes. */
const MOST_CODE = 64 * 1024;
const LONGEST_NAME = 40;
const FIRST_NAME = 'task.py';

/** Asks, and calls if the answer is yes. */
export function confirm({ head, lead, yes, call }) {
  const no = button(texts.cancel, () => dialog.close(), { data: { action: 'cancel' } });
  const go = button(
    yes,
    () => {
      dialog.close();
      call();
    },
    { class: 'button danger filled', data: { action: 'confirm' } },
  );
  const title = h('h2', { id: 'question' }, head);
  const dialog = h('dialog', { class: 'ask', 'aria-labelledby': 'question' }, title, h('p', {}, lead), h('div', { class: 'ask-buttons' }, no, go));
  dialog.addEventListener('close', () => dialog.remove());
  document.querySelector('[data-teacher]').append(dialog);
  dialog.showModal();
}

/** A program for everybody. What was typed stays when the dialog is closed without sending. */
export class Snippet {
  #file = h('input', { id: 'snippet-file', maxlength: LONGEST_NAME, value: FIRST_NAME, autocomplete: 'off', spellcheck: 'false' });
  #code = h('textarea', { id: 'snippet-code', rows: 14, spellcheck: 'false', autocapitalize: 'off', 'aria-describedby': 'snippet-problem' });
  #problem = h('p', { class: 'problem', id: 'snippet-problem', role: 'alert', hidden: true });
  #send;

  /** `send` takes `{file, code}`. */
  constructor(send) {
    this.#send = send;
    const form = h(
      'form',
      { method: 'dialog', onsubmit: (event) => this.#submit(event) },
      h('h2', { id: 'snippet-head' }, texts.send_head),
      h('p', {}, texts.send_lead),
      h('label', { for: 'snippet-file' }, texts.send_file),
      this.#file,
      h('label', { for: 'snippet-code' }, texts.send_code),
      this.#code,
      this.#problem,
      h(
        'div',
        { class: 'ask-buttons' },
        button(texts.cancel, () => this.element.close(), { data: { action: 'cancel' } }),
        h('button', { type: 'submit', class: 'button filled', data: { action: 'confirm' } }, texts.send_now),
      ),
    );
    this.element = h('dialog', { class: 'ask wide', 'aria-labelledby': 'snippet-head' }, form);
  }

  ask() {
    this.#problem.hidden = true;
    this.element.showModal();
    this.#code.focus();
  }

  #submit(event) {
    const code = this.#code.value;
    const problem = this.#problemWith(code);
    this.#problem.hidden = !problem;
    if (problem) {
      event.preventDefault();
      this.#problem.textContent = problem;
      this.#code.focus();
      return;
    }
    this.#send({ file: this.#file.value.trim() || FIRST_NAME, code });
    this.#code.value = '';
  }

  #problemWith(code) {
    if (code.trim() === '') return texts.send_empty;
    return new TextEncoder().encode(code).length > MOST_CODE ? texts.send_long : undefined;
  }
}
