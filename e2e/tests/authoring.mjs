// A course that is edited while it is read: the open page follows, and what the reader has there stays.

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Browser, NAMES } from '../lib/browsers.mjs';
import { Cell } from '../lib/cell.mjs';
import { Relay } from '../lib/relay.mjs';
import { after, atEnd, before, file, test } from '../lib/suite.mjs';

const LESSON = `---
title: A course
description: It is being written.
order: 1
---

The first paragraph.

${'A long stretch of text.\n\n'.repeat(60)}

\`\`\`python
#| id: server
#| role: server
#| pair: talk
#| file: server.py
#| expect: ready
import socket

with socket.create_server(('', 9097)) as server:
    print('ready')
    connection, address = server.accept()
    connection.sendall(b'old')
\`\`\`

\`\`\`python
#| id: client
#| role: client
#| pair: talk
#| file: client.py
import socket

with socket.create_connection(('localhost', 9097)) as connection:
    print(connection.recv(10))
\`\`\`

The last paragraph.
`;

for (const name of NAMES) {
  file(`authoring in ${name}`);
  let browser, folder, relay;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'echoroom-course-'));
    mkdirSync(join(folder, 'de'));
    write(LESSON);
    relay = await Relay.start({ args: ['--content', folder] });
    browser = await Browser.start(name);
  });
  after(async () => {
    await browser?.close();
    await relay?.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  test('an edit shows in the open page; programs and edits stay, and so does the place', async () => {
    const { tab, server, client } = await open();
    await client.setCode(`${await client.code()}\nprint('mine')`);
    await server.run();
    await server.says(/ready/);
    const place = await tab.evaluate(() => scrollY);
    assert.ok(place > 500, 'the page is scrolled down to its programs');

    write(LESSON.replace('The last paragraph.', 'The new paragraph.').replace('expect: ready', 'expect: steady').replace('A course', 'The course'));
    await shows(tab, 'The new paragraph.');
    assert.equal(await tab.evaluate(() => document.title.split(' · ')[0]), 'The course');
    assert.equal(await tab.evaluate(() => document.querySelector('.cell-expect pre').textContent), 'steady');
    assert.equal(await server.state(), 'waiting', 'the server goes on');
    assert.ok(Math.abs((await tab.evaluate(() => scrollY)) - place) < 60, 'the page stays where it was');

    assert.equal(await client.runToEnd(), 'finished');
    assert.equal((await client.output()).stdout, "b'old'\nmine\n");
    assert.deepEqual(tab.problems, []);
  });

  test('a program that its author changed is the new one, and the old one ends', async () => {
    const { tab, server, client } = await open();
    await server.run();
    await server.says(/ready/);
    write(LESSON.replace("b'old'", "b'new'"));
    await tab.until(() => document.querySelector('[data-cell="server"]').dataset.state === 'idle', null, { what: 'the new program' });
    await server.mounted();
    assert.match(await server.code(), /b'new'/);
    await server.run();
    await server.says(/ready/);
    assert.equal(await client.runToEnd(), 'finished');
    assert.equal((await client.output()).stdout, "b'new'\n");
    assert.deepEqual(tab.problems, []);
  });

  test('an output that answers a question is folded when it is new, and stays as its reader left it when it is edited', async () => {
    const question = '> [!IMPORTANT]\n> What will it print?\n>\n> - [x] ready\n> - [ ] nothing\n>\n> **ready**, it says.\n\n';
    const asking = LESSON.replace('```python', `${question}\`\`\`python`);
    const { tab, server } = await open(asking);
    const isOpen = () => document.querySelector('.cell-expect').open;
    assert.equal(await tab.evaluate(isOpen), false);
    const edited = asking.replace("b'old'", "b'new'");
    write(edited);
    await tab.until(() => document.querySelector('[data-cell="server"]').textContent.includes("b'new'"), null, { what: 'the new program' });
    await server.mounted();
    assert.equal(await tab.evaluate(isOpen), false);
    await tab.click('.cell-expect summary');
    write(edited.replace('expect: ready', 'expect: steady'));
    await tab.until(() => document.querySelector('.cell-expect pre').textContent === 'steady', null, { what: 'the new output' });
    assert.equal(await tab.evaluate(isOpen), true);
    assert.deepEqual(tab.problems, []);
  });

  test('a mistake is shown with file and line, above the last good version', async () => {
    const { tab } = await open();
    write(LESSON.replace('The first', 'No first').replace('#| role: client', '#| roll: client'));
    await tab.appears('[data-mistakes]');
    const said = await tab.evaluate(() => document.querySelector('[data-mistakes] ul').textContent);
    assert.equal(said, `de/kurs.md:${lineOf('#| role: client')}: unknown option \`roll\`: did you mean \`role\`?`);
    await shows(tab, 'The first paragraph.');
    write(LESSON.replace('The first', 'The mended'));
    await shows(tab, 'The mended paragraph.');
    await tab.until(() => document.querySelector('[data-mistakes]').hidden, null, { what: 'the mistakes to go' });
    assert.deepEqual(tab.problems, []);
  });

  function write(text) {
    writeFileSync(join(folder, 'de', 'kurs.md'), text);
  }

  async function open(lesson = LESSON) {
    write(lesson);
    // What another test edited there is no concern of this one.
    const tab = await browser.tab({ init: () => location.protocol === 'http:' && localStorage.clear() });
    atEnd(() => tab.close());
    await tab.goto(relay.url('/de/kurs'));
    const [server, client] = [new Cell(tab, 'server'), new Cell(tab, 'client')];
    await server.mounted();
    await client.mounted();
    await shows(tab, 'The first paragraph.');
    await tab.until(() => document.querySelector('[data-cell="server"] code-editor').value.includes("b'old'"), null, { what: 'the lesson as it begins' });
    return { tab, server, client };
  }
}

/** The line of a piece of the lesson, counted from 1. */
const lineOf = (piece) => LESSON.slice(0, LESSON.indexOf(piece)).split('\n').length;

const shows = (tab, text) => tab.until((wanted) => document.querySelector('article').textContent.includes(wanted), text, { what: `the page to show ${text}` });
