// Making elements. Nothing here knows what they are for.

/** An element with attributes (`data`, an object, for `data-…`; `on…` for listeners) and children: nodes and texts. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) set(element, name, value);
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

function set(element, name, value) {
  if (value === undefined || value === null || value === false) return;
  if (name === 'data') Object.assign(element.dataset, value);
  else if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
  else element.setAttribute(name, value === true ? '' : value);
}

/** A button that does something. */
export function button(words, press, attributes = {}) {
  return h('button', { type: 'button', class: 'button', onclick: press, ...attributes }, words);
}

/** Puts a text into an element if it isn't there already: a table of two hundred rows is painted several times a second. */
export function write(element, text) {
  if (element.lastWritten === text) return;
  element.lastWritten = text;
  element.textContent = text;
}
