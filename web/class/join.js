// The join page: name and code in, name on the network and address out.

import { kept, post } from './identity.js';

/** Where the reader came from, if a page sent them here; web/src/ui/relay.rs writes it. */
const BACK = 'echoroom:back';

/** Makes the form work. `reader` is who has joined already, if anybody has; `done` is told who joins. */
export function joining(form, reader, done) {
  const code = form.elements.code;
  const problem = form.querySelector('[data-problem]');
  // A link or a scanned picture brings the code behind the #, which no request carries.
  const given = location.hash.slice(1).replaceAll('%20', ' ');
  if (/^[0-9 ]{8,12}$/.test(given)) code.value = given;
  if (reader) return arrive(form, reader);
  form.querySelector('[data-again]').hidden = !kept();

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    problem.hidden = true;
    form.ariaBusy = 'true';
    const why = await ask(form, done);
    form.ariaBusy = 'false';
    if (!why) return;
    problem.textContent = problem.dataset[why] ?? problem.dataset.request;
    problem.hidden = false;
    (why === 'name' ? form.elements.name : code).focus();
  });
  form.elements.name.focus();
}

/** Asks to join. What was in the way, if anything was. */
async function ask(form, done) {
  const wish = { name: form.elements.name.value, code: form.elements.code.value };
  const answer = await post('/join', wish).catch(() => undefined);
  const said = await answer?.json().catch(() => undefined);
  if (!answer?.ok || !said) return said?.problem ?? 'request';
  done(said);
  arrive(form, said);
  return undefined;
}

function arrive(form, reader) {
  const place = document.querySelector('[data-joined]');
  for (const fact of ['person', 'host', 'address']) place.querySelector(`[data-${fact}]`).textContent = reader[fact];
  const back = takeBack();
  if (back) place.querySelector('[data-go]').href = back;
  form.hidden = true;
  place.hidden = false;
  place.querySelector('h2').focus();
}

/** A path of this relay's, once. */
function takeBack() {
  try {
    const path = sessionStorage.getItem(BACK);
    sessionStorage.removeItem(BACK);
    return path && /^\/[^/\\]/.test(path) ? path : undefined;
  } catch {
    return undefined;
  }
}
