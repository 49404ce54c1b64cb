// The table, the share that passes, and every failure with its explanation.

import { groups } from './groups.mjs';
import { DESIGN, DIFFERENCES, FEATURES, KNOWN } from './known.mjs';

/** Prints it all; how many failures have no explanation. */
export function report(found) {
  const failures = found.filter((one) => one.native.outcome === 'passed' && one.page.outcome !== 'passed').map(explain);
  table(found, failures);
  strictly(found, failures);
  for (const [title, kind] of [['What the browser lacks', 'feature'], ['What the relay does not carry', 'design'], ['What differs between the two versions of CPython', 'version']]) {
    grouped(title, failures.filter((one) => one.kind === kind));
  }
  grouped('Failures, explained', failures.filter((one) => one.kind === 'known'));
  const unexplained = failures.filter((one) => one.kind === 'unexplained');
  if (unexplained.length > 0) console.log(`\nFailures without an explanation: ${unexplained.length}`);
  for (const { module, name, page } of unexplained) {
    console.log(`  ${module} ${name}: ${page.outcome} ${page.where ?? ''} ${page.reason ?? ''}`);
  }
  return unexplained.length;
}

/** The first list that has a pattern for it decides. */
function explain(one) {
  const title = `${one.module} ${one.name}`;
  for (const [kind, entries] of [['feature', FEATURES], ['design', DESIGN], ['version', DIFFERENCES], ['known', KNOWN]]) {
    const entry = entries.find(({ tests }) => tests.some((pattern) => matches(pattern, title)));
    if (entry) return { ...one, kind, because: entry.because };
  }
  return { ...one, kind: 'unexplained' };
}

/** `*` stands for anything. */
function matches(pattern, title) {
  const source = pattern.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*');
  return new RegExp(`^${source}$`).test(title);
}

function table(found, failures) {
  const head = ['file', 'native: passed', 'failed', 'skipped', 'page: passed', 'failed', 'skipped', 'browser lacks', 'relay lacks', 'version', 'passed of the rest'];
  const rows = [...groups(found, ({ module }) => module)].map(([module, all]) => row(module, all, failures.filter((one) => one.module === module)));
  const all = [head, ...rows, row('all', found, failures)];
  const widths = head.map((_, column) => Math.max(...all.map((cells) => String(cells[column]).length)));
  const line = (cells) => `| ${cells.map((cell, column) => (column ? String(cell).padStart(widths[column]) : cell.padEnd(widths[column]))).join(' | ')} |`;
  console.log(['', line(head), `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...all.slice(1).map(line)].join('\n'));
}

function row(title, all, failures) {
  const count = (place) => {
    const of = (...outcomes) => all.filter((one) => outcomes.includes(one[place].outcome)).length;
    return [of('passed'), of('failed', 'error', 'hangs'), of('skipped', 'absent')];
  };
  const excused = (kind) => failures.filter((one) => one.kind === kind).length;
  const counted = all.filter((one) => one.native.outcome === 'passed').length - excused('feature') - excused('design') - excused('version');
  const passed = all.filter((one) => one.native.outcome === 'passed' && one.page.outcome === 'passed').length;
  return [title, ...count('native'), ...count('page'), excused('feature'), excused('design'), excused('version'), `${passed} of ${counted}, ${((passed / counted) * 100).toFixed(1)} %`];
}

/** What the relay lacks is our choice and no property of browsers: so the share is also given with that counted as failed. */
function strictly(found, failures) {
  const passed = found.filter((one) => one.native.outcome === 'passed' && one.page.outcome === 'passed').length;
  const ours = failures.filter(({ kind }) => kind === 'design' || kind === 'known' || kind === 'unexplained').length;
  console.log(`\nWith what the relay lacks counted as failed: ${passed} of ${passed + ours}, ${((passed / (passed + ours)) * 100).toFixed(1)} %`);
}

function grouped(title, failures) {
  if (failures.length === 0) return;
  console.log(`\n${title}: ${failures.length}`);
  for (const [because, all] of groups(failures, (one) => one.because)) {
    console.log(`  ${because} (${all.length})`);
    for (const [module, some] of groups(all, (one) => one.module)) {
      console.log(`    ${module}: ${some.map(({ name }) => name).join(', ')}`);
    }
  }
}
