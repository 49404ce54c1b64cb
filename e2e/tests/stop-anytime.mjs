// Stop, fifty times at random moments in random programs: within a second each, the ports free, and the next run works.
//
// The moments come from a seed that each run prints; SEED=… runs the same ones again.

import assert from 'node:assert/strict';
import { eventually } from '../lib/deadline.mjs';
import { useLab } from '../lib/lab.mjs';
import { freePort, isFree } from '../lib/ports.mjs';
import { test } from '../lib/suite.mjs';

const STOPS = 50;
const PER_TEST = 10;
/** A program that goes on in spite of KeyboardInterrupt is ended by the page after a second; the rest is for a busy machine. */
const WITHIN = 1_000;
const SLACK = 1_500;
/** The latest moment after the program's first line, in milliseconds. */
const LATEST = 400;

const begin = (port) => `import asyncio, queue, selectors, socket, threading, time
server = socket.create_server(("", ${port}))
client = socket.create_connection(("127.0.0.1", ${port}))
connection, _ = server.accept()
print("there", flush=True)
`;

/** Each goes on for ever. */
const PROGRAMS = {
  'blocked in accept()': 'server.accept()',
  'blocked in recv()': 'client.recv(1)',
  'an echo to itself': 'while True:\n    client.sendall(b"x")\n    client.sendall(connection.recv(1))\n    connection.sendall(b"y")\n    client.recv(1)',
  'short sleeps': 'while True:\n    time.sleep(0.001)',
  spinning: 'n = 0\nwhile True:\n    n += 1',
  'spinning in functions': 'def f(n):\n    return n if n < 2 else f(n - 1) + f(n - 2)\nwhile True:\n    f(15)',
  printing: 'while True:\n    print("on and on")',
  'four threads that spin': 'def spin():\n    while True:\n        pass\nfor _ in range(4):\n    threading.Thread(target=spin, daemon=True).start()\nspin()',
  'threads that wait for one another':
    'jobs = queue.Queue()\ndef work():\n    while True:\n        jobs.put(jobs.get() + 1)\nfor _ in range(3):\n    threading.Thread(target=work, daemon=True).start()\njobs.put(0)\nthreading.Event().wait()',
  'threads to be joined': 'threads = [threading.Thread(target=client.recv, args=(1,)) for _ in range(3)]\nfor each in threads:\n    each.start()\nfor each in threads:\n    each.join()',
  'an asyncio server':
    'async def main():\n    async def serve(reader, writer):\n        while data := await reader.read(100):\n            writer.write(data)\n            await writer.drain()\n' +
    '    served = await asyncio.start_server(serve, "127.0.0.1", 0)\n    reader, writer = await asyncio.open_connection(*served.sockets[0].getsockname())\n' +
    '    while True:\n        writer.write(b"x")\n        await reader.readexactly(1)\nasyncio.run(main())',
  'asyncio asleep': 'asyncio.run(asyncio.sleep(1000))',
  'a selector': 'chosen = selectors.DefaultSelector()\nchosen.register(server, selectors.EVENT_READ)\nwhile True:\n    chosen.select(0.005)',
  'in finally': 'try:\n    1 / 0\nfinally:\n    while True:\n        time.sleep(0.001)',
  'in an except that goes on': 'while True:\n    try:\n        time.sleep(0.01)\n    except KeyboardInterrupt:\n        pass',
};

const seed = Number(process.env.SEED ?? Date.now() % 100_000);
const lab = useLab();

for (let first = 0; first < STOPS; first += PER_TEST)
  test(
    `${first + 1} to ${first + PER_TEST}`,
    async () => {
      const random = generator(seed + first);
      const times = [];
      for (let turn = 0; turn < PER_TEST; turn += 1) times.push(await stopped(random));
      return `seed ${seed}; stopped after at most ${Math.max(...times)} ms: ${times.join(' ')}`;
    },
    { seconds: 120 },
  );

async function stopped(random) {
  const names = Object.keys(PROGRAMS);
  const name = names[Math.floor(random() * names.length)];
  const port = await freePort();
  await lab.run(lab.first, begin(port) + PROGRAMS[name]);
  // A flood may have pushed its first line out before anybody looked.
  await lab.first.says(/there|on and on/);
  await new Promise((wake) => setTimeout(wake, random() * LATEST));
  const pressed = Date.now();
  await lab.first.stop();
  await lab.first.reaches(['finished', 'failed'], WITHIN + SLACK).catch((error) => assert.fail(`${name}: ${error.message}`));
  const took = Date.now() - pressed;
  await eventually(() => isFree(port), { ms: 500, what: `the port of "${name}" to be free` });
  await lab.run(lab.first, 'print("next")');
  await lab.first.reaches('finished');
  assert.equal((await lab.first.output()).stdout, 'next\n', `after ${name}`);
  return took;
}

/** Numbers from 0 to 1, the same for the same seed: a linear congruential generator will do. */
function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
