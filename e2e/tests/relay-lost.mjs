// The relay goes away and comes back: the page says so, its programs end, and everything works again without a reload.

import assert from 'node:assert/strict';
import { Browser, NAMES } from '../lib/browsers.mjs';
import { eventually } from '../lib/deadline.mjs';
import { openLab } from '../lib/lab.mjs';
import { freePort, isFree } from '../lib/ports.mjs';
import { Relay } from '../lib/relay.mjs';
import { after, atEnd, before, file, test } from '../lib/suite.mjs';

for (const name of NAMES) {
  file(`relay lost in ${name}`);
  let relay, browser;
  before(async () => {
    relay = await Relay.start();
    browser = await Browser.start(name);
  });
  after(async () => {
    await browser?.close();
    await relay?.kill();
  });

  const notice = (tab) => tab.evaluate(() => document.querySelector('[data-notices]').innerText.trim());
  const server = (port) => `import socket\nserver = socket.create_server(("", ${port}))\nprint("listening")\nserver.accept()\n`;

  for (const signal of ['SIGKILL', 'SIGTERM'])
    test(`the relay is ended by ${signal}, and started again`, async () => {
      if (!relay.native.running) relay = await Relay.start();
      const { tab, first, second, run } = await openLab(browser, relay);
      atEnd(() => tab.close());
      await run(first, 'print("warm")');
      await first.reaches('finished');
      assert.equal(await notice(tab), '');
      const port = await freePort();
      await run(first, server(port));
      await first.reaches('waiting');

      const { code } = await relay.kill(signal);
      if (signal === 'SIGTERM') assert.equal(code, 0, 'a relay that was asked to end ends well');
      assert.ok(await isFree(port), 'the kernel has closed the program’s port');
      await first.reaches('failed', 5_000);
      const advice = async () => /echoroom serve|cargo xtask serve/.test(await notice(tab));
      await eventually(advice, { ms: 5_000, what: 'a notice that says how to start the relay' });
      await second.setCode('print("nothing")');
      await second.run();
      await eventually(() => second.isOver().then((over) => over || notice(tab)), { what: 'a word about the missing relay' });

      relay = await Relay.start({ port: relay.port });
      await eventually(async () => (await notice(tab)) === '', { ms: 15_000, what: 'the notice to go' });
      await run(first, server(port));
      await first.reaches('waiting');
      await run(second, `import socket\nsocket.create_connection(("127.0.0.1", ${port}))\nprint("connected")`);
      await second.reaches('finished');
      await first.reaches('finished');
      assert.equal((await second.output()).stdout, 'connected\n');
    });
}
