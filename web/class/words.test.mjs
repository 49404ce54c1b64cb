// Texts on their way to the relay and into notices.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bytes, cut, fill } from './words.js';

test('a text is cut between characters, at bytes, and has no halves of pairs', () => {
  assert.equal(cut('😀'.repeat(200), 601), '😀'.repeat(150));
  assert.equal(cut('Ёжик', 5), 'Ёж');
  assert.equal(cut('short', 5), 'short');
  assert.equal(cut('\uFEFFpass', 100), '\uFEFFpass');
  assert.equal(cut('a\uD83Db', 100), 'a\uFFFDb');
  assert.equal(cut('a�b', 100), 'a�b');
  for (let most = 0; most < 20; most += 1) {
    const short = cut('a😀é👩‍🏫', most);
    assert.ok(bytes(short) <= most && short.isWellFormed() && 'a😀é👩‍🏫'.startsWith(short), `${most}: ${short}`);
  }
});

test('a value stands in a text as it is', () => {
  assert.equal(fill('Sent: {file}.', { file: '$&{file}$1.py' }), 'Sent: $&{file}$1.py.');
  assert.equal(fill('{a}{b}', { a: 0 }), '0');
});
