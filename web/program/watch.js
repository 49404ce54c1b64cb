// What the program does with its TCP sockets, told to a page that shows it in a picture. Silent unless the page asks, and
// bounded: what repeats itself is joined, and messages come no faster than a picture can follow.

/** Milliseconds between two messages in the long run, and how many may come at once before that. */
const PAUSE = 50;
const BURST = 32;
/** Calls that wait to be told, at most; the oldest go first. */
const MOST = 64;

const STREAM = 1;
const EAGAIN = -11;
const IN_PROGRESS = [-114, -115];
/** As in web/src/program/link.rs: below this, a send's outcome is a request that will tell it. */
const UNSURE = -1000;

let link = null;
const streams = new Set();
/** Calls whose outcome the relay is to tell: `[name, descriptor]` by the number of the request, and sockets that connect. */
const asked = new Map();
const connecting = new Set();

/** What isn't told yet, in order. */
const untold = [];
/** When the next message would be due if all came evenly, and when the last one was sent. */
let due = 0;
let sent = 0;
let timer = 0;

/** From now on the page is told of the calls of this Link's program. */
export function begin(toLink) {
  link = toLink;
}

/** A call was made, and this is its outcome; `detail` is a socket's kind, or whether bytes were only looked at. */
export function saw(name, fd, outcome, detail) {
  if (link) see[name](fd, outcome, detail);
}

/** The relay has answered a request: `-errno`, or something else if all went well. */
export function answered(request, answer) {
  const call = link && asked.get(request);
  if (!call) return;
  asked.delete(request);
  const [name, fd] = call;
  const outcome = Number(answer);
  if (outcome < 0) tell(name, fd, 'failed', { errno: -outcome });
  else if (name === 'bind') tell(name, fd, 'done', { port: port(link.sockname(fd)) });
  else if (name === 'listen') tell(name, fd, 'done');
}

/** Tells what there is to tell, unless that would be too often. Called before the program waits. */
export function flush() {
  if (untold.length === 0) return;
  const now = performance.now();
  due = Math.max(due, now - PAUSE * BURST);
  if (due > now) {
    timer ||= setTimeout(() => { timer = 0; flush(); }, due - now);
    return;
  }
  due += PAUSE;
  finish();
}

/** Tells all there is to tell: the program has ended. */
export function finish() {
  sent = performance.now();
  if (untold.length > 0) self.postMessage({ type: 'calls', calls: untold.splice(0) });
}

const see = {
  open(fd, outcome, kind) {
    if (kind !== STREAM || fd < 0) return;
    streams.add(fd);
    tell('socket', fd, 'done');
  },
  bind: (fd, outcome) => ask('bind', fd, outcome),
  listen: (fd, outcome) => ask('listen', fd, outcome),
  connect(fd, outcome) {
    if (outcome < 0 && !IN_PROGRESS.includes(outcome)) return tell('connect', fd, 'failed', { errno: -outcome });
    connecting.add(fd);
    return tell('connect', fd, 'waits');
  },
  takeError(fd, outcome) {
    if (!connecting.delete(fd)) return;
    if (outcome < 0) tell('connect', fd, 'failed', { errno: -outcome });
    else tell('connect', fd, 'done', { port: port(link.sockname(fd)) });
  },
  accept(fd, outcome) {
    if (outcome === EAGAIN) return tell('accept', fd, 'waits');
    if (outcome < 0) return tell('accept', fd, 'failed', { errno: -outcome });
    streams.add(outcome);
    return tell('accept', fd, 'done', { accepted: outcome, port: port(link.peername(outcome)) });
  },
  recv(fd, outcome, peek) {
    if (peek) return undefined;
    if (outcome === EAGAIN) return tell('recv', fd, 'waits');
    if (outcome < 0) return tell('recv', fd, 'failed', { errno: -outcome });
    return outcome === 0 ? tell('end', fd, 'done') : tell('recv', fd, 'done', { bytes: outcome });
  },
  send(fd, outcome) {
    if (outcome === EAGAIN) return tell('send', fd, 'waits');
    if (outcome <= UNSURE) asked.set(UNSURE - outcome, ['send', fd]);
    else if (outcome < 0) return tell('send', fd, 'failed', { errno: -outcome });
    return tell('send', fd, 'done', { bytes: outcome < 0 ? link.sent() : outcome });
  },
  close(fd, outcome) {
    if (outcome < 0) return;
    tell('close', fd, 'done');
    streams.delete(fd);
    connecting.delete(fd);
  },
};

function ask(name, fd, outcome) {
  if (!streams.has(fd)) return;
  if (outcome < 0) tell(name, fd, 'failed', { errno: -outcome });
  else asked.set(outcome, [name, fd]);
}

function tell(call, fd, state, more = {}) {
  if (!streams.has(fd)) return;
  const same = untold.findIndex((known) => known.call === call && known.fd === fd && known.state === state);
  // What is joined stands where it happened last: how things are in the end is what counts.
  const [before] = same < 0 ? [] : untold.splice(same, 1);
  const bytes = more.bytes && more.bytes + (before?.bytes ?? 0);
  untold.push({ call, fd, state, at: performance.timeOrigin + performance.now(), ...more, ...(bytes ? { bytes } : {}) });
  if (untold.length > MOST) untold.shift();
  // A program that never waits is told of, too.
  if (performance.now() - sent > PAUSE) flush();
}

function port(name) {
  const text = name.split(' ')[1];
  return text ? Number(text) : undefined;
}
