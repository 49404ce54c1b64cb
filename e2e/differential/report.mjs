// The table at the end: how many programs print the same, and which differ, with the reason.

import { SAME_VERSION, VERSION } from './compare.mjs';

const HEADINGS = {
  version: `differ from this Python ${VERSION} by version only: they print what 3.14 prints`,
  platform: 'differ by platform',
  different: 'differ for no stated reason',
};

export class Report {
  rows = [];

  add(name, { verdict, reason }) {
    // A second try replaces the first.
    this.rows = [...this.rows.filter((row) => row.name !== name), { name, verdict, reason }];
  }

  /** How many differ without a reason. */
  get failed() {
    return this.of('different').length;
  }

  of(verdict) {
    return this.rows.filter((row) => row.verdict === verdict);
  }

  toString() {
    const width = Math.max(0, ...this.rows.map(({ name }) => name.length)) + 2;
    const lines = [
      `${this.rows.length} programs, native Python ${VERSION}${SAME_VERSION ? '' : ' (the browser has 3.14)'}: `
      + `${this.of('equal').length} equal, ${this.of('version').length} differ by version only, `
      + `${this.of('platform').length} by platform, ${this.failed} for no stated reason`,
    ];
    for (const [verdict, heading] of Object.entries(HEADINGS)) {
      if (this.of(verdict).length === 0) continue;
      lines.push('', `${heading}:`);
      for (const { name, reason = '' } of this.of(verdict)) lines.push(`  ${name.padEnd(width)}${reason}`.trimEnd());
    }
    return lines.join('\n');
  }
}
