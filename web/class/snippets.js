// Programs that the teacher sends. They wait in this browser until the Lab takes them, on a sheet of their own; whichever page of the
// reader's is open hears of them, and by its number knows one that another page has kept already.

const KEY = 'echoroom:snippets';
/** Programs that may wait, and numbers of those that were taken. */
const MOST = 12;

/** `waiting` holds `{id, file, code}`, `taken` ids. */
let own = { waiting: [], taken: [] };

/** Keeps a program, unless another page of this reader's has. */
export function keep({ id, file, code }) {
  const { waiting, taken } = read();
  if (taken.includes(id) || waiting.some((one) => one.id === id)) return;
  write({ waiting: [...waiting, { id, file, code }], taken });
}

/** Hands those that wait to the Lab, if this page is it and there is room; the names of those it took. */
export function deliver() {
  const all = read();
  const delivered = all.waiting.filter(isTaken);
  if (delivered.length > 0) {
    write({
      waiting: all.waiting.filter((one) => !delivered.includes(one)),
      taken: [...all.taken, ...delivered.map(({ id }) => id)],
    });
  }
  return delivered.map(({ file }) => file);
}

/** The names of those that wait. */
export const waiting = () => read().waiting.map(({ file }) => file);

/** Offers a program to the Lab; whether it took it. */
function isTaken({ file, code }) {
  return !document.dispatchEvent(new CustomEvent('sheet-add', { cancelable: true, detail: { file, code } }));
}

function read() {
  try {
    own = JSON.parse(localStorage.getItem(KEY)) ?? own;
  } catch {
    // Without storage they wait as long as the page lasts.
  }
  return own;
}

function write({ waiting, taken }) {
  own = { waiting: waiting.slice(-MOST), taken: taken.slice(-MOST) };
  try {
    localStorage.setItem(KEY, JSON.stringify(own));
  } catch {
    // See above.
  }
}
