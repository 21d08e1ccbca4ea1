import { crc32, inflateRawSync } from "node:zlib";
import type { AppPackage, PackageFiles } from "./core/package.ts";

/** 1 January 1980, the first day that a ZIP knows. */
const firstDay = 0x21;
const utf8Names = 0x0800;
const madeOnUnix = 3 << 8;
const symlinkMode = 0o120000;
const typeOfMode = 0o170000;

/**
 * Writes a ZIP that depends on nothing but what it holds: sorted by path, of one date, not compressed.
 */
export function writeZip(files: PackageFiles): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [path, content] of [...files].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const name = Buffer.from(path);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(utf8Names, 2);
    common.writeUInt16LE(firstDay, 8);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(content.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), common, name, content]);
    const more = Buffer.alloc(14);
    more.writeUInt32LE((0o100644 << 16) >>> 0, 6);
    more.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from("PK\x01\x02"), uint16(madeOnUnix | 20), common, more, name]));
    parts.push(local);
    offset += local.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(entries.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, entries, end]);
}

/** Reads a ZIP, folders left out. @throws when it is none */
export function readZip(bytes: Uint8Array): AppPackage {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const end = zip.lastIndexOf("PK\x05\x06", undefined, "latin1");
  if (end === -1) throw new Error("not a ZIP file");
  const files = new Map<string, Uint8Array>();
  const symlinks: string[] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const entry = readEntry(zip, at);
    at = entry.next;
    if (entry.path.endsWith("/")) continue;
    files.set(entry.path, contentAt(zip, entry));
    if (entry.isSymlink) symlinks.push(entry.path);
  }
  return { files, symlinks };
}

type Entry = { path: string; method: number; size: number; offset: number; isSymlink: boolean; next: number };

function readEntry(zip: Buffer, at: number): Entry {
  if (zip.toString("latin1", at, at + 4) !== "PK\x01\x02") throw new Error("the ZIP's directory is damaged");
  const name = zip.readUInt16LE(at + 28);
  const path = zip.toString("utf8", at + 46, at + 46 + name);
  return {
    path,
    method: zip.readUInt16LE(at + 10),
    size: zip.readUInt32LE(at + 20),
    offset: zip.readUInt32LE(at + 42),
    isSymlink: ((zip.readUInt32LE(at + 38) >>> 16) & typeOfMode) === symlinkMode,
    next: at + 46 + name + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32),
  };
}

function contentAt(zip: Buffer, { path, method, size, offset }: Entry): Uint8Array {
  const start = offset + 30 + zip.readUInt16LE(offset + 26) + zip.readUInt16LE(offset + 28);
  const stored = zip.subarray(start, start + size);
  if (method === 0) return stored;
  if (method === 8) return inflateRawSync(stored);
  throw new Error(`${path} is packed by method ${method}, which is not known`);
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}
