// Programs that the teacher sends. They wait in this browser until the Lab takes them, on a sheet of their own; whichever page of the
// reader's is open hears of them.

const KEY = 'echoroom:snippets';
/** All pages of a reader's get the same program at about the same time: within this, in milliseconds, it is one. */
const TOGETHER = 10_000;
/** Programs that may wait. */
const MOST = 12;

let own = [];

/** Keeps a program, unless another page of this reader's has. */
export function keep({ file, code }) {
  const now = Date.now();
  const all = read();
  const isSame = (one) => one.file === file && one.code === code && now - one.at < TOGETHER;
  if (!all.some(isSame)) write([...all, { file, code, at: now, taken: false }]);
}

/** Hands those that wait to the Lab, if this page is it and there is room; the names of those it took. */
export function deliver() {
  const taken = [];
  const all = read();
  for (const one of all.filter((one) => !one.taken)) {
    const { file, code } = one;
    const sheet = new CustomEvent('sheet-add', { cancelable: true, detail: { file, code } });
    one.taken = !document.dispatchEvent(sheet);
    if (one.taken) taken.push(file);
  }
  if (taken.length > 0) write(all);
  return taken;
}

/** The names of those that wait. */
export const waiting = () => read().filter((one) => !one.taken).map((one) => one.file);

function read() {
  const now = Date.now();
  const isOfUse = (one) => !one.taken || now - one.at < TOGETHER;
  try {
    own = JSON.parse(localStorage.getItem(KEY) ?? '[]');
  } catch {
    // Without storage they wait as long as the page lasts.
  }
  return own.filter(isOfUse);
}

function write(all) {
  own = all.slice(-MOST);
  try {
    if (own.length > 0) localStorage.setItem(KEY, JSON.stringify(own));
    else localStorage.removeItem(KEY);
  } catch {
    // See above.
  }
}
