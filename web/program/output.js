// What the program prints, on its way to the page: in order, joined while it comes fast, and no further ahead than the page
// can draw. A page keeps the end of an output and no more, so what would be out of its sight is dropped here, and counted.

/** Pieces are joined up to this many characters. */
const BATCH = 16 * 1024;
/** The page draws this often, in milliseconds: sending more than a few pieces between two drawings gains nothing. */
const FRAME = 16;
/** Pieces that are sent at once in each such time; what comes beyond that is joined. */
const PIECES = 32;
/** Sent and not yet shown, at most; the page takes some ten milliseconds for so much. */
const AHEAD = 256 * 1024;
/** Kept while the page is behind: as much as a console holds (MAX_BYTES in web/src/ui/console/scrollback.rs). */
const KEPT = 1024 * 1024;
/** What a piece costs beside its characters. */
const OVERHEAD = 128;
/** Sequences that say how text looks. Of those that were dropped the last few are sent all the same. */
const STYLE = /\x1b\[[\d;:]*m/g;
const STYLES = 16;

/** What isn't sent yet: {stream, text}. */
const waiting = [];
let held = 0;
/** The costs of messages that were sent and aren't shown yet. */
const unseen = [];
let ahead = 0;
/** What was dropped before the first that waits: its line feeds and its last styles. */
let lost = null;
let frame = 0;
let pieces = 0;

/** A writer for Pyodide's setStdout and setStderr. */
export function writer(name) {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  return {
    isatty: true,
    write(bytes) {
      for (let at = 0; at < bytes.length; at += BATCH) {
        write(name, decoder.decode(bytes.subarray(at, at + BATCH), { stream: true }));
      }
      return bytes.length;
    },
  };
}

/** How many messages the page has shown more, where it can't say so itself: Python's worker stands still (beside/inside.js). */
let news = () => 0;

/** Has flush() ask for that. */
export function hear(source) {
  news = source;
}

/** Sends what waits, as far as the page has kept up. Called before the program waits for anything. */
export function flush() {
  see(news());
  while (waiting.length > 0 && ahead < AHEAD) send();
}

/** Sends all that waits: the program has ended, and nothing more will come. */
export function finish() {
  while (waiting.length > 0) send();
}

/** Sends what waits, if the page has drawn since the last time; called now and then by a program that computes. */
export function flushIfOld() {
  if (nextFrame()) flush();
}

/** The page has shown so many messages more. */
export function shown(messages) {
  see(messages);
  flush();
}

function see(messages) {
  for (const cost of unseen.splice(0, messages)) ahead -= cost;
}

function write(stream, text) {
  const last = waiting.at(-1);
  if (last?.stream === stream && last.text.length < BATCH) {
    last.text += text;
    held += text.length;
  } else {
    waiting.push({ stream, text });
    held += text.length + OVERHEAD;
  }
  nextFrame();
  if (pieces < PIECES || held > BATCH) {
    pieces += 1;
    flush();
  }
  while (held > KEPT) drop();
}

function nextFrame() {
  const now = performance.now();
  if (now - frame < FRAME) return false;
  frame = now;
  pieces = 0;
  return true;
}

/** One message: pieces of both streams in their order, up to a batch. */
function send() {
  const message = { type: 'output', pieces: [] };
  let size = 0;
  while (waiting.length > 0 && size < BATCH) {
    const piece = waiting.shift();
    held -= cost(piece);
    size += cost(piece);
    if (lost) mend(message, piece);
    message.pieces.push(piece.stream, piece.text);
  }
  unseen.push(size);
  ahead += size;
  self.postMessage(message);
}

/** Says what was dropped before a piece. The rest of a line that lost its beginning goes, too: it might begin within a sequence. */
function mend(message, piece) {
  const start = piece.text.indexOf('\n') + 1;
  lose(piece.text.slice(0, start));
  message.skipped = lost.lines;
  piece.text = lost.styles.join('') + piece.text.slice(start);
  lost = null;
}

function drop() {
  const piece = waiting.shift();
  held -= cost(piece);
  lose(piece.text);
}

function lose(text) {
  lost ??= { lines: 0, styles: [] };
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lost.lines += 1;
  const styles = text.match(STYLE);
  if (styles) lost.styles = [...lost.styles, ...styles].slice(-STYLES);
}

const cost = ({ text }) => text.length + OVERHEAD;
