// A class of a test's own: its relay, and students who join it in browsers.

import { join, program } from './joining.mjs';
import { openLab } from './lab.mjs';
import { Relay } from './relay.mjs';
import { Skip } from './suite.mjs';

export class School {
  /** A relay for a class of this title; `options` are those of Relay.start. */
  static async open({ title = 'Networks 101', args = [], ...options } = {}) {
    if (process.platform !== 'linux') throw new Skip('a class needs all of 127.0.0.0/8');
    const school = new School();
    school.relay = await Relay.start({ args: ['--class', title, ...args], ...options });
    const [, first, second] = await school.relay.native.says(/join code (\d{4}) (\d{4})/, 15_000);
    school.code = first + second;
    [, school.secret] = await school.relay.native.says(/\/teacher#([0-9a-f]{32})/, 15_000);
    return school;
  }

  /** Joins in a browser profile of their own; `{ tab, person, host, address }`. `options` are those of Browser.tab. */
  async student(browser, name, { language = 'en', ...options } = {}) {
    const tab = await browser.tab(options);
    await tab.goto(this.relay.url(`/${language}/join#${this.code}`));
    const filledIn = () => document.querySelector('[data-join]').elements.code.value.length === 8;
    await tab.until(filledIn, null, { what: 'the code to be filled in' });
    await tab.evaluate((name) => {
      const form = document.querySelector('[data-join]');
      form.elements.name.value = name;
      form.requestSubmit();
    }, name);
    await tab.until(() => !document.querySelector('[data-joined]').hidden, null, { what: 'the student to be let in' });
    const fact = (name) => tab.evaluate((name) => document.querySelector(`[data-joined] [data-${name}]`).textContent, name);
    return { tab, person: await fact('person'), host: await fact('host'), address: await fact('address') };
  }

  /** Joins without a browser; the token. */
  async join(name) {
    return (await join(this.relay.base, { name, code: this.code })).token;
  }

  /** A program of whoever has this token, without a browser. */
  program(token) {
    return program(this.relay.base, token);
  }

  /** The Lab in a student's tab. */
  lab({ tab }, { language } = {}) {
    return openLab({ tab: () => tab }, this.relay, { language, warm: false });
  }

  close() {
    return this.relay?.kill();
  }
}
