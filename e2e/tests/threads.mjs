// Threads in real browsers: Stop ends a program of many within a second, wherever they are, and what they share works.

import assert from 'node:assert/strict';
import { NAMES } from '../lib/browsers.mjs';
import { eventually } from '../lib/deadline.mjs';
import { useLab } from '../lib/lab.mjs';
import { freePort, isFree } from '../lib/ports.mjs';
import { file, test } from '../lib/suite.mjs';

/** Stop promises a second; the rest is for a busy machine. */
const PATIENCE = 4_000;

const begin = (port) => `import queue, socket, threading, time
from concurrent.futures import ThreadPoolExecutor
server = socket.create_server(("", ${port}))
def spin():
    while True: pass
def run(*targets):
    for target in targets:
        threading.Thread(target=target, daemon=True).start()
`;

/** Programs that wait in a way that KeyboardInterrupt ends; each prints "there" when it does. */
const POLITE = {
  'all threads spin': 'run(*[spin] * 20)\nprint("there")\nspin()',
  'main in a lock that nobody lets go': 'lock = threading.Lock()\nlock.acquire()\nrun(spin)\nprint("there")\nlock.acquire()',
  'main in join()': 't = threading.Thread(target=server.accept, daemon=True)\nt.start()\nprint("there")\nt.join()',
  'main in queue.get()': 'run(spin, server.accept)\nprint("there")\nqueue.Queue().get()',
  'main in Event.wait()': 'run(lambda: print(input()))\nprint("there")\nthreading.Event().wait()',
  'main in Condition.wait()': 'c = threading.Condition()\nrun(spin)\nprint("there")\nwith c:\n    c.wait()',
  'main in accept(), a thread spins': 'run(spin)\nprint("there")\nserver.accept()',
  'main sleeps, two hundred wait': 'e = threading.Event()\nrun(*[e.wait] * 200)\nprint("there")\ntime.sleep(100)',
  'asyncio in main, a thread spins': 'import asyncio\nrun(spin)\nprint("there")\nasyncio.run(asyncio.sleep(100))',
  'threads that print': 'def chatter():\n    while True: print("on and on")\nprint("there")\nrun(chatter, chatter)\nspin()',
};

/** Programs in which a thread goes on after main's KeyboardInterrupt, so that the page has to end the worker. */
const STUBBORN = {
  'a thread that is joined at exit': 'threading.Thread(target=spin).start()\nprint("there")\nspin()',
  'a pool at work': 'with ThreadPoolExecutor(4) as pool:\n    futures = [pool.submit(spin) for _ in range(4)]\n    print("there")\n    futures[0].result()',
};

for (const name of NAMES) {
  file(`threads in ${name}`);
  const lab = useLab(name);

  for (const [what, code] of Object.entries(POLITE))
    test(`Stop: ${what}`, () => stopped(code, /KeyboardInterrupt\s*$/));

  for (const [what, code] of Object.entries(STUBBORN)) test(`Stop: ${what}`, () => stopped(code));

  test('Stop: main waits at its end for a thread', () =>
    stopped(
      'threading.Thread(target=server.accept).start()\nprint("there")',
      /Exception ignored on threading shutdown[^]*KeyboardInterrupt/,
    ));

  test('the cell says where a threaded server waits', async () => {
    const port = await freePort();
    const code = `${begin(port)}t = threading.Thread(target=server.accept)\nt.start()\nt.join()\ntime.sleep(1)\nspin()`;
    await lab.run(lab.first, code);
    await lab.first.reaches('waiting');
    await lab.run(lab.second, `import socket\nsocket.create_connection(("127.0.0.1", ${port})).close()`);
    await lab.first.reaches('running');
    await lab.first.stop();
    await lab.first.reaches(['finished', 'failed'], PATIENCE);
  });

  test('a thread more than there can be', async () => {
    await lab.run(lab.first, `import threading
e, n = threading.Event(), 0
try:
    while n < 3000:
        threading.Thread(target=e.wait).start()
        n += 1
except RuntimeError as error:
    print(error, 500 < n < 3000)
e.set()`);
    await lab.first.reaches(['finished', 'failed'], 60_000);
    assert.equal((await lab.first.output()).stdout, "can't start new thread True\n");
  });

  async function stopped(code, lastWords = /there/) {
    const port = await freePort();
    await lab.run(lab.first, begin(port) + code);
    await lab.first.says(/there/);
    const pressed = Date.now();
    await lab.first.stop();
    await lab.first.reaches(['finished', 'failed'], PATIENCE);
    const took = Date.now() - pressed;
    await lab.first.says(lastWords, 5_000);
    await eventually(() => isFree(port), { ms: PATIENCE, what: 'the port to be free' });
    await lab.run(lab.first, 'print("next")');
    await lab.first.reaches('finished');
    assert.equal((await lab.first.output()).stdout, 'next\n');
    return `stopped in ${took} ms`;
  }
}
