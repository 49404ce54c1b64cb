// What is known of the room.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KINDS, Model, byUrgency, matches } from './model.js';

const cell = (state, extra = {}) => ({ cell: state, file: `${state}.py`, state, wait: null, error: null, since: 0, ...extra });
const reader = (person, cells = [], extra = {}) => ({ person, host: person.toLowerCase(), address: '10.64.0.1', here: true, pages: [1], joined: 1_795_711_200, title: 'Echo', page: '/en/echo', listens: [], passed: [], cells, ...extra });
const any = { kind: 'all', text: '' };

test('readers are sorted as their language has it, and two of a name by host', () => {
  const model = new Model('ru', () => 0);
  model.replace([reader('Яна'), reader('Ёлка'), reader('Жора'), { ...reader('Анна'), host: 'anna-2' }, { ...reader('Анна'), host: 'anna' }]);
  model.put(reader('Егор'));
  model.remove('яна');
  assert.deepEqual(model.sorted().map(({ person, host }) => `${person} ${host}`), ['Анна anna', 'Анна anna-2', 'Егор егор', 'Ёлка ёлка', 'Жора жора']);
});

test('a state goes on lasting after the message that told of it', () => {
  let now = 1_000;
  const model = new Model('en', () => now);
  model.put(reader('Ann', [cell('waiting', { since: 12 })]));
  now += 3_500;
  const ann = model.reader('ann');
  assert.equal(model.lasts(ann, ann.cells[0]), 15);
});

test('what needs a teacher comes first, and what never ran not at all', () => {
  const all = ['idle', 'finished', 'running', 'failed', 'waiting'].map((state) => cell(state));
  assert.deepEqual(byUrgency({ cells: all }).map(({ state }) => state), ['failed', 'waiting', 'running', 'finished']);
});

test('readers are found by kind, and by every word of a text', () => {
  const ann = reader('Ann', [cell('failed', { error: 'KeyError: 7' }), cell('waiting', { wait: 'accept' })], { listens: ['0.0.0.0:9090/tcp'] });
  const ben = reader('Ben', [cell('idle', { file: 'secret.py' })], { here: false });
  const kinds = (one) => Object.keys(KINDS).filter((kind) => matches(one, { ...any, kind }));
  assert.deepEqual(kinds(ann), ['all', 'here', 'running', 'accept', 'failed']);
  assert.deepEqual(kinds(ben), ['all', 'away']);
  for (const text of ['ANN', 'keyerror', ' 9090  accept ', '10.64']) assert.ok(matches(ann, { ...any, text }), text);
  for (const text of ['ann ben', 'secret']) assert.ok(!matches(ann, { ...any, text }) && !matches(ben, { ...any, text }), text);
});
