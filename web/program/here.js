// Python in this very worker: its stack is suspended while it waits, so the worker's messages are handled meanwhile.

import * as kernel from './kernel.js';
import * as output from './output.js';
import { boot as bootPython, statusOf } from './runtime.js';
import * as threads from './threads.js';
import { attach } from './wait.js';
import * as watch from './watch.js';

let python = null;

/** Boots Python; says whether from a 'snapshot' or 'plain'. */
export async function boot(message) {
  const [booted, how] = await bootPython(message);
  python = booted;
  return how;
}

/** Prepares a program over these sockets; the function returned runs it and resolves to its exit code. */
export function start(relay, message) {
  kernel.connect(python.module, relay);
  if (message.watched) watch.begin(relay.link);
  attach(python, relay);
  const main = python.start(message, relay);
  return async () => {
    const exit = await main().catch(statusOf);
    threads.freeze();
    return exit;
  };
}

/** Raises KeyboardInterrupt. */
export function interrupt() {
  threads.stop();
}

/** The page has shown so many messages of output more. */
export function shown(messages) {
  output.shown(messages);
}
