// Takes out of a program's output what must differ between two runs or two Python versions, and nothing else.

const EPHEMERAL = /\b(3276[89]|327[7-9]\d|32[89]\d\d|3[3-9]\d{3}|[45]\d{4}|60\d{3})\b/g;

/** One part's `{ role, stdout, stderr, outcome }`, comparable. */
export function normalise(part, takeBack) {
  const text = (raw) => volatile(takeBack(raw));
  return { role: part.role, outcome: part.outcome, stdout: text(part.stdout), stderr: tracebacks(text(part.stderr)) };
}

/** Ports the kernel chose, descriptors, addresses in memory. */
function volatile(text) {
  return text
    .replace(EPHEMERAL, '<port>')
    .replace(/\bfd=\d+/g, 'fd=<fd>')
    .replace(/\b0x[0-9a-f]{4,}\b/g, '0x<id>');
}

/**
 * Folders before file names, and for frames of the standard library the line number and the source lines with their marks, which
 * change from release to release. The frames themselves stay.
 */
function tracebacks(text) {
  const kept = [];
  let inLibrary = false;
  for (const line of text.split('\n')) {
    const frame = line.match(/^([ |]+)File "([^"]*)", line (\d+)(.*)$/);
    if (frame) {
      const [, indent, path, number, rest] = frame;
      inLibrary = isLibrary(path);
      const name = path.split('/').pop();
      kept.push(`${indent}File "${name}", line ${inLibrary ? '<n>' : number}${rest}`);
    } else if (inLibrary && /^( {4}| +\| {4})/.test(line)) {
      continue;
    } else {
      inLibrary = false;
      // A warning names its place in its own way.
      kept.push(line.replace(/^\S*\/(?=\w+\.py:\d+: \w+Warning: )/, ''));
    }
  }
  return kept.join('\n');
}

const isLibrary = (path) => /\/python3[.\d]*(\.zip)?\/|^<frozen/.test(path);

/** A text without the marks under the lines of tracebacks. */
export const withoutMarks = (text) => text.split('\n').filter((line) => !/^[\s|]+[\^~]+[\s\^~]*$/.test(line)).join('\n');

/** A readable difference between two texts, line by line; empty if they are equal. */
export function difference(native, browser) {
  if (native === browser) return '';
  const left = native.split('\n');
  const right = browser.split('\n');
  const lines = [];
  for (const move of edits(left, right)) lines.push(`${move.sign} ${move.line}`);
  return lines.filter((line, index) => line[0] !== ' ' || lines.slice(Math.max(0, index - 1), index + 2).some((near) => near[0] !== ' ')).join('\n');
}

function edits(left, right) {
  const table = Array.from({ length: left.length + 1 }, () => new Array(right.length + 1).fill(0));
  for (let i = left.length - 1; i >= 0; i -= 1)
    for (let j = right.length - 1; j >= 0; j -= 1)
      table[i][j] = left[i] === right[j] ? table[i + 1][j + 1] + 1 : Math.max(table[i + 1][j], table[i][j + 1]);
  const moves = [];
  let [i, j] = [0, 0];
  while (i < left.length || j < right.length) {
    if (i < left.length && j < right.length && left[i] === right[j]) moves.push({ sign: ' ', line: left[(i += 1), (j += 1), i - 1] });
    else if (j >= right.length || (i < left.length && table[i + 1][j] >= table[i][j + 1])) moves.push({ sign: '-', line: left[(i += 1) - 1] });
    else moves.push({ sign: '+', line: right[(j += 1) - 1] });
  }
  return moves;
}
