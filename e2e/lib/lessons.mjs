// What the lessons say of their programs, read from the Markdown: code, lines to type, output to expect.

import { readdirSync, readFileSync } from 'node:fs';

const CONTENT = new URL('../../content/', import.meta.url);

export const LANGUAGES = ['ru', 'en'];

/** The pairs of all lessons in a language: `{ slug, pair, server, client }`, each side `{ id, file, code, stdin, expect }`. */
export function pairs(language) {
  const folder = new URL(`${language}/`, CONTENT);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .sort()
    .flatMap((name) => pairsOf(name.replace('.md', ''), readFileSync(new URL(name, folder), 'utf8')));
}

function pairsOf(slug, markdown) {
  const found = new Map();
  for (const [, fence] of markdown.matchAll(/^```python\n([^]*?)^```$/gm)) {
    const cell = parse(fence);
    if (!cell.pair) continue;
    const pair = found.get(cell.pair) ?? { slug, pair: cell.pair };
    pair[cell.role] = cell;
    found.set(cell.pair, pair);
  }
  return [...found.values()];
}

function parse(fence) {
  const lines = fence.split('\n');
  const options = lines.filter((line) => line.startsWith('#|')).map((line) => line.match(/^#\| (\w+):[ ]?(.*)$/).slice(1));
  const all = (name) => options.filter(([key]) => key === name).map(([, value]) => value);
  const code = lines.filter((line) => !line.startsWith('#|')).join('\n');
  return { id: all('id')[0], role: all('role')[0], pair: all('pair')[0], file: all('file')[0], code, stdin: all('stdin'), expect: all('expect') };
}
