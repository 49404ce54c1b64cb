// A program that stops reading: the relay's memory stays flat behind it, and its neighbours don't notice. (30 s in the benchmark.)

import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { Native, PYTHON } from '../lib/children.mjs';
import { pause } from '../lib/deadline.mjs';
import { useLab } from '../lib/lab.mjs';
import { after, before, test } from '../lib/suite.mjs';

const lab = useLab();
let source, echo;
before(async () => {
  source = await peer('source', '0');
  echo = await peer('echo');
});
after(async () => {
  await source?.native.kill();
  await echo?.native.kill();
});

async function peer(...args) {
  const native = new Native(PYTHON, [fileURLToPath(new URL('../bench/peers.py', import.meta.url)), ...args]);
  const [, port] = await native.says(/^(\d+)\n/);
  return { native, port };
}

const STALLED = (port) => `
import socket, time

stalled = [socket.create_connection(("127.0.0.1", ${port})) for _ in range(4)]
for one in stalled:
    one.recv(1)
print("stalled")
time.sleep(100)
`;

/** Echoes on one socket while another of the same program has stopped reading. */
const NEIGHBOUR = (stalledPort, port) => `
import socket, time

stalled = socket.create_connection(("127.0.0.1", ${stalledPort}))
stalled.recv(1)
client = socket.create_connection(("127.0.0.1", ${port}))
client.sendall(b"x" * 64)
client.recv(64)
begun = time.monotonic()
for _ in range(200):
    client.sendall(b"x" * 64)
    client.recv(64)
print("200 echoes in time:", time.monotonic() - begun < 2)
print("more is there:", len(stalled.recv(100_000)) > 0)
`;

test('memory is flat, and neighbours go on', async () => {
  await lab.run(lab.second, 'print("warm")');
  await lab.second.reaches('finished');
  const earlier = lab.relay.memory();
  await lab.run(lab.first, STALLED(source.port));
  await lab.first.says(/stalled/);
  await pause(1_000);
  const begun = lab.relay.memory();
  await lab.run(lab.second, NEIGHBOUR(source.port, echo.port));
  await lab.second.reaches('finished');
  assert.equal((await lab.second.output()).stdout, '200 echoes in time: True\nmore is there: True\n');
  await pause(4_000);
  const growth = (lab.relay.memory() - begun) / 1024 / 1024;
  await lab.first.stop();
  await lab.first.reaches(['finished', 'failed'], 2_000);
  assert.ok(growth < 1, `the relay grew by ${growth.toFixed(1)} MiB in 5 s`);
  return `${((begun - earlier) / 1024 / 1024).toFixed(1)} MiB for four stalled sockets, then ${growth.toFixed(2)} MiB more in 5 s`;
});
