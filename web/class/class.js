// Pages of a class: who the reader is, in the masthead, and the form with which they join.

import { keep, kept, whoAmI } from './identity.js';
import { joining } from './join.js';

const place = document.querySelector('[data-reader]');

function show(reader) {
  if (!place || !reader) return;
  place.textContent = `${reader.host} · ${reader.address}`;
  place.dataset.known = '';
  place.title = `${reader.person} · ${place.title}`;
}

whoAmI(kept()).then((reader) => {
  show(reader);
  const form = document.querySelector('[data-join]');
  if (form) joining(form, reader, (joined) => { keep(joined.token); show(joined); });
});
