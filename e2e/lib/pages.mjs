// A relay and a browser for the tests of a file: there before the first one and gone after the last.

import { Browser } from './browsers.mjs';
import { Relay } from './relay.mjs';
import { after, atEnd, before } from './suite.mjs';

/** `{ relay, browser, open }`, the first two from the first test on; `options` are those of Browser.start. */
export function usePages(name = 'chromium', options) {
  const pages = { open };
  before(async () => {
    pages.relay = await Relay.start();
    pages.browser = await Browser.start(name, options);
  });
  after(async () => {
    await pages.browser?.close();
    await pages.relay?.kill();
  });
  return pages;

  /** A page in a tab that is closed when the test ends; `tabOptions` are those of Browser.tab: with any, even `{}`, in a profile of its own. */
  async function open(path, tabOptions) {
    const tab = await pages.browser.tab(tabOptions);
    atEnd(() => tab.close());
    await tab.goto(pages.relay.url(path));
    return tab;
  }
}
