// Waiting with a deadline: nothing in the tests sleeps and hopes.

/** The promise's value, or an error naming `what` after `ms`. */
export function until(promise, ms, what) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: not within ${ms} ms`)), ms);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** Asks `probe` every `every` ms until it answers something true; that answer. */
export async function eventually(probe, { ms = 10_000, every = 25, what = 'a condition' } = {}) {
  const end = Date.now() + ms;
  let last;
  for (;;) {
    try {
      const answer = await probe();
      if (answer) return answer;
      last = answer;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) throw new Error(`${what}: not within ${ms} ms (last: ${last?.message ?? JSON.stringify(last)})`);
    await new Promise((wake) => setTimeout(wake, every));
  }
}

/** A pause that is itself what is tested (a stalled reader for 30 s), never a wait for something. */
export const pause = (ms) => new Promise((wake) => setTimeout(wake, ms));
