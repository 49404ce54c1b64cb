// The system calls, as Python's _socket module makes them: `self.echoroom`, functions of numbers and texts.
//
// They stand on `self` before Python boots, because a memory snapshot remembers JavaScript functions by where they are
// found. The calls that move bytes are in bytes.js.

import * as stdin from './stdin.js';
import * as threads from './threads.js';
import * as ticks from './ticks.js';
import { stir, unpark } from './wait.js';
import * as watch from './watch.js';

/** Modes as in inode(7): a regular file's and a socket's. */
const REGULAR = 0o100755;
const SOCKET = 0o140755;

/** Emscripten's number for what open(2) of a socket fails with, and Linux's for a file that isn't there. */
const ENXIO = 60;
const ENOENT = 2;

let relay = null;
let module = null;

/** Gives the system calls Python's memory and the program's sockets. */
export function connect(python, toRelay) {
  module = python;
  relay = toRelay;
}

self.echoroom = {
  open(family, kind) {
    const [fd, ...request] = relay.link.open(family, kind);
    watch.saw('open', fd, fd, kind);
    return list([fd, ...request]);
  },
  pair: (family, kind) => paired(list(relay.link.pair(family, kind))),
  dup: (fd) => relay.link.dup(fd),
  close: (fd) => watched('close', fd, stirring(relay.link.close(fd))),
  bind: (fd, host, port) => watched('bind', fd, relay.link.bind(fd, host, port)),
  listen: (fd, backlog) => watched('listen', fd, relay.link.listen(fd, backlog)),
  accept: (fd) => watched('accept', fd, relay.link.accept(fd)),
  connect: (fd, host, port) => watched('connect', fd, relay.link.connect(fd, host, port)),
  takeError: (fd) => watched('takeError', fd, relay.link.take_error(fd)),
  shutdown: (fd, how) => stirring(relay.link.shutdown(fd, how)),
  setOption: (fd, level, name, value, second) => relay.link.set_option(fd, level, name, value, second),
  getOption: (fd, level, name) => list(relay.link.get_option(fd, level, name)),
  sockname: (fd) => relay.link.sockname(fd),
  peername: (fd) => relay.link.peername(fd),
  resolve: (host, family) => relay.link.resolve(host, family),
  reverse: (ip) => relay.link.reverse(ip),
  // Files can be asked about before there is a program: then there are no sockets among them (ENOENT).
  stat: (path) => (relay ? relay.link.stat(path) : -ENOENT),
  unlink: (path) => (relay ? relay.link.unlink(path) : -ENOENT),

  /** Makes a file that looks like a socket; opening it fails. */
  makeSocket(path) {
    const { FS } = module;
    // Emscripten's file system in memory makes no sockets.
    const node = FS.mknod(path, REGULAR, 0);
    node.mode = SOCKET;
    node.stream_ops = { open() { throw new FS.ErrnoError(ENXIO); } };
  },

  answer(req) {
    const answer = relay.link.answer(req);
    watch.answered(req, answer);
    return answer;
  },
  ready: (fd) => relay.link.ready(fd),
  see: (fd, seen) => relay.link.see(fd, seen),
  file: (fd) => relay.link.file(fd),
  sender: () => relay.link.sender(),
  sent: () => relay.link.sent(),
  welcome: () => relay.link.welcome(),

  /** undefined, which is Python's None, while there is no line. */
  readLine: () => (relay.readLine ?? stdin.readLine)() ?? undefined,

  /** poll(2) where a stack can't be suspended: numbers and events, in and out (beside/inside.js). */
  poll: (interest, timeout) => relay.poll(interest, timeout),

  /** Tells what the calling thread waits for; null when it goes on. */
  note(detail) {
    if (detail) notes.set(threads.current(), detail);
    else notes.delete(threads.current());
    show();
  },

  startThread: (ident) => threads.start(ident),
  unpark: (ident) => unpark(ident),
  interruptMain: (signal) => threads.interrupt(signal),
  tellMain: (signal) => threads.remember(signal),
  share: (milliseconds) => ticks.share(milliseconds),
  putOffTick: () => ticks.putOff(),
  afterTick: () => ticks.after(),
};

/** What each thread waits for, and what the page has been told: the main thread's, or another's. */
const notes = new Map();
let shown = null;

function show() {
  const [other = null] = notes.values();
  const detail = notes.get(threads.MAIN) ?? other;
  if (detail === shown) return;
  shown = detail;
  self.postMessage({ type: 'state', state: detail === null ? 'running' : 'waiting', detail });
}

/** From now on what this program sends may be for another thread of it. */
function paired(fds) {
  relay.paired = true;
  return fds;
}

/** After a call that a picture of the page may show. */
function watched(name, fd, outcome) {
  watch.saw(name, fd, outcome);
  return outcome;
}

/** After a call that others may see: threads that wait for the same socket. */
function stirring(outcome) {
  stir();
  return outcome;
}

/** Python takes numbers apart faster from a text than from a proxy of an array. */
function list(numbers) {
  return Array.from(numbers).join(' ');
}
