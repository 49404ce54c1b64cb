// The exercises of the lessons: the author's solution passes its check, the program to start from doesn't, and typical wrong answers
// get the sentence meant for them. Natively, and in the page.

import assert from 'node:assert/strict';
import { Cell } from '../lib/cell.mjs';
import { checkNatively, exercises } from '../lib/exercises.mjs';
import { LANGUAGES } from '../lib/lessons.mjs';
import { usePages } from '../lib/pages.mjs';
import { file, test } from '../lib/suite.mjs';

/** Two typical wrong answers at least: what a check says of them is half of its worth. */
const WRONG = 2;

/** Checks wait more than they compute, and each exercise has a port of its own, the same in all languages. */
const TOGETHER = { together: 3 };
const PATIENCE = { seconds: 600 };

file('exercise natively', TOGETHER);
for (const slug of lessons())
  test(slug, async () => {
    for (const language of LANGUAGES)
      for (const exercise of exercisesOf(slug, language)) await judgesRightly(exercise, (code) => checkNatively(exercise, code, language));
  }, PATIENCE);

file('exercise in chromium', TOGETHER);
const pages = usePages();

for (const slug of lessons())
  test(slug, async () => {
    for (const language of LANGUAGES) {
      const tab = await pages.open(`/${language}/${slug}`);
      for (const exercise of exercisesOf(slug, language)) await judgesRightly(exercise, (code) => checkInPage(tab, exercise, code));
      assert.deepEqual(tab.problems, []);
    }
  }, PATIENCE);

/** The lessons that have exercises. */
function lessons() {
  return new Set(LANGUAGES.flatMap((language) => exercises(language).map(({ slug }) => slug)));
}

function exercisesOf(slug, language) {
  return exercises(language).filter((exercise) => exercise.slug === slug);
}

async function judgesRightly({ name, code, solution, wrong }, check) {
  assert.ok(wrong.length >= WRONG, `${name} has ${wrong.length} wrong answers`);
  assert.deepEqual(await check(solution), { passed: true }, `the solution of ${name}`);
  const { passed, broken } = await check(code);
  assert.ok(!passed && !broken, `the program that ${name} starts from: ${passed ? 'passed' : broken}`);
  for (const answer of wrong) {
    const verdict = await check(answer.code);
    assert.ok(verdict.wrong?.includes(answer.message), `expected “${answer.message}”, got ${JSON.stringify(verdict)} for ${name}:\n${answer.code}`);
  }
}

/** As checkNatively() answers. */
async function checkInPage(tab, { name }, code) {
  const cell = await new Cell(tab, name).mounted();
  await cell.setCode(code);
  const box = `[data-exercise="${name}"]`;
  await tab.click(`${box} [data-action="check"]`);
  const [verdict, text] = await tab.until((selector) => {
    const { dataset, textContent } = document.querySelector(selector);
    return dataset.verdict !== 'checking' && [dataset.verdict, textContent];
  }, `${box} [data-verdict]`, { ms: 90_000, what: `a verdict on ${name}` });
  return verdict === 'passed' ? { passed: true } : { [verdict]: text };
}
