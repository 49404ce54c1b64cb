// One small interface over two browsers: Chromium through Playwright, Firefox through WebDriver BiDi (puppeteer-core).

import { chromium } from 'playwright-core';
import puppeteer from 'puppeteer-core';
import { which } from './children.mjs';
import { eventually } from './deadline.mjs';
import { Skip } from './suite.mjs';

/** The Chromium there is. */
export const CHROMIUM = process.env.CHROMIUM ?? which('chromium') ?? which('google-chrome');
const FIREFOX = process.env.FIREFOX ?? null;
/** Its arguments in every test. */
export const QUIET = '--no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update --disable-sync';

/** The browsers the tests run in. */
export const NAMES = ['chromium', 'firefox'];

/** A browser process. */
export class Browser {
  static async start(name, options = {}) {
    const browser = name === 'firefox' ? new Firefox() : new Chromium();
    await browser.launch(options);
    return browser;
  }

  /**
   * A tab, in a profile that all tabs without options share (and with it the browser's cache and storage); with options, in a
   * fresh one. `init` runs in each document first, the rest are Playwright's for a context.
   */
  async tab(options) {
    if (!options) return this.newTab((this.shared ??= await this.newContext({})), {});
    const context = await this.newContext(options);
    const tab = await this.newTab(context, options);
    tab.leave = () => context.close();
    return tab;
  }

  close() {
    return this.process?.close();
  }
}

class Chromium extends Browser {
  async launch({ args = [] }) {
    if (!CHROMIUM) throw new Error('no Chromium: name it in CHROMIUM');
    this.process = await chromium.launch({ executablePath: CHROMIUM, headless: true, args: [...QUIET.split(' '), ...args] });
  }

  newContext({ init, ...options }) {
    return this.process.newContext(options);
  }

  async newTab(context, { init }) {
    const page = await context.newPage();
    if (init) await page.addInitScript(init);
    return new ChromiumTab(page);
  }
}

class Firefox extends Browser {
  async launch({ preferences = {} }) {
    if (!FIREFOX) throw new Skip('no Firefox');
    this.process = await puppeteer.launch({ browser: 'firefox', executablePath: FIREFOX, headless: true, extraPrefsFirefox: preferences });
  }

  newContext() {
    return this.process.createBrowserContext();
  }

  async newTab(context, { init, viewport = { width: 1280, height: 900 } }) {
    const page = await context.newPage();
    await page.setViewport(viewport);
    if (init) await page.evaluateOnNewDocument(init);
    return new FirefoxTab(page);
  }
}

/** What the tests do with a page. Selectors are CSS. */
export class Tab {
  constructor(page) {
    this.page = page;
    /** Console errors, uncaught exceptions and refusals of the Content-Security-Policy. */
    this.problems = [];
    page.on('pageerror', (error) => this.problems.push(String(error?.message ?? error)));
    page.on('console', (message) => {
      if (message.type() === 'error') this.problems.push(message.text());
    });
  }

  goto(url) {
    return this.page.goto(url, { waitUntil: 'load' });
  }

  reload() {
    return this.page.reload({ waitUntil: 'load' });
  }

  /** Runs a function in the page with one argument. */
  evaluate(call, argument) {
    return this.page.evaluate(call, argument);
  }

  /** Waits until a function in the page answers something true. */
  until(call, argument, { ms = 10_000, what = String(call) } = {}) {
    return eventually(() => this.page.evaluate(call, argument), { ms, what });
  }

  /** Waits for an element that is there and visible. */
  appears(selector, ms = 10_000) {
    const visible = (wanted) => [...document.querySelectorAll(wanted)].some((one) => one.getClientRects().length > 0);
    return this.until(visible, selector, { ms, what: `${selector} to appear` });
  }

  /** Waits for two frames: what the page had to show is then shown (the console is painted once a frame). */
  painted() {
    return this.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))));
  }

  type(text) {
    return this.page.keyboard.type(text);
  }

  /** The path of the page, with its query and fragment. */
  where() {
    return this.evaluate(() => location.pathname + location.search + location.hash);
  }

  async close() {
    await this.page.close();
    await this.leave?.();
  }
}

class ChromiumTab extends Tab {
  click(selector) {
    return this.page.locator(selector).first().click({ timeout: 10_000 });
  }

  /** Presses a key or a chord such as `Control+Enter`. */
  press(chord) {
    return this.page.keyboard.press(chord);
  }

  screenshot(path, options) {
    return this.page.screenshot({ path, ...options });
  }
}

class FirefoxTab extends Tab {
  async click(selector) {
    await this.appears(selector);
    const element = await this.page.$(selector);
    await element.scrollIntoView();
    await this.rests(element);
    await element.click();
  }

  /** Waits until an element has stopped moving: this driver clicks where it was. */
  async rests(element) {
    let before = '';
    await eventually(
      async () => {
        await this.painted();
        const now = JSON.stringify(await element.boundingBox());
        const still = now === before;
        before = now;
        return still;
      },
      { what: 'an element to stop moving' },
    );
  }

  async press(chord) {
    const keys = chord.replace('Space', ' ').split('+');
    const last = keys.pop();
    for (const key of keys) await this.page.keyboard.down(key);
    await this.page.keyboard.press(last);
    for (const key of keys.reverse()) await this.page.keyboard.up(key);
  }

  screenshot(path, options) {
    return this.page.screenshot({ path, ...options });
  }
}
