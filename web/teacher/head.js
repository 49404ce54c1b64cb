// How to join, always in sight and, on demand, large enough for the back of the room; and how many are here.

import { generate } from 'lean-qr';
import { button, h, write } from '../class/dom.js';
import { counted, texts } from './texts.js';

export class Head {
  #address = h('p', { class: 'join-address' });
  #code = h('p', { class: 'join-code' });
  #picture = h('button', { type: 'button', class: 'join-picture', 'aria-label': texts.show_large, title: texts.show_large, onclick: () => this.#board.showModal() });
  #here = h('p', { class: 'here-count' });
  #board = new Board();

  constructor() {
    const large = button(texts.show_large, () => this.#board.showModal(), { class: 'button small', data: { action: 'board' } });
    const ways = h('div', { class: 'join-ways' }, this.#address, this.#code, h('div', { class: 'join-foot' }, this.#here, large));
    this.element = h('section', { class: 'desk-head', 'aria-label': texts.join_code }, this.#picture, ways, this.#board.element);
  }

  show(told) {
    const join = told.join.length > 0 ? told.join : [`${location.origin}/join`];
    const room = { ...told, join };
    const { code, open } = room;
    write(this.#address, plain(join[0]));
    write(this.#code, open ? code : texts.join_closed);
    this.element.toggleAttribute('data-shut', !open);
    this.#picture.hidden = !open;
    this.#picture.replaceChildren(picture(withCode(room)));
    this.#board.show(room);
  }

  count(model) {
    const here = model.sorted().filter((reader) => reader.here).length;
    write(this.#here, counted(texts.readers_here, here, { all: model.size }));
  }
}

/** The same for a projector. */
class Board {
  #title = h('p', { class: 'board-title' });
  #address = h('p', { class: 'board-address' });
  #others = h('p', { class: 'board-others' });
  #code = h('p', { class: 'board-code' });
  #picture = h('div', { class: 'board-picture' });

  constructor() {
    const words = (text) => h('p', { class: 'board-words' }, text);
    const ways = h('div', { class: 'board-ways' }, words(texts.join_open), this.#address, this.#others, words(texts.join_code), this.#code);
    const shut = button(texts.close, () => this.element.close(), { data: { action: 'close' } });
    this.element = h('dialog', { class: 'board', 'aria-label': texts.show_large }, h('header', {}, this.#title, shut), h('div', { class: 'board-main' }, ways, this.#picture));
  }

  showModal() {
    this.element.showModal();
  }

  show(room) {
    const [first, ...others] = room.join;
    write(this.#title, room.title);
    write(this.#address, plain(first));
    write(this.#others, others.length > 0 ? `${texts.join_also} ${others.map(plain).join(', ')}` : '');
    write(this.#code, room.open ? room.code : texts.join_closed);
    this.#picture.replaceChildren(picture(withCode(room)));
    this.#picture.hidden = !room.open;
  }
}

/** What phones are led to: the code stands behind the #, so that it is never part of a request. */
const withCode = ({ join, code }) => `${join[0]}#${code.replaceAll(' ', '')}`;

/** An address as it is typed. */
const plain = (address) => address?.replace(/^http:\/\//, '') ?? '';

const SVG = 'http://www.w3.org/2000/svg';

/** A QR code; dark on light whatever the page's colours are, as cameras expect. */
function picture(text) {
  const code = generate(text);
  // The margin of four that the standard asks for.
  const size = code.size + 8;
  let outline = '';
  for (let y = 0; y < code.size; y += 1) for (let x = 0; x < code.size; x += 1) if (code.get(x, y)) outline += `M${x + 4} ${y + 4}h1v1h-1z`;
  const svg = document.createElementNS(SVG, 'svg');
  const attributes = { viewBox: `0 0 ${size} ${size}`, role: 'img', 'aria-label': texts.picture, 'shape-rendering': 'crispEdges' };
  for (const [name, value] of Object.entries(attributes)) svg.setAttribute(name, value);
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', outline);
  svg.append(path);
  return svg;
}
