// axe-core in a page: what it finds against WCAG 2.2 at level AA.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const SOURCE = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];

/** A line for each rule that is broken, with the first element that breaks it. axe comes in by the browser's driver, which the page's policy doesn't bind. */
export async function violations(tab) {
  await tab.evaluate(SOURCE);
  return tab.evaluate(async (tags) => {
    // A rule that axe leaves out unless asked.
    const rules = { 'target-size': { enabled: true } };
    const found = await window.axe.run(document, { runOnly: { type: 'tag', values: tags }, rules, resultTypes: ['violations'] });
    return found.violations.map(({ id, nodes }) => {
      const [{ target, any, all, none }] = nodes;
      const why = [...any, ...all, ...none].map(({ message }) => message).join('; ');
      return `${id} (${nodes.length}): ${target.join(' ')}: ${why}`;
    });
  }, TAGS);
}
