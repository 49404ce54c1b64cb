// Keys of the page: `/` for the search field, the arrows for the neighbouring lessons. A reader can switch them off, as those who
// speak to their computer need to (WCAG 2.2, 2.1.4).

const STORED = 'echoroom:keys';

/** Whatever takes keys itself: fields, editors, consoles, scrolling code, things that turn. */
const TAKES_KEYS = `input, select, textarea, summary, pre, table, audio, video, code-editor, [contenteditable], [data-console],
  [role="slider"], [role="radio"], [role="tab"], [role="textbox"], [role="application"], [data-keys]`;

export function listenToKeys() {
  const off = document.querySelector('[data-keys-off]');
  if (off) {
    off.checked = isOff();
    off.addEventListener('change', () => keep(off.checked));
  }
  addEventListener('keydown', (event) => {
    if (isPlain(event) && !isOff() && obey(event.key)) event.preventDefault();
  });
}

/** Whether a key was meant for the page as a whole. */
function isPlain(event) {
  const { target } = event;
  if (event.defaultPrevented || event.isComposing || event.repeat) return false;
  if (event.ctrlKey || event.altKey || event.metaKey) return false;
  // Many keyboards have the slash on a shifted key.
  if (event.shiftKey && event.key !== '/') return false;
  return !(target instanceof Element && target.closest(TAKES_KEYS));
}

function obey(key) {
  if (key === '/') return search();
  const arrows = ['ArrowLeft', 'ArrowRight'];
  const [back, on] = document.dir === 'rtl' ? arrows.reverse() : arrows;
  if (key === back) return follow('prev');
  if (key === on) return follow('next');
  return false;
}

function search() {
  const field = document.querySelector('.search input');
  field?.focus();
  field?.select();
  return Boolean(field);
}

function follow(rel) {
  const link = document.querySelector(`.turn a[rel="${rel}"]`);
  // A page that is wider than the window scrolls sideways by these keys.
  const root = document.documentElement;
  if (!link || root.scrollWidth > root.clientWidth) return false;
  link.click();
  return true;
}

function isOff() {
  try {
    return localStorage.getItem(STORED) === 'off';
  } catch {
    return document.querySelector('[data-keys-off]')?.checked ?? false;
  }
}

function keep(off) {
  try {
    if (off) localStorage.setItem(STORED, 'off');
    else localStorage.removeItem(STORED);
  } catch {
    // Without storage the box itself is asked, as long as the page lasts.
  }
}
