// Thirty students at once: four in browsers, and as many programs of the others as the relay sees of browsers.

import assert from 'node:assert/strict';
import { Browser } from '../lib/browsers.mjs';
import { Cell } from '../lib/cell.mjs';
import { eventually } from '../lib/deadline.mjs';
import { program } from '../lib/lessons.mjs';
import { School } from '../lib/school.mjs';
import { after, before, test } from '../lib/suite.mjs';

const NAMES = ['Анна', 'Boris', 'Vera', 'Глеб'];
const OTHERS = 26;
const CHAT = 9118;
/** Four browsers boot Python at the same moment. */
const PATIENCE = 120_000;

let school, browser, students, others;
before(async () => {
  school = await School.open();
  browser = await Browser.start('chromium');
  students = await Promise.all(NAMES.map((name) => school.student(browser, name)));
  others = await Promise.all(Array.from({ length: OTHERS }, (_, number) => other(`Student ${number + 1}`)));
});
after(async () => {
  await browser?.close();
  await school?.close();
});

/** One without a browser: `{ name, token }`. */
const other = async (name) => ({ name, token: await school.join(name) });

/** A stream that is read as text. */
async function lines(client, address) {
  const heard = { text: '' };
  const id = await client.stream(address, (bytes) => (heard.text += Buffer.from(bytes).toString()));
  heard.say = (line) => client.send(id, Buffer.from(`${line}\n`));
  heard.has = (text) => eventually(() => heard.text.includes(text), { ms: PATIENCE, what: `somebody to hear “${text}”` });
  return heard;
}

async function cells({ tab }, lesson) {
  await tab.goto(school.relay.url(`/en/${lesson.slug}`));
  return [await new Cell(tab, lesson.server.id).mounted(), await new Cell(tab, lesson.client.id).mounted()];
}

test('all run the echo pair at once, each on the port 9090 of their own', async () => {
  const lesson = program('en', 'echo');
  const inBrowsers = await Promise.all(students.map((student) => cells(student, lesson)));
  const servers = await Promise.all(others.map(({ token }) => school.program(token)));
  await Promise.all([
    ...inBrowsers.map(async ([server]) => {
      await server.run();
      await server.reaches('waiting', PATIENCE);
    }),
    ...servers.map((server) => server.listen('0.0.0.0:9090', (id) => (bytes) => server.send(id, bytes))),
  ]);

  await Promise.all([
    ...inBrowsers.map(async ([server, client]) => {
      await client.run();
      await client.reaches('finished', PATIENCE);
      const { stdout } = await client.output();
      for (const line of lesson.client.expect) assert.ok(stdout.includes(line), `${line} in\n${stdout}`);
      await server.reaches('finished');
    }),
    ...others.map(async (other) => {
      const client = await school.program(other.token);
      const echo = await lines(client, '127.0.0.1:9090');
      echo.say(`hello from ${other.name}`);
      await echo.has(`hello from ${other.name}\n`);
      await client.bye();
    }),
  ]);
  await Promise.all(servers.map((server) => server.bye()));
  return `${students.length + others.length} servers on port 9090 at once`;
}, { seconds: 300 });

test("a chat of one's is everybody's, by name", async () => {
  const lesson = program('en', 'chat');
  const inBrowsers = await Promise.all(students.map((student) => cells(student, lesson)));
  const [[server]] = inBrowsers;
  await server.run();
  await server.says(/The chat is open/, PATIENCE);

  const typed = inBrowsers.map(async ([, client], number) => {
    await client.setCode(lesson.client.code.replace("'localhost'", "'anna'"));
    await client.run();
    await client.answer(NAMES[number], PATIENCE);
    await client.says(new RegExp(`\\* ${NAMES[number]} is here`), PATIENCE);
  });
  const joined = others.map(async (other) => {
    const client = await school.program(other.token);
    const { addresses } = await client.request({ t: 'resolve', host: 'anna', family: 'inet' });
    const chat = await lines(client, `${addresses[0].split(':')[0]}:${CHAT}`);
    chat.say(other.name);
    await chat.has(`* ${other.name} is here\n`);
    return { client, chat, name: other.name };
  });
  await Promise.all(typed);
  const chatting = await Promise.all(joined);

  for (const { chat, name } of chatting) chat.say(`hello from ${name}`);
  for (const [, client] of inBrowsers) await client.answer('hello from a browser');
  const all = [...chatting.map(({ name }) => `${name}: hello from ${name}\n`), ...NAMES.map((name) => `${name}: hello from a browser\n`)];
  for (const { chat } of chatting) for (const line of all) await chat.has(line);
  for (const [, client] of inBrowsers) {
    const hasAll = async () => {
      const { stdout } = await client.shown();
      return all.every((line) => stdout.includes(line));
    };
    await eventually(hasAll, { ms: PATIENCE, what: 'a browser to show all lines' }).catch((error) => client.explain(error));
  }
  await Promise.all(chatting.map(({ client }) => client.bye()));
  return `${all.length} in the chat, and each heard all`;
}, { seconds: 300 });
