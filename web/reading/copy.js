// Copying: a button on every piece of code, and the link of a heading that is pressed. Works on plain http, too, where
// browsers have no clipboard API.

const ICON = '<svg viewBox="0 0 10 10" aria-hidden="true"><path d="M0 2h7v8H0zM3 0h7v8H8V1H3z"/></svg>';

/** How long a button says that it has copied, in milliseconds. */
const SAID = 2000;
/** Those that still say so: when they stop. */
const saying = new Map();

export function offerCopies() {
  putButtons();
  document.addEventListener('lesson-changed', putButtons);
  addEventListener('click', (event) => {
    const pressed = event.target instanceof Element ? event.target : null;
    const wish = pressed?.closest('[data-action="copy"]');
    const heading = pressed?.closest('a.anchor');
    if (wish) copyCode(wish);
    // A modified click opens the link elsewhere, as it does for any link.
    if (heading && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)) copyLink(heading);
  });
}

function putButtons() {
  const { copy } = document.body.dataset;
  for (const pre of document.querySelectorAll('.page pre:not([hidden])')) {
    if (!pre.closest('[data-cell], .results, .snippet')) put(button(copy), pre);
  }
}

function button(label) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button small quiet';
  button.dataset.action = 'copy';
  button.title = label;
  button.setAttribute('aria-label', label);
  button.innerHTML = ICON;
  return button;
}

/** A button in the corner of a block, which scrolls without it. */
function put(button, pre) {
  const frame = document.createElement('div');
  frame.className = 'snippet';
  pre.replaceWith(frame);
  frame.append(pre, button);
}

async function copyCode(button) {
  const cell = button.closest('[data-cell]');
  const text = cell ? cell.querySelector('code-editor')?.value : button.closest('.snippet')?.querySelector('pre')?.textContent;
  if (!text || !(await toClipboard(text))) return;
  say(button, document.body.dataset.copied);
}

async function copyLink(heading) {
  const { linkCopied } = document.body.dataset;
  if (!(await toClipboard(new URL(heading.getAttribute('href'), location.href).href))) return;
  say(heading, linkCopied);
}

async function toClipboard(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return bySelection(text);
  }
}

/** The old way: select a text that nobody sees and copy the selection. */
function bySelection(text) {
  const focused = document.activeElement;
  const field = document.createElement('textarea');
  field.className = 'visually-hidden';
  field.value = text;
  field.readOnly = true;
  document.body.append(field);
  field.select();
  const done = document.execCommand('copy');
  field.remove();
  focused?.focus({ preventScroll: true });
  return done;
}

/** Says something beside an element, and to those who listen to the page. */
function say(element, words) {
  const announcer = document.querySelector('[data-announcer]');
  element.dataset.said = words;
  announcer.textContent = words;
  clearTimeout(saying.get(element));
  const stop = () => {
    saying.delete(element);
    delete element.dataset.said;
    announcer.textContent = '';
  };
  saying.set(element, setTimeout(stop, SAID));
}
