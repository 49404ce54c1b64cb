// CPython: loading it from what the page has fetched, from a memory snapshot where that works and plainly where not.

import errnoSource from '../python/linux.py';
import kernelSource from '../python/kernel.py';
import localSource from '../python/local.py';
import locksSource from '../python/locks.py';
import threadsSource from '../python/threads.py';
import socketSource from '../python/socket_module.py';
import argumentsSource from '../python/arguments.py';
import servicesSource from '../python/services.py';
import addressSource from '../python/address.py';
import constantsSource from '../python/constants.py';
import selectSource from '../python/select_module.py';
import epollSource from '../python/epoll.py';
import asyncioSource from '../python/asyncio_module.py';
import filesSource from '../python/files.py';
import pathsSource from '../python/paths.py';
import programSource from '../python/program.py';
import installSource from '../python/install.py';
import exerciseSource from '../python/exercise.py';
import * as bytes from './bytes.js';
import * as output from './output.js';
import * as stacks from './stacks.js';
import * as threads from './threads.js';
import * as ticks from './ticks.js';

/** The modules of ours, in the order in which they need one another, and the names Python knows them by. */
const MODULES = [
  ['_echoroom_linux', errnoSource],
  ['_echoroom_kernel', kernelSource],
  ['_echoroom_arguments', argumentsSource],
  ['_echoroom_services', servicesSource],
  ['_echoroom_locks', locksSource],
  ['_echoroom_local', localSource],
  ['_echoroom_threads', threadsSource],
  ['_echoroom_address', addressSource],
  ['_echoroom_constants', constantsSource],
  ['_echoroom_paths', pathsSource],
  ['_echoroom_socket', socketSource],
  ['_echoroom_select', selectSource],
  ['_echoroom_epoll', epollSource],
  ['_echoroom_asyncio', asyncioSource],
  ['_echoroom_files', filesSource],
  ['_echoroom_program', programSource],
];

/** A boot that hangs (a fetch that fails inside Pyodide is swallowed) ends after this many milliseconds. */
const DEADLINE = 60_000;

/** Boots Python; says whether from a 'snapshot' or 'plain'. */
export async function boot({ pyodide: url, runtime }) {
  const snapshot = runtime.snapshot ? new Uint8Array(await runtime.snapshot.arrayBuffer()) : null;
  const pyodide = await load(url, runtime, snapshot ? { _loadSnapshot: snapshot } : {});
  if (!snapshot) install(pyodide);
  return [new Python(pyodide), snapshot ? 'snapshot' : 'plain'];
}

/** Boots Python plainly, and returns its memory with our modules in it, as a Blob that boot() can start from. */
export async function takeSnapshot({ pyodide: url, runtime }) {
  const pyodide = await load(url, runtime, { _makeSnapshot: true });
  install(pyodide);
  return new Blob([pyodide.makeMemorySnapshot()]);
}

async function load(url, { module, stdlib }, options) {
  const { loadPyodide } = await import(`${url}pyodide.mjs`);
  const restore = module ? handOver(module) : () => {};
  const loading = loadPyodide({
    indexURL: url,
    stdLibURL: stdlib ? URL.createObjectURL(stdlib) : `${url}python_stdlib.zip`,
    lockFileContents: LOCK_FILE,
    packageBaseUrl: url,
    env: { HOME: '/home/reader', PYTHONINSPECT: '' },
    ...options,
  });
  try {
    return await Promise.race([loading, overdue()]);
  } finally {
    restore();
  }
}

/** No packages: the standard library is all a program here may import. */
const LOCK_FILE = JSON.stringify({
  info: { abi_version: '2026_0', arch: 'wasm32', platform: 'emscripten_5_0_3', python: '3.14.2' },
  packages: {},
});

/** Makes Pyodide take the compiled module instead of fetching and compiling its own; others' requests pass. */
function handOver(module) {
  const { fetch } = self;
  const { instantiateStreaming } = WebAssembly;
  const ours = new Response();
  self.fetch = (input, init) => (String(input).endsWith('pyodide.asm.wasm')
    ? Promise.resolve(ours)
    : fetch.call(self, input, init));
  WebAssembly.instantiateStreaming = async (source, imports) => ((await source) === ours
    ? { module, instance: await WebAssembly.instantiate(module, imports) }
    : instantiateStreaming.call(WebAssembly, source, imports));
  return () => {
    self.fetch = fetch;
    WebAssembly.instantiateStreaming = instantiateStreaming;
  };
}

function overdue() {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error(`Python did not start within ${DEADLINE / 1000} seconds`)), DEADLINE);
  });
}

function install(pyodide) {
  const run = pyodide.runPython(installSource);
  const sources = pyodide.toPy(MODULES);
  run(sources);
  sources.destroy();
  run.destroy();
}

/** os._exit() leaves all of Python with an error that has a status: the exit code. */
export function statusOf(error) {
  if (Number.isInteger(error?.status)) return error.status & 0xff;
  throw error;
}

/** A booted interpreter with our modules in it. */
class Python {
  constructor(pyodide) {
    this.module = pyodide._module;
    this.pyodide = pyodide;
    pyodide.setStdout(output.writer('stdout'));
    pyodide.setStderr(output.writer('stderr'));
  }

  /** Prepares a program; the function returned runs it and resolves to its exit code. */
  start(message, relay) {
    const main = this.prepare(message, relay);
    ticks.attach(this.module);
    this.pyodide.setInterruptBuffer(ticks.tick);
    return () => Promise.race([stacks.run(() => main.callPromising()), threads.failure]);
  }

  /** The same where a stack can't be suspended: returns the exit code when the program has ended. */
  runStandingStill(message, relay, signals) {
    const main = this.prepare(message, relay);
    this.pyodide.pyimport('_echoroom_kernel').stand_still();
    this.pyodide.setInterruptBuffer(signals);
    return main();
  }

  prepare({ file, code, columns = 80, check = false }, relay) {
    const program = this.pyodide.pyimport('_echoroom_program');
    this.join(relay);
    program.prepare(file, code, columns);
    if (check) program.put('exercise.py', exerciseSource);
    return program.main;
  }

  /** Hands Python's memory to those who read and write there. */
  join(relay) {
    const { CURRENT } = this.pyodide.pyimport('_echoroom_kernel');
    // It stays pinned for good: its address is all that is needed.
    this.current = CURRENT.getBuffer('i32');
    threads.attach(this.module, this.current.data.byteOffset, this.pyodide.pyimport('_echoroom_threads').live);
    bytes.attach(this.module, relay, this.module.PyProxy_getPtr(this.pyodide.pyimport('_echoroom_socket')));
  }
}
