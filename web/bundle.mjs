// Prepares what index.html copies into the built pages, in web/generated/: the JavaScript bundles and the Python
// runtime. Trunk runs it before each build (Trunk.toml). Nothing here downloads: npm has brought the packages.

import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { storedZip } from './stdlib.mjs';

const web = dirname(fileURLToPath(import.meta.url));
const generated = join(web, 'generated');
const release = process.env.TRUNK_PROFILE !== 'debug';

await mkdir(generated, { recursive: true });
await Promise.all([bundles(), runtime()]);

/** program-worker.js (imports the wasm-bindgen glue that lies beside it at run time), and what pages load as they are. */
async function bundles() {
  await build({
    absWorkingDir: web,
    entryPoints: {
      'program-worker': 'program/worker.js',
      editor: 'editor/editor.js',
      reading: 'reading/reading.js',
      class: 'class/class.js',
      teacher: 'teacher/teacher.js',
    },
    outdir: generated,
    bundle: true,
    format: 'esm',
    // The first browsers whose WebAssembly stack can be suspended.
    target: ['chrome137', 'firefox153', 'safari26'],
    external: ['./program.js'],
    loader: { '.py': 'text' },
    charset: 'utf8',
    minify: release,
    sourcemap: release ? false : 'inline',
    // NOTICE.md carries the licences.
    legalComments: 'none',
    logLevel: 'warning',
  });
}

/** Pyodide's files and, in VERSION, which release they are; left alone when that release is there already. */
async function runtime() {
  const source = join(dirname(fileURLToPath(import.meta.resolve('pyodide'))));
  const target = join(generated, 'pyodide');
  const { version } = JSON.parse(await readFile(join(source, 'package.json'), 'utf8'));
  const stamp = join(target, 'VERSION');
  if ((await readFile(stamp, 'utf8').catch(() => '')).trim() === version) return;

  await rm(target, { recursive: true, force: true });
  await mkdir(target);
  for (const file of ['pyodide.mjs', 'pyodide.asm.mjs', 'pyodide.asm.wasm']) {
    await copyFile(join(source, file), join(target, file));
  }
  const library = await readFile(join(source, 'python_stdlib.zip'));
  await writeFile(join(target, 'python_stdlib.zip'), storedZip(library));
  await writeFile(stamp, `${version}\n`);
}
