// Where the threads' C stacks lie in Python's memory: each in a place of its own.
//
// Pyodide would have them all in the one stack of the module, copies away what is in another's way, and back when a stack goes on.
// But CPython reads and writes what lies in the stacks of suspended threads: its garbage collector walks the frames of all threads,
// and objects that it is about to free are linked to lists in the stack of the thread that collects.

/**
 * Bytes. CPython raises RecursionError when a C stack is nearly full, which must be before the browser's own stack of about a megabyte
 * is: that would end the interpreter. At this size a __repr__ that calls itself gets 630 deep; the browser's stack is full at 840.
 */
const SIZE = 320 * 1024;
const ALIGNMENT = 16;

let module = null;
let apply = null;
/** The places of threads that have ended, as addresses. They are never given back: a late callback may still run there. */
const free = [];
/** The place of the stack that is about to begin. */
let chosen = 0;

/** Joins the stacks to Python. */
export function attach(python) {
  module = python;
  apply = module.promisingApply;
  module.promisingApply = begin;
  // Where a stack ends, for the copies: a stack that ends where it stands has nothing to be copied.
  Object.defineProperty(module, 'stackStop', { get: () => module.stackSave(), set() {} });
}

/** Calls a function that begins a stack, and finds it a place; what that returns is a promise of the stack's end. */
export async function run(call) {
  const place = free.pop() ?? module._malloc(SIZE);
  chosen = place;
  try {
    return await call();
  } finally {
    free.push(place);
  }
}

/** Whether the stack that runs can be suspended: no function of JavaScript is in the midst of it. */
export const canBeLeft = () => module.validSuspender.value;

/** The stack that runs is about to be suspended; the function returned is to be called when it goes on. */
export function leave() {
  const top = module.stackSave();
  const thread = module._captureThreadState();
  return () => {
    module.stackRestore(top);
    module._restoreThreadState(thread);
    module.validSuspender.value = true;
  };
}

/** Pyodide begins a stack: where the stack pointer stands. CPython takes the limits over when it makes the thread's state. */
function begin(...args) {
  if (!chosen) return apply(...args);
  const [base, end] = [module._emscripten_stack_get_base(), module._emscripten_stack_get_end()];
  const top = (chosen + SIZE) & -ALIGNMENT;
  module._emscripten_stack_set_limits(top, chosen);
  module.stackRestore(top);
  chosen = 0;
  try {
    return apply(...args);
  } finally {
    module._emscripten_stack_set_limits(base, end);
  }
}
