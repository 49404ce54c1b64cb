// A Chromium whose WebSockets nobody watches. Drivers of browsers have DevTools report every frame to them, payload and all: in the
// page that takes longer than the frame does, and a reader's browser doesn't do it.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import WebSocket from 'ws';
import { CHROMIUM, QUIET, Tab } from '../lib/browsers.mjs';
import { Native } from '../lib/children.mjs';
import { pause } from '../lib/deadline.mjs';

/** What openLab() needs of a browser. */
export class UnwatchedBrowser {
  static async start() {
    const browser = new UnwatchedBrowser();
    browser.profile = mkdtempSync(join(tmpdir(), 'echoroom-bench-'));
    const args = ['--headless', ...QUIET.split(' '), `--user-data-dir=${browser.profile}`, '--remote-debugging-port=0', 'about:blank'];
    browser.process = new Native(CHROMIUM, args);
    const [, port] = await browser.process.says(/DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)/, 30_000);
    browser.base = `http://127.0.0.1:${port}/json`;
    return browser;
  }

  async tab() {
    const target = await (await fetch(`${this.base}/new?about:blank`, { method: 'PUT' })).json();
    const socket = new WebSocket(target.webSocketDebuggerUrl);
    await new Promise((open, refused) => socket.on('open', open).on('error', refused));
    return new UnwatchedTab(new Page(socket));
  }

  async close() {
    await this.process.kill();
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

class UnwatchedTab extends Tab {
  click(selector) {
    return this.evaluate((wanted) => document.querySelector(wanted).click(), selector);
  }
}

/** The little of a driver's page that a Tab uses. */
class Page {
  constructor(socket) {
    this.socket = socket;
    this.calls = 0;
    this.waiting = new Map();
    socket.on('message', (text) => {
      const { id, error, result } = JSON.parse(text);
      this.waiting.get(id)?.({ error, result });
      this.waiting.delete(id);
    });
  }

  on() {}

  async call(method, params) {
    const id = ++this.calls;
    const answered = new Promise((answer) => this.waiting.set(id, answer));
    this.socket.send(JSON.stringify({ id, method, params }));
    const { error, result } = await answered;
    if (error) throw new Error(error.message);
    return result;
  }

  async goto(url) {
    await this.call('Page.navigate', { url });
    const arrived = `document.readyState === 'complete' && location.href === ${JSON.stringify(url)}`;
    while (!(await this.evaluate(arrived).catch(() => false))) await pause(50);
  }

  /** An expression, or a function with an argument. */
  async evaluate(call, argument) {
    const expression = typeof call === 'string' ? call : `(${call})(${JSON.stringify(argument) ?? ''})`;
    const { result, exceptionDetails } = await this.call('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  async close() {
    await this.call('Page.close', {}).catch(() => {});
    this.socket.close();
  }
}
