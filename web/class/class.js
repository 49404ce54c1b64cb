// Pages of a class: who the reader is, in the masthead; the form with which they join; and the teacher's room they are in.

import { forget, keep, kept, whoAmI } from './identity.js';
import { joining } from './join.js';
import { enter } from './room.js';

const place = document.querySelector('[data-reader]');

function show(reader) {
  if (!place || !reader) return;
  place.textContent = `${reader.host} · ${reader.address}`;
  place.dataset.known = '';
  place.title = `${reader.person} · ${place.title}`;
}

whoAmI(kept()).then((reader) => {
  show(reader);
  if (reader) enter(kept(), forget);
  const form = document.querySelector('[data-join]');
  if (form) joining(form, reader, (joined) => {
    keep(joined.token);
    show(joined);
    enter(joined.token, forget);
  });
});
