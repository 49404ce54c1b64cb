// The plain client at work inside a page: on its main thread, and in workers beside the programs' own.

import { readFileSync } from 'node:fs';

/** The client as a plain script: evaluation in a page knows no imports. */
const CLIENT = readFileSync(new URL('./wire-client.mjs', import.meta.url), 'utf8').replace(/^export /gm, '');

/**
 * Runs an async function body in a page's worker (or on its main thread) with `client` (an open WireClient), `timeEchoes` and
 * `given`; what it returns.
 */
export async function inPage(tab, relay, body, given, { worker = true } = {}) {
  const token = await relay.token();
  const script = `${CLIENT}
    async function job({ url, token, given }) {
      const client = await WireClient.open(new WebSocket(url, 'echoroom.v1'), token);
      const answer = await (async () => { ${body} })();
      await client.bye();
      return answer;
    }`;
  const order = { url: `ws://127.0.0.1:${relay.port}/ws`, token, given };
  if (!worker) return tab.evaluate(`(async () => { ${script}; return job(${JSON.stringify(order)}); })()`);
  return tab.evaluate(runInWorker, {
    script: `${script}\nself.onmessage = ({ data }) => job(data).then((answer) => postMessage({ answer }), (error) => postMessage({ error: String(error) }));`,
    order,
  });
}

function runInWorker({ script, order }) {
  const url = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  const worker = new Worker(url);
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => (data.error ? reject(new Error(data.error)) : resolve(data.answer));
    worker.onerror = (event) => reject(new Error(event.message ?? 'the worker did not start'));
    worker.postMessage(order);
  }).finally(() => worker.terminate());
}
