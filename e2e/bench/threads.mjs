// What it takes to let another thread of a program go on: two of them hand each other their turns.

import { openLab } from '../lib/lab.mjs';
import { toItsEnd } from './echo.mjs';
import { median } from './table.mjs';

const TURNS = 5;

const PROGRAM = `
import threading, time

HANDOVERS = 3000
here, there = threading.Lock(), threading.Lock()
here.acquire(), there.acquire()

def other():
    for _ in range(HANDOVERS):
        there.acquire()
        here.release()

threading.Thread(target=other).start()
begun = time.perf_counter()
for _ in range(HANDOVERS):
    there.release()
    here.acquire()
print((time.perf_counter() - begun) / (2 * HANDOVERS) * 1e6)
`;

/** A row: the time from one thread's release of a lock to the other's going on. */
export async function threads({ relay, unwatched, figure }) {
  const lab = await openLab(unwatched, relay);
  const times = [];
  for (let turn = 0; turn < TURNS; turn += 1) {
    await lab.first.setCode(PROGRAM);
    times.push(Number(await toItsEnd(lab.first)));
  }
  figure('a switch between two threads', median(times), 'µs', { most: 60 });
  await lab.tab.close();
}
