// Each program of e2e/differential runs under native CPython and in the browser; what they print must be equal,
// or differ as the program's header says. The table of what differs, and why, is printed at the end.

import { usePages } from '../lib/pages.mjs';
import { after, before, test } from '../lib/suite.mjs';
import { Lab } from '../differential/browser.mjs';
import { compare } from '../differential/compare.mjs';
import { programs } from '../differential/programs.mjs';
import { Report } from '../differential/report.mjs';

const pages = usePages();
const report = new Report();
let lab;
before(async () => (lab = await Lab.open(pages.browser, pages.relay)));
after(async () => console.log(`\n${report}\n`));

for (const program of programs())
  test(
    program.name,
    async () => {
      const found = await compare(program, lab);
      report.add(program.name, found);
      if (found.verdict === 'different') throw found.text;
    },
    { seconds: program.deadline * 2 + 20 },
  );
