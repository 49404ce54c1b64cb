// Questions before what can't be undone, and the program that goes to everybody. Dialogs are the browser's own: it keeps the keyboard
// in them, and Escape closes them.

import { button, h } from '../class/dom.js';
import { bytes } from '../class/words.js';
import { texts } from './texts.js';

/** Bytes of a program that the relay takes. */
const MOST_CODE = 64 * 1024;
const LONGEST_NAME = 40;
const FIRST_NAME = 'task.py';

/** Asks, and calls if the answer is yes: `call` says whether it could be done. */
export function confirm({ head, lead, yes, call }) {
  const no = button(texts.cancel, () => dialog.close(), { data: { action: 'cancel' } });
  const go = button(
    yes,
    () => {
      if (call()) dialog.close();
      else tellProblem(problem, texts.not_connected);
    },
    { class: 'button danger filled', data: { action: 'confirm' } },
  );
  const title = h('h2', { id: 'question' }, head);
  const problem = h('p', { class: 'problem', role: 'alert', hidden: true });
  const dialog = h('dialog', { class: 'ask', 'aria-labelledby': 'question' }, title, h('p', {}, lead), problem, h('div', { class: 'ask-buttons' }, no, go));
  dialog.addEventListener('close', () => dialog.remove());
  document.querySelector('[data-teacher]').append(dialog);
  dialog.showModal();
}

/** A program for everybody. What was typed stays until it is sent. */
export class Snippet {
  #file = h('input', { id: 'snippet-file', maxlength: LONGEST_NAME, value: FIRST_NAME, autocomplete: 'off', spellcheck: 'false' });
  #code = h('textarea', { id: 'snippet-code', rows: 14, spellcheck: 'false', autocapitalize: 'off', 'aria-describedby': 'snippet-problem' });
  #problem = h('p', { class: 'problem', id: 'snippet-problem', role: 'alert', hidden: true });
  #send;

  /** `send` takes `{file, code}`; whether it could. */
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
    const problem = this.#trySending(this.#code.value);
    tellProblem(this.#problem, problem);
    if (!problem) {
      this.#code.value = '';
      return;
    }
    event.preventDefault();
    this.#code.focus();
  }

  /** What was in the way, if anything was. */
  #trySending(code) {
    if (code.trim() === '') return texts.send_empty;
    if (bytes(code) > MOST_CODE) return texts.send_long;
    const isSent = this.#send({ file: this.#file.value.trim() || FIRST_NAME, code });
    return isSent ? undefined : texts.not_connected;
  }
}

function tellProblem(place, problem) {
  place.textContent = problem ?? '';
  place.hidden = !problem;
}
