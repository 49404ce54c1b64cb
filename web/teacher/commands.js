// What a teacher can do with the class: pause it, let nobody else in, send a program, save the table, close the room.

import { button, h, write } from '../class/dom.js';
import { fill } from '../class/words.js';
import { table, separatorOf } from './csv.js';
import { confirm, Snippet } from './dialogs.js';
import { language, texts } from './texts.js';

export class Commands {
  #model;
  #lessons;
  #tell;
  #said = h('p', { class: 'desk-said', role: 'status' });
  #pause = button(texts.pause, () => this.#togglePause(), { title: texts.pause_title, data: { action: 'pause' } });
  #open = button(texts.stop_joining, () => this.#toggleOpen(), { data: { action: 'open' } });
  #send = button(texts.send, () => this.#snippet.ask(), { data: { action: 'send' } });
  #close = button(texts.close_room, () => this.#askToClose(), { class: 'button danger', data: { action: 'close-room' } });
  #snippet = new Snippet((snippet) => {
    const isSent = this.#tell({ snippet });
    if (isSent) this.#say(fill(texts.said_sent, snippet));
    return isSent;
  });

  /** `tell` sends a message to the relay; whether it could. */
  constructor({ model, lessons, tell }) {
    this.#model = model;
    this.#lessons = lessons;
    this.#tell = tell;
    const save = button(texts.export, () => this.#save(), { data: { action: 'export' } });
    const bar = h('div', { class: 'desk-bar', role: 'group', 'aria-label': texts.commands }, this.#pause, this.#open, this.#send, save, this.#close);
    this.element = h('div', { class: 'desk-commands' }, bar, this.#said, this.#snippet.element);
  }

  /** How the room is now. */
  show({ paused, open }) {
    write(this.#pause, paused ? texts.resume : texts.pause);
    this.#pause.toggleAttribute('data-on', paused);
    write(this.#open, open ? texts.stop_joining : texts.let_in);
    this.#open.toggleAttribute('data-on', !open);
    // What was said last is no longer news, such as that there was no connection.
    this.#say('');
    // Another teacher's page may have done it.
    if (this.#room && this.#room.paused !== paused) this.#say(paused ? texts.said_paused : texts.said_resumed);
    if (this.#room && this.#room.open !== open) this.#say(open ? texts.said_joining : texts.said_not_joining);
    this.#room = { paused, open };
  }
  #room;

  /** The room is closed: what is left to do is to save the table. */
  close() {
    for (const one of [this.#pause, this.#open, this.#send, this.#close]) one.hidden = true;
  }

  askToRemove({ host, person }) {
    const head = fill(texts.remove_head, { person });
    confirm({ head, lead: texts.remove_lead, yes: texts.remove_now, call: () => this.#tell({ remove: { reader: host } }) });
  }

  #togglePause() {
    this.#wish({ pause: !this.#room.paused });
  }

  #toggleOpen() {
    this.#wish({ open: !this.#room.open });
  }

  #wish(message) {
    if (!this.#tell(message)) this.#say(texts.not_connected);
  }

  #askToClose() {
    confirm({ head: texts.close_head, lead: texts.close_lead, yes: texts.close_now, call: () => this.#tell({ close: {} }) });
  }

  #say(words) {
    this.#said.textContent = words;
  }

  #save() {
    const text = table({ lessons: this.#lessons, readers: this.#model.sorted(), words: texts, separator: separatorOf(language) });
    const address = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
    const day = new Date().toISOString().slice(0, 10);
    h('a', { href: address, download: `echoroom-${day}.csv` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  }
}
