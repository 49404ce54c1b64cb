// Why tests that pass natively don't pass in the page. A pattern is `file Class.test`, with `*` for anything; the first that
// fits counts. Tests under FEATURES and DIFFERENCES are left out of the share, those under KNOWN count as failed.

/** What a browser has not: no page can offer it, whatever we do. */
export const FEATURES = [];

/** The page's CPython is newer than the tests. */
export const DIFFERENCES = [];

/** Where we are not Linux. */
export const KNOWN = [];
