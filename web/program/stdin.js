// Lines typed in the page, waiting for the program to read them.

import * as output from './output.js';
import { wake } from './wait.js';

/** Typed and not yet read, in order; '' is an end of input, which can come again, as Ctrl+D can. */
const lines = [];
let wanted = false;

/** The page typed a line (with its line feed), or nothing: the end of input. */
export function type(text) {
  lines.push(text);
  wake();
}

/** Whether a read would not wait. Asked when the program waits for it, alone or among other things: the page is told. */
export function ready() {
  want(lines.length === 0);
  return lines.length > 0;
}

/** The next line; '' at the end of input; null if there is none yet. */
export function readLine() {
  want(lines.length === 0);
  return lines.shift() ?? null;
}

function want(now) {
  if (now === wanted) return;
  wanted = now;
  output.flush();
  self.postMessage({ type: 'input', wanted });
}
