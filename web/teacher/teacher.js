// The teacher's page of a class: who is here, what everybody's programs do, how far all have come; and what can be done about it.
// It knows the relay's messages and nothing else of readers' pages. `model` holds what is known; `head`, `list`, `progress` and
// `reader` show it; `commands` says what the teacher wants; `csv` writes it down.

import { h } from '../class/dom.js';
import { Line, UNKNOWN } from '../class/line.js';
import { Commands } from './commands.js';
import { Filters } from './filters.js';
import { Head } from './head.js';
import { List } from './list.js';
import { Model } from './model.js';
import { Painter } from './painter.js';
import { Progress } from './progress.js';
import { Reader } from './reader.js';
import { forgetSecret, secretOf } from './secret.js';
import { texts } from './texts.js';
import { Views } from './views.js';

const outline = JSON.parse(document.querySelector('[data-outline]').textContent);
const lessons = outline.filter(({ exercises }) => exercises.length > 0);
const place = document.querySelector('[data-teacher]');
const secret = secretOf(location);

if (secret) begin();
else place.append(h('p', { class: 'notice' }, texts.no_secret));

function begin() {
  const model = new Model(document.documentElement.lang);
  const trouble = h('p', { class: 'notice desk-trouble', role: 'status' }, texts.connecting);
  const head = new Head();
  const commands = new Commands({ model, lessons, tell });
  const reader = new Reader({ tell, remove: (one) => commands.askToRemove(one), closed: leave });
  const list = new List({ model, exercises: count(lessons), open: (host) => look(host) });
  const filters = new Filters((wanted) => list.filter(wanted));
  const progress = new Progress(lessons);
  const views = new Views({ list: [filters.element, list.element], progress: [progress.element] });
  const main = h('div', { class: 'desk-main', hidden: true }, h('div', { class: 'desk-views' }, views.element, filters.element, list.element, progress.element), reader.element);
  head.element.append(commands.element);
  place.append(trouble, head.element, main);

  // What changes often is shown a few times a second, all together.
  const painter = new Painter(() => {
    head.count(model);
    filters.count(model);
    list.paint();
    progress.paint(model);
    reader.paint(model);
  });

  const line = new Line('/teacher/room', {
    greet: () => ({ hello: { secret } }),
    hear(name, value) {
      heard[name]?.(value);
    },
    lost(code, isFinal) {
      const isWrong = code === UNKNOWN;
      say(isWrong ? texts.wrong_secret : isFinal ? texts.misunderstood : texts.lost);
      place.dataset.stale = '';
      if (!isWrong) return;
      forgetSecret();
      head.element.hidden = true;
      main.hidden = true;
    },
  });
  const heard = {
    room(room) {
      say('');
      delete place.dataset.stale;
      main.hidden = false;
      head.show(room);
      commands.show(room);
    },
    readers(readers) {
      model.replace(readers);
      reader.lookAgain();
      painter.soon();
    },
    reader(one) {
      model.put(one);
      painter.soon();
    },
    left({ reader: host }) {
      model.remove(host);
      if (reader.host === host) reader.close();
      painter.soon();
    },
    seen: (seen) => reader.see(seen),
    closed() {
      line.end();
      forgetSecret();
      reader.close();
      say(texts.closed);
      commands.close();
    },
  };

  function look(host) {
    const wanted = model.reader(host);
    // A row stands for a moment after its reader has left.
    if (!wanted) return;
    reader.open(wanted);
    list.mark(host);
  }

  function leave(host) {
    list.mark(undefined);
    list.focus(host);
  }

  function tell(message) {
    return line.send(message);
  }

  function say(words) {
    trouble.textContent = words;
    trouble.hidden = words === '';
  }
}

function count(lessons) {
  return lessons.reduce((sum, { exercises }) => sum + exercises.length, 0);
}
