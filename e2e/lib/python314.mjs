// Makes a native CPython 3.14 to compare with, in .tools/python-3.14: `node e2e/lib/python314.mjs`. Linux on x86-64.
//
// No package registry has an interpreter of its own, but the wheel of freeze-core (PyPI), with which programs are frozen, carries
// CPython linked into an executable, and its extension modules; npm's pyodide brings the library written in Python. What is
// missing is an entry point that behaves as `python3` does: a few lines of C, put before the executable's own main().

import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const WHEEL = 'freeze-core==0.8.1';
const HOME = fileURLToPath(new URL('../../.tools/python-3.14/', import.meta.url));

/** Where it is, once made. */
export const PYTHON_314 = join(HOME, 'bin', 'python3.14');

const MAIN = `
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>

typedef int (*Main)(int, char **, char **);
typedef int (*Start)(Main, int, char **, void (*)(void), void (*)(void), void (*)(void), void *);

static int python(int argc, char **argv, char **environment) {
  (void)environment;
  unsetenv("LD_PRELOAD");
  return ((int (*)(int, char **))dlsym(RTLD_DEFAULT, "Py_BytesMain"))(argc, argv);
}

int __libc_start_main(Main main, int argc, char **argv, void (*init)(void), void (*fini)(void), void (*end)(void), void *stack) {
  (void)main;
  return ((Start)dlsym(RTLD_NEXT, "__libc_start_main"))(python, argc, argv, init, fini, end, stack);
}
`;

const LAUNCHER = `#!/bin/sh
home=$(dirname "$(dirname "$(readlink -f "$0")")")
PYTHONHOME=$home LD_PRELOAD=$home/lib/main.so exec "$home/bin/python" "$@"
`;

function make() {
  const work = mkdtempSync(join(tmpdir(), 'echoroom-python-'));
  const python = (...args) => execFileSync('python3', args, { cwd: work, stdio: ['ignore', 'ignore', 'inherit'] });
  try {
    python('-m', 'pip', 'download', '--quiet', '--no-deps', '--only-binary', ':all:', '--python-version', '3.14',
      '--implementation', 'cp', '--abi', 'cp314', '--platform', 'manylinux_2_17_x86_64', WHEEL);
    const wheel = readdirSync(work).find((name) => name.endsWith('.whl'));
    python('-m', 'zipfile', '-e', wheel, 'wheel');
    const library = dirname(fileURLToPath(import.meta.resolve('pyodide')));
    python('-m', 'zipfile', '-e', join(library, 'python_stdlib.zip'), 'home/lib/python3.14');
    assemble(join(work, 'wheel'), join(work, 'home'));
    rmSync(HOME, { recursive: true, force: true });
    cpSync(join(work, 'home'), HOME, { recursive: true });
    // Programs are run without leave to write bytecode.
    execFileSync(PYTHON_314, ['-m', 'compileall', '-q', join(HOME, 'lib', 'python3.14')], { stdio: 'ignore' });
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function assemble(wheel, home) {
  const core = join(wheel, 'freeze_core');
  const executable = readdirSync(join(core, 'bases')).find((name) => name.startsWith('console-'));
  mkdirSync(join(home, 'bin'));
  renameSync(join(core, 'bases', executable), join(home, 'bin', 'python'));
  renameSync(join(core, 'lib'), join(home, 'lib', 'python3.14', 'lib-dynload'));
  // Whoever asks sysconfig finds the library's describing emscripten.
  writeFileSync(join(home, 'lib', 'python3.14', '_sysconfigdata__linux_x86_64-linux-gnu.py'), 'build_time_vars = {}\n');
  // The extension modules look for these two folders above their own.
  renameSync(join(wheel, 'freeze_core.libs'), join(home, 'lib', 'freeze_core.libs'));
  writeFileSync(join(home, 'main.c'), MAIN);
  execFileSync('cc', ['-shared', '-fPIC', '-O2', '-o', 'lib/main.so', 'main.c', '-ldl'], { cwd: home, stdio: 'inherit' });
  writeFileSync(join(home, 'bin', 'python3.14'), LAUNCHER);
  for (const name of ['python', 'python3.14']) chmodSync(join(home, 'bin', name), 0o755);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (!existsSync(PYTHON_314)) make();
  console.log(`${PYTHON_314}: ${execFileSync(PYTHON_314, ['--version'], { encoding: 'utf8' })}`);
}
