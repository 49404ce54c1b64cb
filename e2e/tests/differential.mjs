// Each program of e2e/differential runs under native CPython and in the browser; what they print must be equal.

import { Browser } from '../lib/browsers.mjs';
import { Relay } from '../lib/relay.mjs';
import { after, before, test } from '../lib/suite.mjs';
import { Lab } from '../differential/browser.mjs';
import { compare } from '../differential/compare.mjs';
import { programs } from '../differential/programs.mjs';

let relay, browser, lab;

before(async () => {
  relay = await Relay.start();
  browser = await Browser.start('chromium');
  lab = await Lab.open(browser, relay);
});

after(async () => {
  await lab?.close();
  await browser?.close();
  await relay?.kill();
});

for (const program of programs())
  test(
    program.name,
    async () => {
      const differences = await compare(program, lab);
      if (differences) throw differences;
    },
    { seconds: program.deadline * 2 + 20 },
  );
