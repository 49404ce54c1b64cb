// The table for spreadsheets.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { separatorOf, table } from './csv.js';

const words = { csv_name: 'Name', csv_host: 'Host', csv_address: 'Address', csv_joined: 'Joined', csv_passed: 'Passed' };
const lessons = [{ slug: 'echo', title: 'Echo', exercises: [{ name: 'upper', title: 'In upper case' }, { name: 'count', title: 'Count' }] }];
const reader = (person, passed = []) => ({ person, host: 'anna', address: '10.64.0.1', joined: '2026-11-26T16:40:00Z', passed });

function lines(readers, separator = ',') {
  return table({ lessons, readers, words, separator }).split('\r\n');
}

test('readers by exercises, with a mark for spreadsheets and a count', () => {
  const [head, anna, rest] = lines([reader('Анна', [{ lesson: 'echo', exercise: 'count', day: '2026-11-26' }, { lesson: 'gone', exercise: 'x', day: '2026-11-25' }])]);
  assert.equal(head, '\uFEFFName,Host,Address,Joined,Echo: In upper case,Echo: Count,Passed');
  assert.equal(anna, 'Анна,anna,10.64.0.1,2026-11-26T16:40:00Z,,2026-11-26,1');
  assert.equal(rest, '');
});

test('no name becomes a formula', () => {
  for (const name of ['=1+1', '+7', '-1', '@SUM(A1)', ' =1', '\t=1', '＝1', '=HYPERLINK("x")'])
    assert.match(lines([reader(name)])[1], /^"'/, name);
  // Behind the separator of another language neither.
  for (const [name, separator] of [['a;=1+2', ','], ['a,=1+2', ';'], ['a\t=1+2', ',']])
    assert.ok(lines([reader(name)], separator)[1].startsWith(`"${name}"${separator}anna`), name);
  const day = '=cmd()';
  assert.match(lines([reader('Ann', [{ lesson: 'echo', exercise: 'upper', day }])])[1], /,"'=cmd\(\)",/);
});

test('separators, quotes and line feeds stay within their fields', () => {
  assert.match(lines([reader('A "B", C')])[1], /^"A ""B"", C",anna/);
  assert.match(lines([reader('a;b')], ';')[1], /^"a;b";anna/);
  assert.match(table({ lessons, readers: [reader('a\nb')], words, separator: ',' }), /\r\n"a\nb",anna/);
});

test('the separator is the one that spreadsheets of the language expect', () => {
  assert.deepEqual(['en', 'ru', 'de', 'pt-BR'].map(separatorOf), [',', ';', ';', ';']);
});
