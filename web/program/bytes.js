// recv(2) and send(2) for Python's _socket module, as functions such as a C module of CPython's has them: numbers and bytes are
// read and made where they lie in Python's memory. Pyodide's own way to call JavaScript converts each argument by several calls.

import * as stacks from './stacks.js';
import { stir, untilReceivable } from './wait.js';
import * as watch from './watch.js';

/** METH_FASTCALL: a function is given its arguments as an array of pointers, and their number. */
const FASTCALL = 0x80;
const SIGNATURE = 'iiii';
/** struct PyMethodDef: name, function, flags, documentation. */
const METHOD = 4 * 4;
/** Bytes that one call moves at most. */
const CAPACITY = 64 * 1024;
const EAGAIN = -11;

let module = null;
let relay = null;
let wasm = null;

/** The memory of the Link's module, where received bytes are found. */
export function useMemory(memory) {
  wasm = memory;
}

/** Gives a module of Python's, at this address, the functions `_recv` and `_send`. */
export function attach(python, toRelay, owner) {
  module = python;
  relay = toRelay;
  const functions = Object.entries({ _recv: suspending(recv), _send: send });
  // Kept for good: Python's functions point to it. The end of the list is an entry of zeros.
  const list = module._calloc(functions.length + 1, METHOD);
  functions.forEach(([name, call], at) => {
    module.HEAP32.set([module.stringToNewUTF8(name), module.addFunction(call, SIGNATURE), FASTCALL], (list + at * METHOD) >> 2);
  });
  module._PyModule_AddFunctions(owner, list);
}

/** A function that may return a promise, where the browser can suspend the stack that called it. */
const suspending = (call) => ('Suspending' in WebAssembly ? new WebAssembly.Suspending(call) : call);

/** _recv(fd, most, peek, wait): bytes, or a negative errno; may be EAGAIN although it was to wait. */
function recv(_owner, args) {
  const fd = number(args, 0);
  const most = Math.min(number(args, 1), CAPACITY);
  const peek = number(args, 2) !== 0;
  const n = receive(fd, most, peek);
  if (n === EAGAIN && number(args, 3) !== 0 && stacks.canBeLeft()) {
    return untilReceivable(fd, () => received(receive(fd, most, peek)));
  }
  return received(n);
}

function receive(fd, most, peek) {
  const n = relay.link.recv(fd, most, peek);
  watch.saw('recv', fd, n, peek);
  return n;
}

function received(n) {
  if (n < 0) return module._PyLong_FromLong(n);
  const bytes = module._PyBytes_FromStringAndSize(0, n);
  if (n > 0) module.HEAPU8.set(new Uint8Array(wasm.buffer, relay.link.received(), n), module._PyBytes_AsString(bytes));
  return bytes;
}

/** _send(fd, bytes) or _send(fd, bytes, host, port): how many were sent, or what Link::send says. */
function send(_owner, args, count) {
  const fd = number(args, 0);
  const at = module._PyBytes_AsString(argument(args, 1));
  const bytes = module.HEAPU8.subarray(at, at + module._PyBytes_Size(argument(args, 1)));
  const outcome = count > 2 ? relay.link.send_to(fd, bytes, text(args, 2), number(args, 3)) : relay.link.send(fd, bytes);
  if (count === 2) watch.saw('send', fd, outcome);
  // What goes into one end of a pair comes out of the other with no message in between.
  if (relay.paired) stir();
  return module._PyLong_FromLong(outcome);
}

const argument = (args, at) => module.HEAPU32[(args >> 2) + at];
const number = (args, at) => module._PyLong_AsLong(argument(args, at));
const text = (args, at) => module.UTF8ToString(module._PyUnicode_AsUTF8(argument(args, at)));
