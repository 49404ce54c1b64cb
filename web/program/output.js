// What the program prints, on its way to the page: whole pieces in order, not a message a character.

/** Pieces are joined up to this many characters. */
const BATCH = 16 * 1024;
/** The page draws this often, in milliseconds: sending more than a few pieces between two drawings gains nothing. */
const FRAME = 16;
/** Pieces that are sent at once in each such time; what comes beyond that is joined. */
const PIECES = 32;

let stream = 'stdout';
let text = '';
let frame = 0;
let pieces = 0;

/** A writer for Pyodide's setStdout and setStderr. */
export function writer(name) {
  const decoder = new TextDecoder();
  return {
    isatty: true,
    write(bytes) {
      write(name, decoder.decode(bytes, { stream: true }));
      return bytes.length;
    },
  };
}

/** Sends what waits. Called before the program waits for anything, and when it ends. */
export function flush() {
  if (text === '') return;
  self.postMessage({ type: 'output', stream, text });
  text = '';
}

/** Sends what waits, if the page has drawn since the last time; called now and then by a program that computes. */
export function flushIfOld() {
  if (nextFrame()) flush();
}

function write(name, piece) {
  if (name !== stream) {
    flush();
    stream = name;
  }
  text += piece;
  nextFrame();
  if (pieces >= PIECES && text.length < BATCH) return;
  pieces += 1;
  flush();
}

function nextFrame() {
  const now = performance.now();
  if (now - frame < FRAME) return false;
  frame = now;
  pieces = 0;
  return true;
}
