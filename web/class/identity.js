// The reader's token: kept in this browser, sent in bodies and in a program's first frame, never in an address.

/** web/src/ui/relay.rs reads it, too. */
const KEY = 'echoroom:token';

/** The token that was kept; '' if there is none. */
export function kept() {
  try {
    return localStorage.getItem(KEY) ?? '';
  } catch {
    return '';
  }
}

/** Keeps it for the pages to come. */
export function keep(token) {
  try {
    localStorage.setItem(KEY, token);
  } catch {
    // Without storage nobody can stay in the class; the join page comes back, which says so well enough.
  }
}

/** Forgets a token that is nobody's any more, unless another page has joined anew since. */
export function forget(token) {
  if (kept() !== token) return;
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Then it was never kept.
  }
}

/** Who has this token, by the relay's word; undefined if nobody has, or if the relay doesn't answer. */
export async function whoAmI(token) {
  if (!token) return undefined;
  const answer = await post('/session', { token }).catch(() => undefined);
  return answer?.ok ? answer.json() : undefined;
}

/** A request with a JSON body. */
export function post(path, body) {
  const headers = { 'content-type': 'application/json' };
  return fetch(path, { method: 'POST', headers, body: JSON.stringify(body), cache: 'no-store' });
}
