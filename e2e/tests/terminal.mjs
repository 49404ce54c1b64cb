// The console as a terminal: what input() reads, what escape sequences do, and outputs that are too much for any page.

import assert from 'node:assert/strict';
import { NAMES } from '../lib/browsers.mjs';
import { eventually } from '../lib/deadline.mjs';
import { openLab, useLab } from '../lib/lab.mjs';
import { Skip, atEnd, file, test } from '../lib/suite.mjs';

/** What the page may have in its post at any time: twice what web/program/output.js sends ahead. */
const AHEAD = 512 * 1024;

for (const name of NAMES) {
  file(`terminal in ${name}`);
  const lab = useLab(name);

  const run = (code) => lab.run(lab.first, code);
  /** Runs a program to its end, typing `lines` when it asks; null is the end of input. */
  const printed = async (code, lines = []) => {
    await run(code);
    for (const line of lines) await (line === null ? lab.first.endInput() : lab.first.answer(line));
    await lab.first.reaches('finished');
    return (await lab.first.output()).stdout;
  };
  const shown = (selector) =>
    lab.tab.evaluate((wanted) => document.querySelector(wanted)?.textContent ?? null, `${lab.first.selector} ${selector}`);

  test('input() reads what is typed, and a terminal would show the same', async () => {
    const long = 'ж'.repeat(20_000);
    const code = `name = input("Имя: ")\nempty = input()\nlong = input("> ")\nprint(name, repr(empty), len(long), set(long))`;
    await run(code);
    await lab.first.says(/^Имя: $/);
    await lab.first.answer('Ада Лавлейс');
    await lab.first.answer('');
    await lab.first.says(/> $/);
    await paste(`${long}\n`);
    await lab.first.reaches('finished');
    assert.equal(await shown('[data-console]'), `Имя: Ада Лавлейс\n\n> ${long}\nАда Лавлейс '' 20000 {'ж'}\n`);
  });

  test('lines may be typed ahead', async () => {
    await run('import time\nprint(input())\ntime.sleep(2)\nprint([input(), input()])');
    await lab.first.answer('one');
    await lab.first.says(/one/);
    for (const line of ['two', 'three']) {
      await lab.tab.type(line);
      await lab.tab.press('Enter');
    }
    await lab.first.reaches('finished');
    assert.equal((await lab.first.output()).stdout, "one\n['two', 'three']\n");
  });

  test('pasted lines feed one input() after another', async () => {
    await run('print([input() for _ in range(3)])\nprint(input())');
    await lab.tab.appears(field());
    await lab.tab.click(field());
    await lab.tab.type('1');
    await paste('a\r\n\nb\nrest');
    await lab.first.says(/\]/);
    assert.equal(await lab.tab.evaluate((selector) => document.querySelector(selector).value, field()), 'rest');
    await lab.first.answer('!');
    await lab.first.reaches('finished');
    assert.equal((await lab.first.output()).stdout, "['1a', '', 'b']\nrest!\n");
  });

  test('sys.stdin ends where the reader says so', async () => {
    const code = `import sys
for line in sys.stdin:
    print(repr(line))
print(repr(sys.stdin.read()))
print(repr(sys.stdin.readline()), repr(sys.stdin.readline()))
try:
    input("more? ")
except EOFError as error:
    print(type(error).__name__)`;
    const lines = ['a', 'b', null, 'c', 'd', null, 'e', null, null];
    assert.equal(await printed(code, lines), "'a\\n'\n'b\\n'\n'c\\nd\\n'\n'e\\n' ''\nmore? EOFError\n");
  });

  test('a button ends the input where there is no Ctrl', async () => {
    await run('import sys\nprint(len(sys.stdin.readlines()))');
    await lab.first.answer('a');
    await lab.tab.click(`${lab.first.selector} [data-action="eof"]`);
    await lab.first.reaches('finished');
    assert.equal((await lab.first.output()).stdout, '1\n');
  });

  test('Ctrl+C in input() is a KeyboardInterrupt', async () => {
    await run('try:\n    input("? ")\nexcept KeyboardInterrupt:\n    print("interrupted")');
    await lab.tab.appears(field());
    await lab.tab.click(field());
    await lab.tab.press('Control+c');
    await lab.first.reaches('finished');
    assert.equal((await lab.first.output()).stdout, '? interrupted\n');
  });

  test('a program that waits for stdin among other things is typed to', async () => {
    const code = `import select, sys
while not (ready := select.select([sys.stdin], [], [], 0.05)[0]):
    pass
print(ready == [sys.stdin], sys.stdin.readline().strip())`;
    assert.equal(await printed(code, ['hello']), 'True hello\n');
  });

  test('programs are told that this is a terminal, and how wide', async () => {
    const code = `import getpass, os, shutil, sys
print([stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)], [os.isatty(fd) for fd in range(3)])
print(os.get_terminal_size() == shutil.get_terminal_size() == os.get_terminal_size(0), os.environ["TERM"])
print("-" * os.get_terminal_size().columns)
print(getpass.getpass())`;
    assert.match(await printed(code, ['secret']), /^\[True, True, True\] \[True, True, True\]\nTrue xterm-256color\n-{20,200}\nsecret\n$/);
    // The line of dashes is as wide as the console, and no wider.
    const [dashes, letter, room] = await lab.tab.evaluate((selector) => {
      const line = [...document.querySelectorAll(`${selector} .console-line`)].find((one) => one.textContent.startsWith('---'));
      const range = document.createRange();
      range.selectNodeContents(line);
      const { width, height } = range.getBoundingClientRect();
      return [width, height, line.getBoundingClientRect().width];
    }, lab.first.selector);
    assert.ok(dashes <= room && dashes > 0.9 * room && letter < 30, `${dashes} of ${room}, ${letter} high`);
  });

  test('a line is written over, erased, and cleared away', async () => {
    const code = `import time
for percent in range(0, 101, 20):
    print(f"\\r{percent}%", end="", flush=True)
    time.sleep(0.03)
print("\\n100%\\r5%\\nabc\\b\\bx\\nlonger text\\rdone\\x1b[K")`;
    assert.equal(await printed(code), '100%\n5%0%\naxc\ndone\n');
    assert.equal(await printed('print("gone\\n" * 3, end="\\x1b[2J\\x1b[H", flush=True)\nprint("here")'), 'here\n');
  });

  test('a sequence may come in pieces, from either stream, and leaves no trace', async () => {
    const code = `import sys
for piece in "a\\x1b", "[3", "1;1", "mb\\x1b[0", "mc\\x1b[5;5H\\x1b[?25l\\x1b]0;title", "\\x07d\\n":
    sys.stdout.write(piece)
    sys.stdout.flush()
print("\\x1b[4m", end="", flush=True)
print("still underlined", file=sys.stderr)
print("\\x1b[m", end="")`;
    assert.equal(await printed(code), 'abcd\n');
    const looks = await lab.tab.evaluate((selector) => {
      const pieces = [...document.querySelectorAll(`${selector} [data-stream]`)];
      return pieces.map((one) => [one.textContent, getComputedStyle(one).fontWeight, getComputedStyle(one).textDecorationLine]);
    }, lab.first.selector);
    assert.deepEqual(looks, [['a', '400', 'none'], ['b', '700', 'none'], ['cd\n', '400', 'none'], ['still underlined\n', '400', 'underline']]);
  });

  test('a line that was left open comes before the traceback', async () => {
    for (const ending of ['1 / 0', 'print(Broken())']) {
      await run(`class Broken:\n    def __str__(self):\n        raise ValueError\nprint("half a line", end="")\n${ending}`);
      await lab.first.reaches('failed');
      assert.match((await lab.first.output()).all, /^half a lineTraceback .*\n(.*\n)+\w+Error.*\n$/, ending);
    }
  });

  test('what is copied is the text', async () => {
    const lines = Array.from({ length: 450 }, (_, i) => `line ${i}`);
    await printed('for i in range(450):\n    print(f"\\x1b[{31 + i % 6}mline\\x1b[0m {i}" if i % 2 else f"line {i}")');
    await lab.tab.evaluate((selector) => getSelection().selectAllChildren(document.querySelector(`${selector} [data-console]`)), lab.first.selector);
    // Blocks out of sight become part of the page again with the frame after they are selected.
    await lab.tab.painted();
    const copied = await lab.tab.evaluate(() => String(getSelection()));
    assert.deepEqual(copied.trimEnd().split('\n'), lines);
  });

  for (const colorScheme of ['light', 'dark'])
    test(`every colour can be read on a ${colorScheme} page`, async () => {
      if (name === 'firefox' && colorScheme === 'dark') throw new Skip('its driver cannot ask for dark pages');
      const own = await openLab(lab.browser, lab.relay, { warm: false, options: { colorScheme } });
      atEnd(() => own.tab.close());
      await own.run(own.first, PALETTE);
      await own.first.reaches('finished');
      const found = await own.tab.evaluate(contrasts, own.first.selector);
      assert.equal(found.length, 16 * 4 + 3 + 8);
      assert.deepEqual(found.filter(({ contrast }) => contrast < 4.5), []);
      return `lowest contrast ${Math.min(...found.map(({ contrast }) => contrast)).toFixed(2)}`;
    });

  test('an endless output leaves the page to its reader', async () => {
    await run('number = 0\nwhile True:\n    print(number)\n    number += 1');
    await lab.first.says(/\d{5}\n/);
    await lab.tab.click(`${lab.second.selector} .cm-content`);
    await lab.tab.press('Control+End');
    await lab.tab.type('# typed meanwhile');
    assert.match(await lab.second.code(), /# typed meanwhile$/);
    const pressed = Date.now();
    await lab.first.stop();
    await lab.first.reaches('finished', 4_000);
    const took = Date.now() - pressed;
    const text = await shown('[data-console]');
    assert.match(text, /KeyboardInterrupt\n$/);
    const [first] = text.split('\n');
    assert.equal(await dropped(), Number(first));
    return `stopped in ${took} ms, after ${first} lines`;
  });

  test('100 MB at once: the end is there, and how much is not', async () => {
    await run('print("".join(f"{i:099}\\n" for i in range(1_000_000)), end="")');
    await lab.first.reaches('finished', 90_000);
    const lines = (await lab.first.output()).stdout.trimEnd().split('\n');
    assert.equal(lines.at(-1), '999999'.padStart(99, '0'));
    assert.equal(lines.length + (await dropped()), 1_000_000);
    assert.ok(lines.length >= 5_000, `${lines.length} lines are kept`);
  });

  test('100 MB without a line feed', async () => {
    await run('print("before")\nprint("x" * 100_000_000 + "end")');
    await lab.first.reaches('finished', 90_000);
    const text = await shown('[data-console]');
    assert.match(text, /xend\n$/);
    assert.match(await shown('.console-dropped'), /beginning of a long line/);
    assert.ok(text.length > 1_000_000 && text.length < 1_100_000, `${text.length} characters are kept`);
  });

  test('a million characters one by one', async () => {
    const code = 'import sys\nfor i in range(1_000_000):\n    sys.stdout.write("\\n" if i % 100 == 99 else "x")\n    sys.stdout.flush()';
    await run(code);
    await lab.first.reaches('finished', 90_000);
    const lines = (await lab.first.output()).stdout.trimEnd().split('\n');
    assert.equal(lines.length + (await dropped()), 10_000);
    assert.equal(lines.at(-1), 'x'.repeat(99));
  });

  test('what was dropped is said in Russian, too', async () => {
    const own = await openLab(lab.browser, lab.relay, { language: 'ru', warm: false });
    atEnd(() => own.tab.close());
    await own.run(own.first, 'for number in range(27_345):\n    print(number)');
    await own.first.reaches('finished');
    const text = await own.tab.evaluate((selector) => document.querySelector(`${selector} .console-dropped`).innerText, own.first.selector);
    assert.equal(text, 'Начало вывода не показано: отброшено 22\u00a0345 строк.');
  });

  test('a page that is busy is not sent more than it can show', async () => {
    const own = await openLab(lab.browser, lab.relay, { warm: false, options: { init: countPost } });
    atEnd(() => own.tab.close());
    await own.run(own.first, 'import sys\nwhile True:\n    print("stdout " * 10)\n    print("stderr", file=sys.stderr)');
    await own.first.says(/stdout/);
    const came = await own.tab.evaluate(async () => {
      const end = performance.now() + 3_000;
      while (performance.now() < end);
      post.length = 0;
      const frame = new Promise((done) => requestAnimationFrame(() => done(post.length)));
      await frame;
      return post.length;
    });
    assert.ok(came < AHEAD, `${came} characters waited for the page`);
    await eventually(async () => (await own.tab.evaluate(() => post.length)) > 2 * AHEAD, { what: 'more output once it is shown' });
    await own.first.stop();
    await own.first.reaches('finished', 4_000);
  });

  const field = () => `${lab.first.selector} [data-stdin]`;

  /** Pastes into the line to type, as a browser would. */
  async function paste(text) {
    await lab.tab.appears(field());
    await lab.tab.evaluate(
      ([selector, pasted]) => {
        const input = document.querySelector(selector);
        const clipboardData = new DataTransfer();
        clipboardData.setData('text/plain', pasted);
        input.setSelectionRange(input.value.length, input.value.length);
        // Firefox takes the text itself.
        const init = { clipboardData, data: pasted, dataType: 'text/plain', bubbles: true, cancelable: true };
        input.dispatchEvent(new ClipboardEvent('paste', init));
      },
      [field(), text],
    );
  }

  /** How many lines the console says it dropped. */
  async function dropped() {
    const text = await lab.tab.evaluate((selector) => document.querySelector(`${selector} .console-dropped`).innerText, lab.first.selector);
    return Number(text.replace(/\D/g, ''));
  }
}

/** Sixteen inks plain, dim and as grounds, these reversed; colours beyond; and every ink on a white ground. */
const PALETTE = `
codes = [*range(30, 38), *range(90, 98)]
for code in codes:
    for style in f"{code}", f"2;{code}", f"{code + 10}", f"7;{code}":
        print(f"\\x1b[{style}mtext\\x1b[0m", end=" ")
for style in "38;5;226", "38;2;255;255;255", "38;2;0;0;0":
    print(f"\\x1b[{style}mtext\\x1b[0m", end=" ")
for code in range(30, 38):
    print(f"\\x1b[{code};107mtext\\x1b[0m", end=" ")
`;

/** In the page: the contrast of each "text" with its ground, by the definition of WCAG 2. */
function contrasts(selector) {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const luminance = (colour) => {
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const linear = [...canvas.getImageData(0, 0, 1, 1).data].map((part) => (part <= 10.31 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05;
  };
  const console = document.querySelector(`${selector} .console`);
  return [...console.querySelectorAll('[data-stream]')]
    .filter((one) => one.textContent === 'text')
    .map((one) => {
      const { color, backgroundColor } = getComputedStyle(one);
      const ground = backgroundColor === 'rgba(0, 0, 0, 0)' ? getComputedStyle(console).backgroundColor : backgroundColor;
      const [high, low] = [luminance(color), luminance(ground)].sort((a, b) => b - a);
      return { color, ground, contrast: high / low };
    });
}

/** In the page: counts the characters of output that workers send. */
function countPost() {
  window.post = { length: 0 };
  window.Worker = class extends Worker {
    constructor(...given) {
      super(...given);
      this.addEventListener('message', ({ data }) => {
        if (data.type === 'output') post.length += data.pieces.join('').length;
      });
    }
  };
}
