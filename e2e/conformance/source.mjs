// CPython's tests: found beside a Python of this machine or taken from Debian's package, never part of this repository.

import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deflateSync } from 'node:zlib';
import { which } from '../lib/children.mjs';

const TARGET = fileURLToPath(new URL('../../target/conformance/', import.meta.url));
/** The page's Python: tests of another version are taken if there are none of this one. */
export const PAGE = '3.14';

/** What the tests of sockets, threads and asyncio import from the package `test`, besides themselves. */
const NEEDED = ['__init__.py', 'support', 'lock_tests.py', 'certdata', 'test_asyncio/__init__.py', 'test_asyncio/utils.py',
  'test_asyncio/functional.py', 'keycert3.pem', 'pycacert.pem', 'ssl_cert.pem', 'ssl_key.pem'];

const ASK = `import json, os, sys, sysconfig
test = os.path.join(sysconfig.get_path("stdlib"), "test")
print(json.dumps([sys.executable, "%d.%d.%d" % sys.version_info[:3], test, os.path.exists(os.path.join(test, "test_socket.py"))]))`;

/** `{ python, version, root, origin }`: an interpreter, and a folder with the package `test` that belongs to it. */
export function findTests(modules) {
  const pythons = candidates().map(ask).filter(Boolean);
  const complete = pythons.filter(({ has }) => has).sort((a, b) => distance(a) - distance(b))[0];
  if (complete) return { ...complete, root: gather(complete, [complete.test], modules), origin: complete.test };
  for (const python of pythons) {
    const package_ = `libpython${minor(python.version)}-testsuite`;
    const unpacked = fromDebian(package_, python);
    if (unpacked) return { ...python, root: gather(python, [unpacked, python.test], modules), origin: package_ };
  }
  throw new Error(`there are no tests of CPython: no Python here has the package test with test_socket.py, and apt-get has no libpython…-testsuite`);
}

/** The tests of `modules` with all that they import, and `more` files, for a program to unpack: deflated JSON in base64. */
export function pack(root, modules, more) {
  const files = { ...more };
  for (const path of readdirSync(root, { recursive: true })) {
    const isTest = /(^|\/)test_[^/]*\.py$/.test(path);
    if (!/\.(py|pem)$/.test(path) || (isTest && !modules.some((one) => path === file(one)))) continue;
    files[path] = readFileSync(join(root, path), 'utf8');
  }
  return deflateSync(JSON.stringify(files)).toString('base64');
}

/** `test.test_asyncio.test_streams` → `test/test_asyncio/test_streams.py`. */
const file = (module) => `${module.replaceAll('.', '/')}.py`;
const minor = (version) => version.split('.').slice(0, 2).join('.');
const number = (version) => Number(version.split('.')[1]);
/** Older by one is as good as newer by one; the same is best. */
const distance = ({ version }) => Math.abs(number(version) - number(PAGE));

function candidates() {
  if (process.env.PYTHON) return [process.env.PYTHON];
  const named = ['python3.14', 'python3.15', 'python3.13', 'python3.12', 'python3.11', 'python3'].map(which).filter(Boolean);
  const pyenv = join(process.env.PYENV_ROOT ?? join(homedir(), '.pyenv'), 'versions');
  const installed = existsSync(pyenv) ? readdirSync(pyenv).map((name) => join(pyenv, name, 'bin/python3')) : [];
  return [...named, ...installed.filter(existsSync)];
}

function ask(command) {
  try {
    const answer = execFileSync(command, ['-c', ASK], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    const [python, version, test, has] = JSON.parse(answer);
    return number(version) >= 11 ? { python, version, test, has } : null;
  } catch {
    return null; // a shim for a version that isn't installed, or an old one
  }
}

/** Copies what is needed from the first of `sources` that has it: both Pythons get the same files. Two runs may do so at once. */
function gather({ version }, sources, modules) {
  const root = join(TARGET, version);
  const wanted = [...NEEDED, ...modules.map((module) => file(module).replace(/^test\//, ''))];
  for (const path of wanted) {
    const from = sources.map((source) => join(source, path)).find(existsSync);
    if (from) cpSync(from, join(root, 'test', path), { recursive: true, filter: (name) => !name.includes('__pycache__') });
  }
  return root;
}

function fromDebian(name) {
  const folder = join(TARGET, name);
  try {
    mkdirSync(folder, { recursive: true });
    if (!readdirSync(folder).some((one) => one.endsWith('.deb'))) {
      execFileSync('apt-get', ['download', name], { cwd: folder, stdio: 'ignore' });
    }
    const archive = readdirSync(folder).find((one) => one.endsWith('.deb'));
    execFileSync('dpkg', ['-x', archive, '.'], { cwd: folder, stdio: 'ignore' });
    const library = join(folder, 'usr/lib');
    return join(library, readdirSync(library).find((one) => one.startsWith('python')), 'test');
  } catch {
    return null;
  }
}
