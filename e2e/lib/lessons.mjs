// What the lessons say of their programs, read from the Markdown: code, lines to type, output to expect.

import { readdirSync, readFileSync } from 'node:fs';

const CONTENT = new URL('../../content/', import.meta.url);

export const LANGUAGES = ['ru', 'en'];

/**
 * The programs of all lessons in a language, those that are run together as one: `{ slug, name, server, client }` for a pair,
 * `{ slug, name, alone }` for a cell of its own. Each side is `{ id, file, code, stdin, expect, expectError, error }`; `error` is the last line
 * of the traceback that the lesson shows in a `text` fence right after the program, or nothing.
 */
export function programs(language) {
  const folder = new URL(`${language}/`, CONTENT);
  return slugs(language).flatMap((slug) => programsOf(slug, readFileSync(new URL(`${slug}.md`, folder), 'utf8')));
}

/** The pair of the authors' guide, which shows a first lesson to be copied. */
export function guided() {
  const guide = readFileSync(new URL('README.md', CONTENT), 'utf8');
  const [, lesson] = guide.match(/^````markdown\n([^]*?)^````$/m);
  return programsOf('README', lesson);
}

/** The slugs of all lessons in a language. */
export function slugs(language) {
  const names = readdirSync(new URL(`${language}/`, CONTENT));
  return names.filter((name) => name.endsWith('.md') && name !== 'index.md').map((name) => name.replace('.md', '')).sort();
}

/** One program of `programs`. */
export function program(language, name) {
  return programs(language).find((one) => one.name === name);
}

/** How many programs one of them is. */
export const count = ({ server, client, alone }) => [server, client, alone].filter(Boolean).length;

/** A traceback without what differs between places and versions: folders and names of files, and marks under a line. */
export const traceback = (printed) =>
  printed
    .split('\n')
    .filter((line) => !/^ +[~^]+$/.test(line))
    .map((line) => line.replace(/File "[^"]*"/, 'File "…"'))
    .join('\n');

function programsOf(slug, markdown) {
  const found = new Map();
  for (const [, fence, error = ''] of markdown.matchAll(/^```python\n([^]*?)^```$(?:\n+```text\n(.*[Ee]rror: .*)\n```$)?/gm)) {
    const cell = { ...parse(fence), error };
    if (!cell.id) continue;
    const name = cell.pair ?? cell.id;
    const one = found.get(name) ?? { slug, name };
    one[cell.role ?? 'alone'] = cell;
    found.set(name, one);
  }
  return [...found.values()];
}

function parse(fence) {
  const lines = fence.split('\n');
  const options = lines.filter((line) => line.startsWith('#|')).map((line) => line.match(/^#\| ([\w-]+):[ ]?(.*)$/).slice(1));
  const all = (name) => options.filter(([key]) => key === name).map(([, value]) => value);
  const code = lines.filter((line) => !line.startsWith('#|')).join('\n');
  return { id: all('id')[0], role: all('role')[0], pair: all('pair')[0], file: all('file')[0], code, stdin: all('stdin'), expect: all('expect'), expectError: all('expect-error') };
}
