// A class over https with a certificate of its own: the page is a secure context, and programs meet over wss.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Browser } from '../lib/browsers.mjs';
import { which } from '../lib/children.mjs';
import { School } from '../lib/school.mjs';
import { Skip, after, before, test } from '../lib/suite.mjs';

/** Nobody vouches for the certificate: in these tabs that is no error. */
const BELIEVING = { ignoreHTTPSErrors: true };

let folder, school, browser;
before(async () => {
  if (!which('openssl')) throw new Skip('no openssl to make a certificate with');
  folder = mkdtempSync(join(tmpdir(), 'echoroom-tls-'));
  const [certificate, key] = ['relay.crt', 'relay.key'].map((name) => join(folder, name));
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2',
    '-subj', '/CN=relay', '-addext', 'subjectAltName=IP:127.0.0.1', '-out', certificate, '-keyout', key], { stdio: 'ignore' });
  school = await School.open({ args: ['--tls-cert', certificate, '--tls-key', key] });
  browser = await Browser.start('chromium');
});
after(async () => {
  await browser?.close();
  await school?.close();
  if (folder) rmSync(folder, { recursive: true });
});

test('the echo pair of two students runs over https, in a secure context', async () => {
  const anna = await school.student(browser, 'Anna', BELIEVING);
  const boris = await school.student(browser, 'Boris', BELIEVING);
  const [hers, his] = [await school.lab(anna), await school.lab(boris)];
  const page = await his.tab.evaluate(() => [location.protocol, isSecureContext, crossOriginIsolated]);
  assert.deepEqual(page, ['https:', true, true]);
  await hers.run(hers.first, `import socket
with socket.create_server(('', 9091)) as server:
    connection, address = server.accept()
    with connection:
        while data := connection.recv(1024):
            connection.sendall(data)
`);
  await hers.first.reaches('waiting');
  await his.run(his.first, `import socket
with socket.create_connection(('${anna.host}', 9091)) as client:
    client.sendall(b'over TLS')
    print(client.recv(1024).decode())
`);
  await his.first.reaches('finished');
  assert.equal((await his.first.output()).stdout, 'over TLS\n');
  await hers.first.reaches('finished');
  const problems = [...anna.tab.problems, ...boris.tab.problems];
  assert.deepEqual(problems.filter((text) => /cross-origin|mixed content|insecure/i.test(text)), []);
});

test('who types the address without https gets there', async () => {
  const tab = await browser.tab(BELIEVING);
  await tab.goto(school.relay.url('/en/join').replace('https:', 'http:'));
  assert.equal(await tab.evaluate(() => location.protocol), 'https:');
});
