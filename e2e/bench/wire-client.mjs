// A client of `echoroom.v1` without Python, as plain as it gets: the floor that programs are measured against.
//
// Runs in Node (with `ws`) and, as text without its `export`s, in a page's main thread or worker: no imports here.

/** One program in the relay's eyes: just what the benchmark needs. */
export class WireClient {
  constructor(socket) {
    this.socket = socket;
    this.nextSocket = 1;
    this.nextRequest = 1;
    this.waiting = new Map();
    this.streams = new Map();
    socket.binaryType = 'arraybuffer';
    socket.onmessage = ({ data }) => (typeof data === 'string' ? this.control(JSON.parse(data)) : this.data(data));
  }

  /** Says hello on an open or opening WebSocket. */
  static async open(socket, token, label = 'bench') {
    const client = new WireClient(socket);
    const failed = new Promise((_, reject) => {
      socket.onclose = ({ code, reason }) => reject(new Error(`closed: ${code} ${reason}`));
      socket.onerror = () => {};
    });
    failed.catch(() => {});
    if (socket.readyState !== 1) await Promise.race([new Promise((done) => (socket.onopen = done)), failed]);
    const welcome = new Promise((done) => (client.welcomed = done));
    client.say({ t: 'hello', token, label });
    await Promise.race([welcome, failed]);
    return client;
  }

  say(frame) {
    this.socket.send(JSON.stringify(frame));
  }

  request(frame) {
    const req = this.nextRequest++;
    this.say({ ...frame, req });
    return new Promise((resolve, reject) => this.waiting.set(req, { resolve, reject }));
  }

  /** A stream socket; with an address, a connected one. `onData(bytes)` is called as bytes come. */
  async stream(address, onData) {
    const id = this.nextSocket;
    this.nextSocket += 2;
    this.adopt(id, onData);
    const opened = this.request({ t: 'socket', id, family: 'inet', kind: 'stream' });
    if (!address) return opened.then(() => id);
    // Pipelined, as the protocol allows: the number of the socket is ours.
    const nodelay = this.request({ t: 'set', id, option: 'TCP_NODELAY', value: 1 });
    await Promise.all([opened, nodelay, this.request({ t: 'connect', id, address })]);
    return id;
  }

  /** A listener whose connections are given to `onConnection(id)`, which answers with their `onData`. */
  async listen(address, onConnection) {
    const id = await this.stream(null, () => {});
    this.streams.get(id).onConnection = onConnection;
    await this.request({ t: 'set', id, option: 'SO_REUSEADDR', value: 1 });
    await this.request({ t: 'bind', id, address });
    const { local } = await this.request({ t: 'listen', id, backlog: 8 });
    return local;
  }

  /** A datagram socket; what it receives is counted and dropped. */
  async datagram() {
    const id = this.nextSocket;
    this.nextSocket += 2;
    this.streams.set(id, { onData: () => {}, taken: 0, told: 131_072, sent: 0, upto: 131_072, room: null, datagrams: true });
    await this.request({ t: 'socket', id, family: 'inet', kind: 'dgram' });
    return id;
  }

  /** Sends datagrams of `size` bytes to the connected peer without end, as fast as the credit lets it. */
  async flood(id, size) {
    const stream = this.streams.get(id);
    const frame = new Uint8Array(6 + size);
    new DataView(frame.buffer).setUint32(1, id);
    frame[0] = 2;
    for (;;) {
      if (stream.upto - stream.sent >= size + 64) {
        stream.sent += size + 64;
        this.socket.send(frame);
      } else await new Promise((wake) => (stream.room = wake));
    }
  }

  adopt(id, onData) {
    this.streams.set(id, { onData, taken: 0, told: 65_536, sent: 0, upto: 65_536, room: null });
  }

  /** Sends bytes at once; the caller keeps within the credit (a small echo always is). */
  send(id, bytes) {
    const frame = new Uint8Array(5 + bytes.length);
    new DataView(frame.buffer).setUint32(1, id);
    frame[0] = 1;
    frame.set(bytes, 5);
    this.streams.get(id).sent += bytes.length;
    this.socket.send(frame);
  }

  /** Sends `total` bytes as fast as the credit lets it; done when all have left. */
  async pour(id, total) {
    const stream = this.streams.get(id);
    const piece = new Uint8Array(32 * 1024);
    while (stream.sent < total) {
      const free = Math.min(stream.upto - stream.sent, piece.length, total - stream.sent);
      if (free > 0) this.send(id, piece.subarray(0, free));
      else await new Promise((wake) => (stream.room = wake));
    }
  }

  data(buffer) {
    const view = new DataView(buffer);
    const stream = this.streams.get(view.getUint32(1));
    if (!stream) return;
    const bytes = new Uint8Array(buffer, 5);
    // A datagram has its sender's family, address and port in front, and costs 64 bytes besides (PROTOCOL.md).
    stream.taken += stream.datagrams ? bytes.length - 7 + 64 : bytes.length;
    const window = stream.datagrams ? 131_072 : this.window(stream, bytes.length);
    if (stream.taken + window >= stream.told + window / 2) {
      stream.told = stream.taken + window;
      this.say({ t: 'credit', id: view.getUint32(1), upto: stream.told });
    }
    stream.onData(bytes);
  }

  /** A wide one for a stream that has brought a mebibyte since another did, as a program's. */
  window(stream, n) {
    if (stream !== this.arriving) this.alone = 0;
    this.arriving = stream;
    this.alone += n;
    return this.alone >= 1 << 20 ? 262_144 : 65_536;
  }

  control(frame) {
    const { t, req, id } = frame;
    if (t === 'welcome') this.welcomed(frame);
    else if (t === 'ok' || t === 'err') this.answered(t, req, frame);
    else if (t === 'credit') this.mayGoOn(id, frame.upto);
    else if (t === 'accepted') this.accepted(frame);
    else if (t === 'eof' || t === 'failed') this.streams.get(id)?.onEnd?.(frame.errno);
  }

  answered(t, req, frame) {
    const { resolve, reject } = this.waiting.get(req);
    this.waiting.delete(req);
    if (t === 'ok') resolve(frame);
    else reject(new Error(frame.errno));
  }

  mayGoOn(id, upto) {
    const stream = this.streams.get(id);
    if (!stream) return;
    stream.upto = upto;
    stream.room?.();
    stream.room = null;
  }

  accepted({ listener, id }) {
    const { onConnection } = this.streams.get(listener);
    this.adopt(id, () => {});
    this.streams.get(id).onData = onConnection(id);
    this.say({ t: 'accept', id: listener, upto: (this.streams.get(listener).accepts = (this.streams.get(listener).accepts ?? 1) + 1) });
  }

  close(id) {
    const { taken } = this.streams.get(id);
    this.streams.delete(id);
    this.say({ t: 'close', id, taken, reset: false });
  }

  /** Ends the program; resolves when the relay has closed everything. */
  bye() {
    const closed = new Promise((done) => (this.socket.onclose = done));
    this.say({ t: 'bye' });
    return closed;
  }
}

/** Times `rounds` echoes of `size` bytes; their durations in µs. The peer must send everything back. */
export async function timeEchoes(client, address, rounds, size = 64) {
  let missing = 0;
  let arrived = () => {};
  const id = await client.stream(address, (bytes) => {
    missing -= bytes.length;
    if (missing <= 0) arrived();
  });
  const message = new Uint8Array(size);
  const times = [];
  for (let round = 0; round < rounds; round += 1) {
    const begun = performance.now();
    const back = new Promise((done) => (arrived = done));
    missing = size;
    client.send(id, message);
    await back;
    times.push((performance.now() - begun) * 1000);
  }
  client.close(id);
  return times;
}
