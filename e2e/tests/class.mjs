// A class over plain http: two students join with a code, and their programs meet by name.

import assert from 'node:assert/strict';
import { Browser } from '../lib/browsers.mjs';
import { openLab } from '../lib/lab.mjs';
import { Relay } from '../lib/relay.mjs';
import { Skip, after, before, test } from '../lib/suite.mjs';

let relay, browser, code;
before(async () => {
  if (process.platform !== 'linux') throw new Skip('a class needs all of 127.0.0.0/8');
  relay = await Relay.start({ args: ['--class', 'Networks 101'] });
  const [, first, second] = await relay.native.says(/join code (\d{4}) (\d{4})/, 15_000);
  code = first + second;
  browser = await Browser.start('chromium');
});
after(async () => {
  await browser?.close();
  await relay?.kill();
});

/** Joins in a browser profile of their own, and opens the Lab in it. */
async function student(name) {
  const tab = await browser.tab({});
  await tab.goto(relay.url(`/en/join#${code}`));
  await tab.until(() => document.querySelector('[data-join]').elements.code.value.length === 8, null, { what: 'the code to be filled in' });
  await tab.evaluate((name) => {
    const form = document.querySelector('[data-join]');
    form.elements.name.value = name;
    form.requestSubmit();
  }, name);
  await tab.until(() => !document.querySelector('[data-joined]').hidden, null, { what: 'the student to be let in' });
  const facts = await tab.evaluate(() => ['person', 'host', 'address'].map((fact) => document.querySelector(`[data-${fact}]`).textContent));
  return { tab, facts };
}

/** The Lab in that tab. */
const labOf = (tab) => openLab({ tab: () => tab }, relay, { warm: false });

test('students join by a code and meet by name', async () => {
  const anna = await student('Анна');
  const boris = await student('Boris');
  assert.deepEqual(anna.facts.slice(0, 2), ['Анна', 'anna']);
  assert.match(anna.facts[2], /^10\.\d+\.\d+\.\d+$/);

  const [hers, his] = [await labOf(anna.tab), await labOf(boris.tab)];
  await hers.run(hers.first, `import socket
with socket.create_server(('', 9090)) as server:
    connection, (host, port) = server.accept()
    with connection:
        connection.sendall(host.encode())
`);
  await hers.first.reaches('waiting');
  await his.run(his.first, `import socket
with socket.create_connection(('anna', 9090)) as client:
    print(client.recv(100).decode(), client.getpeername()[0], socket.gethostname())
try:
    socket.create_connection(('192.0.2.1', 80))
except PermissionError as error:
    print(error)
`);
  await his.first.reaches('finished');
  const { stdout } = await his.first.output();
  assert.equal(stdout, `${boris.facts[2]} ${anna.facts[2]} boris\n[Errno 13] Permission denied\n`);
});

test('who has not joined is led to where that is done, and back', async () => {
  const tab = await browser.tab({});
  await tab.goto(relay.url('/en/lab'));
  await labOf(tab);
  await tab.click('[data-cell="lab-1"] [data-action="run"]');
  await tab.until(() => location.pathname === '/en/join', null, { what: 'the join page' });
  await tab.until(() => document.activeElement?.name === 'name', null, { what: 'its form to be ready' });
  await tab.evaluate((code) => {
    const form = document.querySelector('[data-join]');
    form.elements.name.value = 'Vera';
    form.elements.code.value = code;
    form.requestSubmit();
  }, code);
  await tab.until(() => document.querySelector('[data-go]').pathname === '/en/lab', null, { what: 'the way back' });
});
