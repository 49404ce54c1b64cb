// Runs tests in the browser: one program worker for each job, started with the messages at the top of web/program/worker.js.

import { readFileSync } from 'node:fs';

const BOOTSTRAP = readFileSync(new URL('./browser.py', import.meta.url), 'utf8');

/** A place that runs jobs, as native Python is one (native.mjs). */
export class PagePlace {
  /** Opens a tab, fetches the runtime there and has a snapshot made. */
  static async open(browser, relay, packed) {
    const place = new PagePlace();
    place.relay = relay;
    place.packed = packed;
    const shell = await (await fetch(relay.url('/en/lab'))).text();
    const [, assets] = shell.match(/data-assets="([^"]+)"/);
    const [, pyodide] = shell.match(/data-pyodide="([^"]+)"/);
    place.tab = await browser.tab({});
    // A page of the relay's own origin that starts nothing by itself.
    await place.tab.goto(relay.url('/healthz'));
    await place.tab.evaluate(prepare, { assets: relay.url(assets), pyodide: relay.url(pyodide), socket: `ws://127.0.0.1:${relay.port}/ws` });
    return place;
  }

  /** Runs a job of runner.py's; the lines it printed. It is interrupted after `silence` ms without any. */
  async run(job, silence) {
    const code = `PACKED = """${this.packed}"""\nJOB = ${python(job)}\n${BOOTSTRAP}`;
    const token = await this.relay.token();
    return this.tab.evaluate(({ code, token, silence }) => window.runProgram(code, token, silence), { code, token, silence });
  }
}

const python = (job) => `__import__("json").loads(${JSON.stringify(JSON.stringify(job))})`;

/** In the page: what every worker is given, and how one is started and heard to its end. */
async function prepare({ assets, pyodide, socket }) {
  const GRACE = 5000;
  const fetched = (name) => fetch(`${pyodide}${name}`);
  const module = await WebAssembly.compileStreaming(fetched('pyodide.asm.wasm'));
  const stdlib = await (await fetched('python_stdlib.zip')).blob();
  const worker = () => new Worker(`${assets}program-worker.js`, { type: 'module' });
  const snapshot = await new Promise((resolve, reject) => {
    const maker = worker();
    maker.onmessage = ({ data }) => {
      maker.terminate();
      if (data.type === 'snapshot') resolve(data.blob);
      else reject(new Error(data.message));
    };
    maker.postMessage({ type: 'snapshot', pyodide, assets, runtime: { module, stdlib, snapshot: null } });
  });

  window.runProgram = (code, token, silence) =>
    new Promise((resolve) => {
      const program = worker();
      const key = crypto.getRandomValues(new Uint32Array(4)).join('-');
      let text = '';
      let errors = '';
      let timer;
      const end = async (why) => {
        clearTimeout(timer);
        program.onmessage = null;
        program.terminate();
        await fetch('/end', { method: 'POST', body: key });
        resolve(`${text}\n${errors}\n${why}`);
      };
      const interrupt = () => {
        program.postMessage({ type: 'stop' });
        timer = setTimeout(() => end('killed'), GRACE);
      };
      const heard = () => {
        clearTimeout(timer);
        timer = setTimeout(interrupt, silence);
      };
      program.onerror = (event) => end(`worker: ${event.message}`);
      program.onmessage = ({ data }) => {
        if (data.type === 'output') {
          for (let at = 0; at < data.pieces.length; at += 2) {
            if (data.pieces[at] === 'stdout') text += data.pieces[at + 1];
            else errors += data.pieces[at + 1];
          }
          program.postMessage({ type: 'shown', messages: 1 });
          heard();
          if (text.includes('{"event": "end"}', text.length - 200)) end('');
        }
        if (data.type === 'ended') end(`ended: ${data.outcome} ${data.exit}`);
        if (data.type === 'fault') end(`fault: ${data.reason} ${data.message}`);
      };
      heard();
      const runtime = { module, stdlib, snapshot };
      program.postMessage({ type: 'start', relay: socket, token, label: 'conformance', key, file: 'conformance.py', code, columns: 80, pyodide, assets, runtime });
    });
}
