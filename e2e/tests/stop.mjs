// Stop ends a program wherever it is within a second; its ports are free at once, and the next run works.

import assert from 'node:assert/strict';
import { NAMES } from '../lib/browsers.mjs';
import { eventually } from '../lib/deadline.mjs';
import { useLab } from '../lib/lab.mjs';
import { freePort, isFree } from '../lib/ports.mjs';
import { file, test } from '../lib/suite.mjs';

/** Stop promises a second, and each line says how long it took; the rest is for a busy machine and for looking. */
const PATIENCE = 4_000;

/** What the relay needs to hear from the page that a program was ended, though its worker may live on for seconds. */
const HEARSAY = 500;

const begin = (port) => `import socket, time
server = socket.create_server(("", ${port}))
client = socket.create_connection(("127.0.0.1", ${port}))
datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
datagrams.bind(("", ${port}))
print("there")
`;

const POLITE = {
  'accept()': 'connection, _ = server.accept()\nserver.accept()',
  'recv()': 'client.recv(1)',
  'recv() with a timeout': 'client.settimeout(60)\nclient.recv(1)',
  'recvfrom()': 'datagrams.recvfrom(1)',
  'sendall() to a full peer': 'client.sendall(b"x" * 100_000_000)',
  'select()': 'import select\nselect.select([client], [], [])',
  'sleep()': 'time.sleep(100)',
  'input()': 'input("? ")',
  'a busy loop': 'while True:\n    pass',
  'a loop that prints': 'while True:\n    print("on and on")',
  'a long calculation': 'print(sum(i * i for i in range(10**12)))',
};

const STUBBORN = {
  'a loop that ignores KeyboardInterrupt': 'while True:\n    try:\n        time.sleep(0.1)\n    except KeyboardInterrupt:\n        print("no")',
  'a busy loop that ignores it': 'while True:\n    try:\n        while True:\n            pass\n    except KeyboardInterrupt:\n        pass',
  'a finally that never ends': 'try:\n    server.accept()\n    server.accept()\nfinally:\n    time.sleep(100)',
  'one long call that looks for no signals': 'sum(range(10**12))',
};

for (const name of NAMES) {
  file(`stop in ${name}`);
  const lab = useLab(name);

  for (const [what, code] of Object.entries(POLITE))
    test(what, async () => {
      const took = await stopped(code, 0);
      await lab.first.says(/KeyboardInterrupt\n$/, 5_000);
      await nextRunWorks();
      return took;
    });

  for (const [what, code] of Object.entries(STUBBORN))
    test(what, async () => {
      const took = await stopped(code, HEARSAY);
      await nextRunWorks();
      return took;
    });

  async function stopped(code, patience) {
    const port = await freePort();
    await lab.run(lab.first, begin(port) + code);
    // A flood may have pushed its first line out before anybody looked.
    await lab.first.says(/there|on and on/);
    assert.equal(await isFree(port), false, 'the program has its port');
    const pressed = Date.now();
    await lab.first.stop();
    await lab.first.reaches(['finished', 'failed'], PATIENCE);
    const took = Date.now() - pressed;
    const free = async () => (await isFree(port)) && (await isFree(port, 'udp'));
    await eventually(free, { ms: patience, what: 'the TCP and UDP ports to be free' });
    return `stopped in ${took} ms`;
  }

  async function nextRunWorks() {
    await lab.run(lab.first, 'print("next")');
    await lab.first.reaches('finished');
    assert.equal((await lab.first.output()).stdout, 'next\n');
  }
}
