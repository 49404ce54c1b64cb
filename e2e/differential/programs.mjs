// The programs to compare: where they lie, what their `#|` lines say, and which ports they get for a run.
//
// `NAME.py` runs alone; `NAME.server.py` and `NAME.client.py` run together, the client once the server has printed "listening".
// `#| stdin: LINE` is typed into input(), `#| deadline: SECONDS` is for slow ones. The ports 9090 and 9091 stand for free ones.
// `#| version: REASON`: what it prints depends on Python's version; NAME.expected holds what 3.14 prints.
// `#| differs: REASON`: the browser can't be as Linux is here. Lines `#| - …` (native) and `#| + …` (browser) are all that differs.

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { freePort } from '../lib/ports.mjs';

const FOLDER = new URL('./programs/', import.meta.url);
const STAND_INS = ['9090', '9091'];

/** All programs: `{ name, deadline, version, expected, differs, parts: [{ role, code, stdin }] }`. */
export function programs() {
  const grouped = new Map();
  for (const file of readdirSync(FOLDER).filter((name) => name.endsWith('.py')).sort()) {
    const [name, role] = file.split('.');
    const parts = grouped.get(name) ?? [];
    parts.push(part(role === 'py' ? 'program' : role, readFileSync(new URL(file, FOLDER), 'utf8')));
    grouped.set(name, parts);
  }
  return [...grouped].map(([name, parts]) => ({
    name,
    deadline: Math.max(...parts.map((one) => one.deadline)),
    version: parts.map((one) => one.version).find(Boolean) ?? null,
    expected: parts.some((one) => one.version) ? fileURLToPath(new URL(`${name}.expected`, FOLDER)) : null,
    differs: parts.map((one) => one.differs).find(Boolean) ?? null,
    parts: parts.sort((a, b) => b.role.localeCompare(a.role)),
  }));
}

function part(role, code) {
  const options = [...code.matchAll(/^#\| (\w+):[ ]?(.*)$/gm)];
  const all = (key) => options.filter(([, name]) => name === key).map(([, , value]) => value);
  const [reason] = all('differs');
  return {
    role,
    code,
    stdin: all('stdin'),
    deadline: Number(all('deadline')[0] ?? 20),
    version: all('version')[0],
    differs: reason && { reason, lines: [...code.matchAll(/^#\| ([-+] .*)$/gm)].map(([, line]) => line) },
  };
}

/** The same program with free ports in place of the stand-ins, and the way back for its output. */
export async function withPorts(program) {
  const ports = new Map();
  for (const standIn of STAND_INS) ports.set(standIn, String(await freePort()));
  const give = (text) => STAND_INS.reduce((done, standIn) => done.replaceAll(standIn, ports.get(standIn)), text);
  const takeBack = (text) => STAND_INS.reduce((done, standIn) => done.replaceAll(ports.get(standIn), standIn), text);
  return { ...program, parts: program.parts.map((one) => ({ ...one, code: give(one.code) })), takeBack };
}
