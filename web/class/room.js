// A page of a class in the teacher's room: it tells what its programs do and which exercises are passed, and does what the teacher
// wants. The teacher sees code and output only while the page says that he looks.

import { Cells, stop } from './cells.js';
import { Line } from './line.js';
import * as notices from './notices.js';
import { passed, whenPassed } from './passed.js';
import * as snippets from './snippets.js';
import { cut } from './words.js';

/** Bytes of a page's title that the relay takes. */
const MOST_TITLE = 400;

/** What this page calls itself whenever it connects, so that it isn't taken for two. */
const tab = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** Takes the reader with this token into the room; `leave` is told of it when it is no longer theirs. */
export function enter(token, leave) {
  notices.open();
  const line = new Line('/room', {
    greet: () => ({ hello: { token, page: location.pathname, title: titleOfPage(), tab } }),
    hear: (name, value) => heard[name]?.(value),
    lost: () => look(false),
  });
  const cells = new Cells((message) => line.send(message));
  const tellProgress = () => line.send({ progress: { passed: passed() } });
  const look = (on) => {
    notices.looking(on);
    cells.look(on);
  };
  const over = (say) => {
    line.end();
    look(false);
    pause(false);
    leave(token);
    say();
  };
  const heard = {
    welcome({ paused }) {
      pause(paused);
      cells.tellAll();
      tellProgress();
    },
    look,
    paused: pause,
    stop: ({ cell }) => stop(cell),
    snippet(snippet) {
      snippets.keep(snippet);
      offerSnippets(snippet.file);
    },
    removed: () => over(notices.removed),
    closed: () => over(notices.closed),
  };
  whenPassed(tellProgress);
  for (const change of ['lab-ready', 'cell-gone']) document.addEventListener(change, () => offerSnippets());
  offerSnippets();
}

function pause(on) {
  notices.paused(on);
  document.documentElement.toggleAttribute('data-paused', on);
  document.dispatchEvent(new CustomEvent('programs-paused'));
}

/** Has the Lab take what waits, or says where it waits. `fresh` is what has just come: other programs may have waited for long. */
function offerSnippets(fresh) {
  const taken = snippets.deliver();
  const [waits] = snippets.waiting();
  if (taken.length > 0) notices.arrived(taken.at(-1));
  else if (waits && isLab()) notices.full(waits);
  else if (fresh && waits) notices.waits(fresh);
}

/** Whether this is the Lab, ready to take sheets. */
const isLab = () => document.querySelector('[data-lab] [data-cell]') !== null;

const titleOfPage = () => cut(document.querySelector('h1')?.textContent.trim() ?? '', MOST_TITLE);
