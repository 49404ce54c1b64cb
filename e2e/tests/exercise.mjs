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

/** Checks wait more than they compute, and each exercise has a port of its own. */
const TOGETHER = { together: 3 };

file('exercise natively', TOGETHER);
for (const [slug, language, all] of lessons())
  test(`${slug}, ${language}`, async () => {
    for (const exercise of all)
      await judgesRightly(exercise, (code) => checkNatively(exercise, code, language));
  }, { seconds: 300 });

file('exercise in chromium', TOGETHER);
const pages = usePages();

for (const [slug, language, all] of lessons())
  test(`${slug}, ${language}`, async () => {
    const tab = await pages.open(`/${language}/${slug}`);
    for (const exercise of all)
      await judgesRightly(exercise, (code) => checkInPage(tab, exercise, code));
    assert.deepEqual(tab.problems, []);
  }, { seconds: 300 });

/** Each lesson that has exercises, with them. */
function lessons() {
  return LANGUAGES.flatMap((language) => {
    const all = exercises(language);
    const slugs = new Set(all.map(({ slug }) => slug));
    return [...slugs].map((slug) => [slug, language, all.filter((one) => one.slug === slug)]);
  });
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
