// compress.mjs FOLDER CACHE: lays X.br and X.gz beside each file X of the built pages that compresses.
//
// The best levels take about a minute for the Python runtime, so results are kept in CACHE under the content's hash,
// and what this run didn't need is thrown out of it.

import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const COMPRESSIBLE = new Set(['.css', '.js', '.json', '.md', '.mjs', '.svg', '.txt', '.wasm', '.zip']);
/** A copy that saves less than this share isn't worth a second file. */
const LEAST_SAVING = 0.02;

const ENCODERS = {
  br: (data) =>
    promisify(brotliCompress)(data, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
        [constants.BROTLI_PARAM_SIZE_HINT]: data.length,
      },
    }),
  gz: (data) => promisify(gzip)(data, { level: 9 }),
};

const [folder, cache] = process.argv.slice(2);
if (!folder || !cache) throw new Error('usage: compress.mjs FOLDER CACHE');
await mkdir(cache, { recursive: true });

const files = (await readdir(folder, { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile() && COMPRESSIBLE.has(extname(entry.name)))
  .map((entry) => join(entry.parentPath, entry.name));
const wanted = new Set();
const jobs = files.flatMap((file) => Object.keys(ENCODERS).map((encoding) => ({ file, encoding })));
await Promise.all(Array.from({ length: availableParallelism() }, worker));
await prune();

async function worker() {
  for (let job = jobs.shift(); job; job = jobs.shift()) await lay(job);
}

async function lay({ file, encoding }) {
  const data = await readFile(file);
  const kept = join(cache, `${createHash('sha256').update(data).digest('hex')}.${encoding}`);
  wanted.add(kept);
  const compressed = (await readFile(kept).catch(() => null)) ?? (await make(data, encoding, kept));
  const copy = `${file}.${encoding}`;
  if (compressed.length <= data.length * (1 - LEAST_SAVING)) await copyFile(kept, copy);
  else await rm(copy, { force: true });
}

/** Through another name, so that an interrupted run leaves no half file in the cache. */
async function make(data, encoding, kept) {
  const compressed = await ENCODERS[encoding](data);
  const unfinished = `${kept}.${process.pid}`;
  await writeFile(unfinished, compressed);
  await rename(unfinished, kept);
  return compressed;
}

async function prune() {
  for (const name of await readdir(cache)) {
    const kept = join(cache, name);
    if (!wanted.has(kept)) await rm(kept, { force: true });
  }
}
