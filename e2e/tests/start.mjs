// What a program starts with: nothing that an earlier one has left, though all begin from one snapshot of Python's memory.

import assert from 'node:assert/strict';
import { useLab } from '../lib/lab.mjs';
import { file, test } from '../lib/suite.mjs';

const NUMBERS = `import os, random, secrets, tempfile, uuid
print(random.random())
print(random.Random().random())
print(os.urandom(8).hex())
print(secrets.token_hex(8))
print(uuid.uuid4())
print(tempfile.mktemp())
`;

file('start');
const lab = useLab();

test('random numbers are others in each program', async () => {
  const seen = [];
  for (const cell of [lab.first, lab.second, lab.first]) {
    await lab.run(cell, NUMBERS);
    await cell.reaches('finished');
    const lines = (await cell.output()).stdout.trim().split('\n');
    assert.equal(lines.length, 6);
    seen.push(...lines);
  }
  assert.equal(new Set(seen).size, seen.length, seen.join('\n'));
});
