// The teacher's secret: it comes behind the #, which no request carries, stays in this tab, and leaves the address bar at once, which
// a class may be looking at.

const KEY = 'echoroom:teacher';

/** The secret this page was opened with, now or before it was loaded again; undefined if there is none. */
export function secretOf(location) {
  const [given] = location.hash.match(/[\w-]{16,64}/) ?? [];
  if (given) history.replaceState(null, '', location.pathname);
  try {
    if (given) sessionStorage.setItem(KEY, given);
    return sessionStorage.getItem(KEY) ?? undefined;
  } catch {
    return given;
  }
}

/** Forgets it: it opens nothing any more. */
export function forgetSecret() {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // Then it was never kept.
  }
}
