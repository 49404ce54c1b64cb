// The lessons' programs under native CPython, over the kernel's own sockets: they print what the lesson says they print.

import assert from 'node:assert/strict';
import { LANGUAGES, count, guided, programs, traceback } from '../lib/lessons.mjs';
import { atTheEnd, file, test } from '../lib/suite.mjs';
import { runNatively } from '../differential/native.mjs';

const DEADLINE = 15; // seconds; the slowest lesson waits for five

const text = (lines) => lines.map((line) => `${line}\n`).join('');

file('lesson natively');
let ran = 0;
for (const language of LANGUAGES)
  for (const lesson of programs(language))
    test(`${lesson.slug}, ${lesson.name}, ${language}`, async () => {
      await (lesson.alone ? printsAlone(lesson) : printsWhatTheLessonSays(lesson));
      ran += count(lesson);
    });
for (const lesson of guided()) test(`the authors' guide, ${lesson.name}`, () => printsWhatTheLessonSays(lesson));
atTheEnd(() => ran > 0 && `${ran} programs of the lessons printed natively what the lessons say`);

async function printsAlone({ alone }) {
  const [{ stdout, stderr }] = await runNatively({ parts: [alone], deadline: DEADLINE });
  assert.equal(stdout, text(alone.expect));
  assert.equal(stderr.trimEnd().split('\n').at(-1), alone.error);
  assert.equal(traceback(stderr), traceback(text(alone.expectError)));
}

async function printsWhatTheLessonSays({ server, client }) {
  const [ready, done] = [literally(server.expect[0]), literally(server.expect.at(-1))];
  const [one, other] = await runNatively({ parts: [server, client], ready, done, deadline: DEADLINE });
  assert.equal(one.stdout + one.stderr, text(server.expect));
  assert.equal(other.stdout + other.stderr, text(client.expect));
}

/** A pattern for exactly this text. */
const literally = (wanted) => new RegExp(wanted.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
