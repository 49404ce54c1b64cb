// Runs a program or a pair in the cells of one Lab page, again and again.
//
// The code goes in through the `value` of the cell's <code-editor>, everything else through the documented hooks.

import { eventually } from '../lib/deadline.mjs';
import { openLab } from '../lib/lab.mjs';

export class Lab {
  /** Opens the Lab of a relay in a browser. */
  static async open(browser, relay) {
    const lab = new Lab();
    const { tab, first, second } = await openLab(browser, relay);
    lab.tab = tab;
    lab.cells = [first, second];
    return lab;
  }

  /** The parts' `{ role, stdout, stderr, outcome }`, in the order of the program's parts. */
  async run({ parts, deadline }) {
    const running = [];
    try {
      for (const [index, part] of parts.entries()) {
        const cell = this.cells[index];
        await this.begin(cell, part);
        const end = this.finish(cell, part, deadline);
        // Whoever waits for the parts hears of a failure; until then it is nobody's.
        end.catch(() => {});
        running.push({ role: part.role, cell, end });
        if (part.role === 'server') await cell.says(/listening/, deadline * 1000);
      }
      return await Promise.all(running.map((one) => one.end));
    } finally {
      await Promise.allSettled(running.map((one) => one.end));
      for (const { cell } of running) await this.makeEnd(cell);
    }
  }

  async begin(cell, { code }) {
    await cell.setCode(code);
    await cell.run();
  }

  async finish(cell, { role, stdin }, deadline) {
    const end = Date.now() + deadline * 1000;
    const lines = [...stdin];
    const outcome = await eventually(
      async () => {
        if (await cell.isOver()) return cell.state();
        if (await this.asks(cell)) await (lines.length > 0 ? cell.answer(lines.shift()) : cell.endInput());
        return null;
      },
      { ms: end - Date.now(), every: 15, what: `the end of the ${role} in ${cell.id}` },
    );
    const { stdout, stderr } = await cell.output();
    return { role, stdout, stderr, outcome };
  }

  asks(cell) {
    return this.tab.evaluate((selector) => {
      const field = document.querySelector(`${selector} [data-stdin]`);
      return Boolean(field && field.getClientRects().length > 0);
    }, cell.selector);
  }

  async makeEnd(cell) {
    if (await cell.isOver()) return;
    await cell.stop();
    await cell.reaches(['finished', 'failed'], 5_000);
  }
}
