// A room full of plausible readers without browsers: they join as anybody does and speak the room's protocol, so that the teacher's page
// can be seen and tested with thirty readers, or two hundred.

import { until } from './deadline.mjs';
import { join, roomSocket } from './joining.mjs';

const GIVEN = {
  ru: ['Анна', 'Борис', 'Вера', 'Глеб', 'Дарья', 'Егор', 'Жанна', 'Захар', 'Ирина', 'Кирилл', 'Лиза', 'Максим', 'Нина', 'Олег', 'Полина', 'Роман', 'София', 'Тимур', 'Ульяна', 'Фёдор'],
  en: ['Alice', 'Ben', 'Chloe', 'Daniel', 'Emma', 'Finn', 'Grace', 'Hugo', 'Isla', 'Jack', 'Katie', 'Leo', 'Maya', 'Noah', 'Olivia', 'Peter', 'Quinn', 'Rose', 'Sam', 'Tara'],
};
const FAMILY = {
  ru: ['Кузнец', 'Мельник', 'Соловей', 'Ким', 'Шевчук', 'Орлик', 'Гончар', 'Бондарь', 'Цой', 'Ткач', 'Савич'],
  en: ['Archer', 'Baker', 'Cole', 'Dyer', 'Fisher', 'Hill', 'Kim', 'Lane', 'Mason', 'Porter', 'Wood'],
};

const SERVER = `import socket

with socket.create_server(('', 9090)) as server:
    print('Waiting for clients on port 9090')
    while True:
        connection, address = server.accept()
        with connection:
            print('Here is', address)
            while data := connection.recv(1024):
                connection.sendall(data)
`;
const CLIENT = `import socket

with socket.create_connection(('anna', 9090)) as connection:
    connection.sendall(b'Hello')
    print('The answer:', connection.recv(1024).decode())
`;

/** What readers may be at: their programs, and what they printed. */
const DOINGS = [
  [program('echo-server', 'server.py', 'waiting', 'accept', null, SERVER, 'Waiting for clients on port 9090\n')],
  [
    program('echo-server', 'server.py', 'waiting', 'accept', null, SERVER, "Waiting for clients on port 9090\nHere is ('127.0.0.1', 51234)\n"),
    program('echo-client', 'client.py', 'finished', null, null, CLIENT, 'The answer: Hello\n'),
  ],
  [
    program(
      'echo-client',
      'client.py',
      'failed',
      null,
      'ConnectionRefusedError: [Errno 111] Connection refused',
      CLIENT,
      'Traceback (most recent call last):\n  File "client.py", line 3, in <module>\n    with socket.create_connection((\'anna\', 9090)) as connection:\nConnectionRefusedError: [Errno 111] Connection refused\n',
    ),
  ],
  [],
  [program('chat', 'chat.py', 'running', 'input', null, CLIENT.replace("b'Hello'", 'input().encode()'), '')],
  [program('echo-server', 'server.py', 'failed', null, "TypeError: a bytes-like object is required, not 'str'", SERVER, "TypeError: a bytes-like object is required, not 'str'\n")],
  [
    program('echo-server', 'server.py', 'waiting', 'accept', null, SERVER, 'Waiting for clients on port 9090\n'),
    program('echo-client', 'client.py', 'running', 'recv', null, CLIENT, ''),
  ],
  [program('timeout', 'program.py', 'loading', null, null, CLIENT, '')],
];

let came = 0;

/** A reader of the room without a browser. */
export class Classmate {
  /** Joins a school's class, and its room. */
  static async join({ relay: { base }, code }, name, doings) {
    // An address may make sixty attempts at once; a relay that trusts its proxies takes these for as many.
    const proxied = { 'x-forwarded-for': `10.9.${(came += 1) >> 8}.${came & 255}` };
    const mate = Object.assign(new Classmate(), await join(base, { name, code }, proxied));
    mate.doings = doings;
    mate.socket = roomSocket(base);
    mate.socket.on('error', () => {});
    const welcome = new Promise((done) => {
      mate.socket.on('message', (data) => {
        const message = JSON.parse(data);
        if ('welcome' in message) done();
        if ('look' in message) mate.show(message.look);
      });
    });
    await until(new Promise((done) => mate.socket.on('open', done)), 10_000, `${name} to reach the room`);
    mate.say({ hello: { token: mate.token, page: doings.page, title: doings.title } });
    await until(welcome, 10_000, `${name} to be welcomed`);
    for (const [at, one] of doings.programs.entries()) mate.tell(one, 7 + at * 20);
    mate.say({ progress: { passed: doings.passed } });
    return mate;
  }

  say(message) {
    if (this.socket.readyState === this.socket.OPEN) this.socket.send(JSON.stringify(message));
  }

  /** Tells of a program, which has been in its state for so many seconds. */
  tell({ cell, file, state, wait, error }, since) {
    this.say({ cell: { cell, file, key: '', state, wait, error, since } });
  }

  show(on) {
    if (on) this.say({ seen: { cells: this.doings.programs.map(({ cell, file, code, console }) => ({ cell, file, code, console })) } });
  }

  leave() {
    this.socket.terminate();
  }
}

/** So many readers, who join one after another as the relay allows; they are at the lessons of this tab's teacher. */
export async function fill(school, count, teacher, language = 'en') {
  const lessons = await lessonsOf(teacher);
  const mates = [];
  for (let number = 0; number < count; number += 1) {
    mates.push(await Classmate.join(school, nameOf(number, language), doingsOf(number, lessons, language)));
  }
  return mates;
}

/** Those with exercises, as classmates take them. */
export async function lessonsOf(teacher) {
  const outline = await teacher.evaluate(() => JSON.parse(document.querySelector('[data-outline]').textContent));
  return outline.filter(({ exercises }) => exercises.length > 0).map((one) => ({ ...one, exercises: one.exercises.map(({ name }) => name) }));
}

/** Who the reader with this number is, in a language: a name that few share. */
function nameOf(number, language) {
  const [given, family] = [GIVEN[language], FAMILY[language]];
  return `${given[number % given.length]} ${family[(number * 7 + Math.floor(number / given.length)) % family.length]}`;
}

/** What they are at. `lessons` are `{slug, title, exercises: [name]}` with at least one exercise. */
function doingsOf(number, lessons, language) {
  const passed = lessons
    .flatMap(({ slug, exercises }) => exercises.map((exercise) => ({ lesson: slug, exercise, day: '2026-11-26' })))
    .filter((_, at) => at <= (number * 5) % 13 && (number + at) % 5 !== 0);
  const lesson = lessons[number % Math.min(3, lessons.length)];
  return { page: `/${language}/${lesson.slug}`, title: lesson.title, programs: DOINGS[(number * 3) % DOINGS.length], passed };
}

function program(cell, file, state, wait, error, code, console) {
  return { cell, file, state, wait, error, code, console };
}
