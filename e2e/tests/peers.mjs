// Programs outside the browser: they reach server cells on 127.0.0.1, and client cells reach them.

import assert from 'node:assert/strict';
import { Native, PYTHON, which } from '../lib/children.mjs';
import { useLab } from '../lib/lab.mjs';
import { freePort } from '../lib/ports.mjs';
import { Skip, test } from '../lib/suite.mjs';

const lab = useLab();

const ECHO = (port) => `
import socket

with socket.create_server(("127.0.0.1", ${port})) as server:
    connection, address = server.accept()
    with connection:
        while data := connection.recv(1024):
            connection.sendall(data.upper())
print("served", address[0])
`;

const python = (code) => new Native(PYTHON, ['-u', '-c', code]);

/** Serves in the first cell, lets `peer` talk to it, and returns what the peer printed. */
async function served(program, peer) {
  const port = await freePort();
  await lab.run(lab.first, program(port));
  await lab.first.reaches('waiting');
  const native = peer(port);
  const { code } = await native.ended();
  assert.equal(code, 0, native.stderr);
  await lab.first.reaches('finished');
  return native.stdout;
}

test('a native Python client talks to a server cell', async () => {
  const client = (port) => `import socket
with socket.create_connection(("127.0.0.1", ${port})) as client:
    client.sendall("hello from outside".encode())
    print(client.recv(100).decode(), client.getpeername()[0])`;
  assert.equal(await served(ECHO, (port) => python(client(port))), 'HELLO FROM OUTSIDE 127.0.0.1\n');
  assert.equal((await lab.first.output()).stdout, 'served 127.0.0.1\n');
});

test('nc talks to a server cell', async () => {
  if (!which('nc')) throw new Skip('no nc (netcat-openbsd)');
  const talk = (port) => {
    const nc = new Native('nc', ['-N', '127.0.0.1', String(port)]);
    nc.child.stdin.end('one\ntwo\n');
    return nc;
  };
  assert.equal(await served(ECHO, talk), 'ONE\nTWO\n');
});

test('curl gets a page from a server cell', async () => {
  if (!which('curl')) throw new Skip('no curl');
  const program = (port) => `
import socket

with socket.create_server(("127.0.0.1", ${port})) as server:
    connection, _ = server.accept()
    with connection, connection.makefile("rb") as request:
        print(request.readline())
        while request.readline().strip():
            pass
        page = "<h1>Привет</h1>".encode()
        connection.sendall(b"HTTP/1.1 200 OK\\r\\nContent-Length: %d\\r\\n\\r\\n" % len(page) + page)
`;
  const get = (port) => new Native('curl', ['--silent', '--show-error', '--noproxy', '*', '--max-time', '5', `http://127.0.0.1:${port}/page`]);
  assert.equal(await served(program, get), '<h1>Привет</h1>');
  assert.equal((await lab.first.output()).stdout, "b'GET /page HTTP/1.1\\r\\n'\n");
});

test('a native UDP client talks to a server cell', async () => {
  const port = await freePort();
  await lab.run(lab.first, `
import socket
server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind(("", ${port}))
print("ready")
data, address = server.recvfrom(100)
server.sendto(data[::-1], address)
print(address)
`);
  await lab.first.says(/ready/);
  const client = python(`import socket
client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
client.settimeout(5)
client.sendto(b"datagram", ("127.0.0.1", ${port}))
print(client.recvfrom(100)[0], client.getsockname()[1])`);
  await client.ended();
  await lab.first.reaches('finished');
  const [answer, own] = client.stdout.trim().split(' ');
  assert.equal(answer, "b'margatad'");
  assert.equal((await lab.first.output()).stdout, `ready\n('127.0.0.1', ${own})\n`);
});

test('a client cell talks to a native Python server', async () => {
  const server = python(ECHO(0).replace('connection, address', 'print(server.getsockname()[1])\n    connection, address'));
  const [, port] = await server.says(/^(\d+)\n/);
  await lab.run(lab.second, `
import socket
with socket.create_connection(("localhost", ${port})) as client:
    client.sendall(b"from the page")
    print(client.recv(100))
`);
  await lab.second.reaches('finished');
  await server.ended();
  assert.equal((await lab.second.output()).stdout, "b'FROM THE PAGE'\n");
  assert.match(server.stdout, /served 127\.0\.0\.1/);
});
