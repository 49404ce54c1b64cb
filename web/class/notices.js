// What a reader is told of the room, above the text and in sight wherever the page is scrolled to.

const texts = JSON.parse(document.querySelector('[data-room-texts]').textContent);
const lab = `/${document.documentElement.lang}/lab`;
const join = `/${document.documentElement.lang}/join`;
/** By name: what is shown. */
const shown = new Map();
let place;

/** A place that is there before anything is said in it, as screen readers need. */
export function open() {
  place = document.createElement('div');
  place.className = 'notices room-notices';
  place.setAttribute('role', 'status');
  place.dataset.room = '';
  document.querySelector('[data-notices]').after(place);
}

export const looking = (on) => show('looking', on && [texts.looking]);
export const paused = (on) => show('paused', on && [texts.paused], 'room-paused');
export const removed = () => show('over', [texts.removed, link(join, texts.rejoin)]);
export const closed = () => show('over', [texts.closed]);
export const waits = (file) => show('snippet', [fill(texts.snippet, file), link(lab, texts.to_lab), dismissal('snippet')]);
export const full = (file) => show('snippet', [fill(texts.no_space, file)]);

/** A program has come to the Lab: where it is. */
export function arrived(file) {
  const go = button(texts.show, () => {
    const sheet = [...document.querySelectorAll('[data-lab] [data-cell]')].at(-1);
    sheet?.scrollIntoView({ block: 'start' });
    sheet?.querySelector('code-editor')?.focusEditor();
    show('snippet', false);
  });
  show('snippet', [fill(texts.arrived, file), go, dismissal('snippet')]);
}

/** Shows a notice, or takes it away where there is nothing to say. */
function show(name, parts, id) {
  shown.get(name)?.remove();
  shown.delete(name);
  if (!parts) return;
  const notice = document.createElement('div');
  notice.className = `notice room-${name}`;
  notice.dataset.notice = name;
  const [words, ...rest] = parts;
  const text = document.createElement('p');
  text.textContent = words;
  if (id) text.id = id;
  notice.append(text, ...rest);
  shown.set(name, notice);
  place.append(notice);
}

const fill = (text, file) => text.replace('{file}', file);

function link(href, words) {
  const link = document.createElement('a');
  link.href = href;
  link.textContent = words;
  return link;
}

function button(words, press) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button small';
  button.textContent = words;
  button.addEventListener('click', press);
  return button;
}

const dismissal = (name) => button(texts.dismiss, () => show(name, false));
