// What a reader is told of the room, above the text and in sight wherever the page is scrolled to.

import { button, h } from './dom.js';
import { fill } from './words.js';

const texts = JSON.parse(document.querySelector('[data-room-texts]').textContent);
const lab = `/${document.documentElement.lang}/lab`;
const join = `/${document.documentElement.lang}/join`;
/** By name: what is shown. */
const shown = new Map();
let place;

/** A place that is there before anything is said in it, as screen readers need. */
export function open() {
  place = h('div', { class: 'notices room-notices', role: 'status', data: { room: '' } });
  document.querySelector('[data-notices]').after(place);
}

export const looking = (on) => show('looking', on && [texts.looking]);
export const paused = (on) => show('paused', on && [texts.paused], 'room-paused');
export const removed = () => show('over', [texts.removed, h('a', { href: join }, texts.rejoin)]);
export const closed = () => show('over', [texts.closed]);
export const waits = (file) => show('snippet', [fill(texts.snippet, { file }), h('a', { href: lab }, texts.to_lab), dismissal('snippet')]);
export const full = (file) => show('snippet', [fill(texts.no_space, { file })]);

/** A program has come to the Lab: where it is. */
export function arrived(file) {
  const go = small(texts.show, () => {
    const sheet = [...document.querySelectorAll('[data-lab] [data-cell]')].at(-1);
    sheet?.scrollIntoView({ block: 'start' });
    sheet?.querySelector('code-editor')?.focusEditor();
    show('snippet', false);
  });
  show('snippet', [fill(texts.arrived, { file }), go, dismissal('snippet')]);
}

/** Shows a notice, or takes it away where there is nothing to say. */
function show(name, parts, id) {
  shown.get(name)?.remove();
  shown.delete(name);
  if (!parts) return;
  const [words, ...rest] = parts;
  const notice = h('div', { class: `notice room-${name}`, data: { notice: name } }, h('p', { id }, words), ...rest);
  shown.set(name, notice);
  place.append(notice);
}

const small = (words, press) => button(words, press, { class: 'button small' });
const dismissal = (name) => small(texts.dismiss, () => show(name, false));
