// What the two workers of a program share where a stack can't be suspended: one call at a time, and its answer.
//
// Python's worker writes a call and stands still (Atomics.wait) until the other has written the answer. A call is JSON, with
// bytes beside it; both lie in one SharedArrayBuffer: a few numbers, the text, the bytes.

const STATE = 0;
const TEXT_LENGTH = 1;
const BYTES_LENGTH = 2;
const SIGNAL = 3;
const SHOWN = 4;

const ASKED = 1;
const ANSWERED = 2;

const HEADER = 20;
/** The longest call is a poll() of all of a program's sockets. */
const TEXT = 64 * 1024;
/** As much as one recv() or send() moves (kernel.py), which is also more than the largest datagram. */
const BYTES = 64 * 1024;

/** A new one, for new Channel(). */
export function share() {
  return new SharedArrayBuffer(HEADER + TEXT + BYTES);
}

export class Channel {
  constructor(buffer) {
    this.buffer = buffer;
    this.numbers = new Int32Array(buffer, 0, HEADER / 4);
    this.text = new Uint8Array(buffer, HEADER, TEXT);
    this.bytes = new Uint8Array(buffer, HEADER + TEXT, BYTES);
    this.bytesAt = HEADER + TEXT;
  }

  /** Python's side: makes a call and stands still until it is answered. `nudge` makes the other side look. */
  call(question, bytes, nudge) {
    this.write(question, bytes);
    Atomics.store(this.numbers, STATE, ASKED);
    nudge();
    // The notice of the answer before this one may come only now.
    while (Atomics.load(this.numbers, STATE) === ASKED) Atomics.wait(this.numbers, STATE, ASKED);
    return this.read();
  }

  /** The other side: the call, `[name, arguments]`. */
  question() {
    return this.read();
  }

  /** Bytes that came with the call, or with the answer. */
  bytesSent() {
    return this.bytes.slice(0, this.numbers[BYTES_LENGTH]);
  }

  /** The other side: answers the call. */
  answer(value, bytes = null) {
    this.write(value, bytes);
    Atomics.store(this.numbers, STATE, ANSWERED);
    Atomics.notify(this.numbers, STATE);
  }

  /** The other side: has Python raise a signal at the next instruction that looks for one. */
  signal(number) {
    Atomics.store(this.numbers, SIGNAL, number);
  }

  /** The signal, once; for either side. */
  takeSignal() {
    return Atomics.exchange(this.numbers, SIGNAL, 0);
  }

  /** The other side: the page has shown so many messages of output more. */
  show(messages) {
    Atomics.add(this.numbers, SHOWN, messages);
  }

  /** Python's side: how many, since it last asked. */
  takeShown() {
    return Atomics.exchange(this.numbers, SHOWN, 0);
  }

  write(value, bytes) {
    const text = new TextEncoder().encode(JSON.stringify(value ?? null));
    if (text.length > TEXT || (bytes?.length ?? 0) > BYTES) throw new RangeError('too long for a call');
    this.text.set(text);
    if (bytes) this.bytes.set(bytes);
    this.numbers[TEXT_LENGTH] = text.length;
    this.numbers[BYTES_LENGTH] = bytes?.length ?? 0;
  }

  read() {
    // A copy, because no decoder takes shared memory.
    return JSON.parse(new TextDecoder().decode(this.text.slice(0, this.numbers[TEXT_LENGTH])));
  }
}
