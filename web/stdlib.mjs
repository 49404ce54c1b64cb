// Repacks a zip without compressing its members, for Python's standard library on its way to the browser.
//
// Deflate inside the archive keeps brotli from seeing anything: 2.55 MB became 2.48. Stored members, compressed once
// by the relay's files, are 1.59 MB (gzip: 2.21), and Python imports from them without inflating.

import { inflateRawSync } from 'node:zlib';

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const STORED = 0;
const DEFLATED = 8;

/** The same members in the same order, stored. Throws when the archive uses anything but plain or deflated members. */
export function storedZip(zip) {
  const locals = [];
  const centrals = [];
  let position = 0;
  for (const member of members(zip)) {
    const local = localHeader(member);
    centrals.push(centralHeader(member, position), member.name);
    locals.push(local, member.name, member.data);
    position += local.length + member.name.length + member.data.length;
  }
  const directory = Buffer.concat(centrals);
  return Buffer.concat([...locals, directory, endRecord(centrals.length / 2, directory.length, position)]);
}

function* members(zip) {
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0) throw new Error('not a zip archive');
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (zip.readUInt32LE(at) !== CENTRAL) throw new Error('the zip directory is damaged');
    const nameLength = zip.readUInt16LE(at + 28);
    yield {
      flags: zip.readUInt16LE(at + 8) & 0x0800, // UTF-8 names; the data-descriptor bit goes
      modified: zip.readUInt32LE(at + 12),
      crc: zip.readUInt32LE(at + 16),
      attributes: zip.readUInt32LE(at + 38),
      name: zip.subarray(at + 46, at + 46 + nameLength),
      data: contents(zip, at),
    };
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
}

function contents(zip, at) {
  const method = zip.readUInt16LE(at + 10);
  const local = zip.readUInt32LE(at + 42);
  const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
  const data = zip.subarray(start, start + zip.readUInt32LE(at + 20));
  if (method === STORED) return data;
  if (method === DEFLATED) return inflateRawSync(data);
  throw new Error(`zip method ${method} is not known here`);
}

/** What both headers of a member share, from the version needed to the length of the extra field. */
function common(header, at, { flags, modified, crc, name, data }) {
  header.writeUInt16LE(20, at);
  header.writeUInt16LE(flags, at + 2);
  header.writeUInt16LE(STORED, at + 4);
  header.writeUInt32LE(modified, at + 6);
  header.writeUInt32LE(crc, at + 10);
  header.writeUInt32LE(data.length, at + 14);
  header.writeUInt32LE(data.length, at + 18);
  header.writeUInt16LE(name.length, at + 22);
}

function localHeader(member) {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(LOCAL, 0);
  common(header, 4, member);
  return header;
}

function centralHeader(member, position) {
  const header = Buffer.alloc(46);
  header.writeUInt32LE(CENTRAL, 0);
  header.writeUInt16LE(20, 4);
  common(header, 6, member);
  header.writeUInt32LE(member.attributes, 38);
  header.writeUInt32LE(position, 42);
  return header;
}

function endRecord(count, size, position) {
  const record = Buffer.alloc(22);
  record.writeUInt32LE(END, 0);
  record.writeUInt16LE(count, 8);
  record.writeUInt16LE(count, 10);
  record.writeUInt32LE(size, 12);
  record.writeUInt32LE(position, 16);
  return record;
}
