// One reader's programs, code and output, as they are at this moment. The reader's pages say that somebody looks.

import { button, h, write } from '../class/dom.js';
import { fill } from '../class/words.js';
import { coloured } from '../editor/colour.js';
import { isActive } from './model.js';
import { doing, lasting, texts, timeOf } from './texts.js';

/** How near to its end output must be scrolled to follow what comes, in pixels. */
const NEAR = 16;

export class Reader {
  #tell;
  #closed;
  #cells = new Map();
  #reader;
  #name = h('h2', { tabindex: '-1' });
  #facts = h('p', { class: 'reader-facts' });
  #note = h('p', { class: 'reader-note' });
  #programs = h('div');

  /** `remove` is told whom to remove; `closed`, who is no longer looked at. */
  constructor({ tell, remove, closed }) {
    this.#tell = tell;
    this.#closed = closed;
    const back = button(texts.back, () => this.close(), { class: 'button small quiet back', data: { action: 'back' } });
    const away = button(texts.remove, () => remove(this.#reader), { class: 'button small danger', data: { action: 'remove' } });
    const head = h('header', { class: 'reader-head' }, back, this.#name, this.#facts, h('p', { class: 'reader-known' }, texts.they_know), away);
    this.element = h('aside', { class: 'desk-reader', hidden: true }, head, this.#note, this.#programs);
    // The keyboard's place may have gone with a program; a dialog has its own Escape.
    document.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && !document.querySelector('dialog[open]')) this.close();
    });
  }

  /** The host name of who is looked at; undefined if nobody is. */
  get host() {
    return this.#reader?.host;
  }

  open(reader) {
    if (this.host !== reader.host) {
      this.#reader = reader;
      this.#hasSeen = false;
      this.#cells.clear();
      this.#programs.replaceChildren();
      this.#tell({ look: { reader: reader.host } });
    }
    this.element.hidden = false;
    document.querySelector('[data-teacher]').dataset.looking = reader.host;
    this.#showFacts();
    this.#name.focus();
  }
  #hasSeen = false;

  /** The connection is new: the relay doesn't know any more who is looked at. */
  lookAgain() {
    if (this.#reader) this.#tell({ look: { reader: this.host } });
  }

  close() {
    const { host } = this;
    if (!host) return;
    this.#reader = undefined;
    this.#tell({ look: null });
    this.element.hidden = true;
    delete document.querySelector('[data-teacher]').dataset.looking;
    this.#closed(host);
  }

  /** Code and output have come: all of one page's programs. */
  see({ reader, page, cells }) {
    if (reader !== this.host) return;
    this.#hasSeen = true;
    const ids = new Set(cells.map(({ cell }) => cell));
    this.#drop((id) => pageOf(id) === page && !ids.has(id));
    for (const cell of cells) this.#cell(cell.cell).show(cell);
    this.#showFacts();
    this.#showStates();
  }

  /** What the programs do, by what the model knows. */
  paint(model) {
    const fresh = this.#reader && model.reader(this.host);
    if (!fresh) return;
    this.#reader = fresh;
    this.#model = model;
    this.#drop((id) => !fresh.pages.includes(pageOf(id)));
    this.#showFacts();
    this.#showStates();
  }
  #model;

  #cell(id) {
    const known = this.#cells.get(id);
    if (known) return known;
    const shown = new Program(() => this.#tell({ stop: { reader: this.host, cell: id } }));
    this.#cells.set(id, shown);
    this.#programs.append(shown.element);
    return shown;
  }

  #drop(isGone) {
    for (const [id, { element }] of this.#cells) {
      if (!isGone(id)) continue;
      element.remove();
      this.#cells.delete(id);
    }
  }

  #showFacts() {
    const { person, host, address, listens, title, here, joined } = this.#reader;
    write(this.#name, person);
    this.element.setAttribute('aria-label', person);
    const facts = [host, address, ...(listens.length > 0 ? [`${texts.listens}: ${listens.join(' ')}`] : []), here ? title : texts.away, fill(texts.joined, { time: timeOf(joined) })];
    write(this.#facts, facts.join(' · '));
    const note = !here ? texts.is_away : !this.#hasSeen ? texts.not_yet : this.#cells.size === 0 ? texts.nothing_open : '';
    write(this.#note, note);
    this.#note.hidden = note === '';
  }

  #showStates() {
    const states = new Map(this.#reader.cells.map((cell) => [cell.cell, cell]));
    for (const [id, shown] of this.#cells) {
      const state = states.get(id) ?? { state: 'idle', wait: null, error: null, since: 0 };
      shown.showState(state, this.#model && isActive(state) ? lasting(this.#model.lasts(this.#reader, state)) : '');
    }
  }
}

/** The number of the page that a program is on: programs are named `3.echo-server`. */
const pageOf = (id) => Number(id.split('.', 1)[0]);

/** One of their programs. It opens by itself when it is first seen to do something. */
class Program {
  #file = h('span', { class: 'file' });
  #words = h('span', { class: 'words' });
  #lasting = h('span', { class: 'lasting' });
  #code = h('pre', { class: 'reader-code', tabindex: '0', translate: 'no' });
  #console = h('pre', { class: 'reader-console', tabindex: '0', translate: 'no' });
  #stop;
  #shown = {};
  #wasOpened = false;

  constructor(stop) {
    this.#stop = button(texts.stop, stop, { class: 'button small', hidden: true, data: { action: 'stop' } });
    const summary = h('summary', {}, h('span', { class: 'mark', 'aria-hidden': 'true' }), this.#file, this.#words, this.#lasting);
    this.element = h('details', { class: 'reader-program', data: { state: 'idle' } }, summary, this.#stop, this.#code, this.#console);
  }

  show({ cell, file, code, console }) {
    this.element.dataset.program = cell;
    write(this.#file, file);
    if (this.#shown.file !== file) {
      this.#code.setAttribute('aria-label', fill(texts.code_of, { file }));
      this.#console.setAttribute('aria-label', fill(texts.console_of, { file }));
      this.#stop.setAttribute('aria-label', fill(texts.stop_of, { file }));
    }
    if (this.#shown.code !== code) this.#code.replaceChildren(coloured(code));
    if (this.#shown.console !== console) this.#print(console);
    this.#shown = { file, code, console };
  }

  showState(state, time) {
    this.element.dataset.state = state.state;
    write(this.#words, doing(state));
    write(this.#lasting, time);
    this.#stop.hidden = !isActive(state);
    if (state.state !== 'idle' && !this.#wasOpened) this.element.open = this.#wasOpened = true;
  }

  #print(text) {
    const place = this.#console;
    const follows = place.scrollHeight - place.scrollTop - place.clientHeight < NEAR;
    place.textContent = text === '' ? texts.no_output : text;
    place.toggleAttribute('data-none', text === '');
    if (follows) place.scrollTop = place.scrollHeight;
  }
}
