// What the program prints, on its way to the page: whole pieces in order, not a message a character.

/** Pieces are joined up to this many characters. */
const BATCH = 16 * 1024;
/** Text waits at most this long while the program goes on computing, in milliseconds. */
const PATIENCE = 16;

let stream = 'stdout';
let text = '';
let since = 0;

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

/** Sends what has waited long enough; called now and then by a program that computes. */
export function flushIfOld() {
  if (text !== '' && performance.now() - since >= PATIENCE) flush();
}

function write(name, piece) {
  if (name !== stream) {
    flush();
    stream = name;
  }
  if (text === '') since = performance.now();
  text += piece;
  if (text.length >= BATCH) flush();
  else flushIfOld();
}
