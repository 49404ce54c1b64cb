// Lines typed in the page, waiting for the program to read them.

import * as output from './output.js';
import { wake } from './wait.js';

const lines = [];
let ended = false;
let wanted = false;

/** The page typed a line (with its line feed), or nothing: the end of input. */
export function type(text) {
  if (text === '') ended = true;
  else lines.push(text);
  wake();
}

/** Whether a read would not wait. */
export function ready() {
  return lines.length > 0 || ended;
}

/** The next line; '' at the end of input (which can be typed again, as Ctrl+D can); null if there is none yet. */
export function readLine() {
  if (lines.length > 0) {
    want(false);
    return lines.shift();
  }
  if (ended) {
    ended = false;
    want(false);
    return '';
  }
  want(true);
  return null;
}

function want(now) {
  if (now === wanted) return;
  wanted = now;
  output.flush();
  self.postMessage({ type: 'input', wanted });
}
