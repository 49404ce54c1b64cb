// The table the benchmark prints: what, against what, the ratio or the figure, the goal, and whether it is met.

const HEAD = ['what', 'figure', 'against', 'figure', 'ratio', 'goal', 'met'];

export class Table {
  rows = [];

  /** A ratio; `goal` is `{ most }`, `{ least }` or null. */
  row(what, figure, against, other, ratio, goal) {
    this.add([what, figure, against, other, `${ratio.toFixed(2)}×`, goalText(goal, '×'), met(ratio, goal)]);
  }

  /** A plain figure in `unit`. */
  figure(what, value, unit, goal) {
    this.add([what, `${round(value)} ${unit}`, '', '', '', goalText(goal, ` ${unit}`), met(value, goal)]);
  }

  add(cells) {
    this.rows.push(cells);
    console.log(`  ${cells.filter(Boolean).join(' · ')}`);
  }

  print() {
    const rows = [HEAD, ...this.rows];
    const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column].length)));
    const line = (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
    console.log([line(HEAD), `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...this.rows.map(line)].join('\n'));
  }
}

const round = (value) => (value >= 100 ? value.toFixed(0) : value.toFixed(2));
const goalText = (goal, unit) => (!goal ? '' : goal.most !== undefined ? `≤ ${goal.most}${unit}` : `≥ ${goal.least}${unit}`);
const met = (value, goal) => (!goal ? '' : (goal.most !== undefined ? value <= goal.most : value >= goal.least) ? 'yes' : 'NO');

/** The number that this share of a list lies below. */
export const rank = (numbers, share) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length * share)];

/** The middle of a list of numbers. */
export const median = (numbers) => rank(numbers, 0.5);
