// A class over plain http: two students join with a code, and their programs meet by name.

import assert from 'node:assert/strict';
import { Browser } from '../lib/browsers.mjs';
import { School } from '../lib/school.mjs';
import { after, atEnd, before, test } from '../lib/suite.mjs';

let school, browser;
before(async () => {
  school = await School.open();
  browser = await Browser.start('chromium');
});
after(async () => {
  await browser?.close();
  await school?.close();
});

test('students join by a code and meet by name', async () => {
  const anna = await school.student(browser, 'Анна');
  const boris = await school.student(browser, 'Boris');
  assert.deepEqual([anna.person, anna.host], ['Анна', 'anna']);
  assert.match(anna.address, /^10\.\d+\.\d+\.\d+$/);

  const [hers, his] = [await school.lab(anna), await school.lab(boris)];
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
    print(socket.getnameinfo(client.getpeername(), 0), socket.gethostbyaddr('${boris.address}')[0])
try:
    socket.create_connection(('192.0.2.1', 80))
except PermissionError as error:
    print(error)
`);
  await his.first.reaches('finished');
  const { stdout } = await his.first.output();
  assert.equal(stdout, `${boris.address} ${anna.address} boris\n('anna', '9090') boris\n[Errno 13] Permission denied\n`);
});

test('who has not joined is led to where that is done, and back', async () => {
  const tab = await browser.tab({});
  await tab.goto(school.relay.url('/en/lab'));
  await school.lab({ tab });
  await tab.click('[data-cell="lab-1"] [data-action="run"]');
  await tab.until(() => location.pathname === '/en/join', null, { what: 'the join page' });
  await tab.until(() => document.activeElement?.name === 'name', null, { what: 'its form to be ready' });
  await tab.evaluate((code) => {
    const form = document.querySelector('[data-join]');
    form.elements.name.value = 'Vera';
    form.elements.code.value = code;
    form.requestSubmit();
  }, school.code);
  await tab.until(() => document.querySelector('[data-go]').pathname === '/en/lab', null, { what: 'the way back' });
});

test('readers who open all they can keep nobody out, with few descriptors', async () => {
  const small = await School.open({ through: ['prlimit', '--nofile=256:256'] });
  atEnd(() => small.close());
  const opens = async (name, sockets) => {
    const program = await small.program(await small.join(name));
    for (let opened = 0; opened < sockets; opened += 1) await program.listen('127.0.0.1:0', () => () => {});
  };
  const hoarders = Array.from({ length: 6 }, (_, number) => opens(`Hoarder ${number}`, 60));
  const refused = (await Promise.allSettled(hoarders)).filter(({ status }) => status === 'rejected').map(({ reason }) => reason.message);
  assert.ok(refused.length > 0 && refused.every((errno) => errno === 'ENFILE'), refused.join());
  await Promise.all(Array.from({ length: 20 }, (_, number) => opens(`Student ${number}`, 0)));
});

test('whom the relay knows no more is told so where they join', async () => {
  const tab = await browser.tab({});
  await tab.goto(school.relay.url('/en/join'));
  await tab.until(() => document.activeElement?.name === 'name', null, { what: 'the form to be ready' });
  assert.equal(await tab.evaluate(() => document.querySelector('[data-again]').hidden), true);
  await tab.evaluate(() => localStorage.setItem('echoroom:token', 'of a relay before'));
  await tab.goto(school.relay.url('/en/join'));
  await tab.until(() => !document.querySelector('[data-again]').hidden, null, { what: 'the sentence' });
});
