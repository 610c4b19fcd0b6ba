import { deflateRawSync } from 'node:zlib';
import { crc32 } from './crc32';

/** 1 January 1980, as DOS counts: the same files give the same bytes. */
const DATE = 0x0021;
const VERSION = 20;
const UTF8_NAMES = 0x0800;
const STORED = 0;
const DEFLATED = 8;

/**
 * A ZIP archive of a few files. The same files give the same bytes.
 * https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 * @param files contents by name
 * @param compressed deflates them; else they are stored as they are
 */
export function zip(files: Record<string, Buffer>, compressed = false): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [path, content] of Object.entries(files)) {
    const name = Buffer.from(path);
    const packed = compressed ? deflateRawSync(content, { level: 9 }) : content;
    /* version, flags, method, time, date, checksum, compressed and real size, length of name, of extra field */
    const common = numbers(
      [VERSION, 2],
      [UTF8_NAMES, 2],
      [compressed ? DEFLATED : STORED, 2],
      [0, 2],
      [DATE, 2],
      [crc32(content), 4],
      [packed.length, 4],
      [content.length, 4],
      [name.length, 2],
      [0, 2],
    );
    const local = Buffer.concat([numbers([0x04034b50, 4]), common, name, packed]);
    /* made by, then the same; length of comment, disk, inner and outer attributes, where the file is */
    directory.push(
      numbers([0x02014b50, 4], [VERSION, 2]),
      common,
      numbers([0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]),
      name,
    );
    locals.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const count = Object.keys(files).length;
  const end = numbers(
    [0x06054b50, 4],
    [0, 2],
    [0, 2],
    [count, 2],
    [count, 2],
    [central.length, 4],
    [offset, 4],
    [0, 2],
  );
  return Buffer.concat([...locals, central, end]);
}

/** Little-endian numbers, each with its size in bytes. */
function numbers(...given: [value: number, bytes: 2 | 4][]): Buffer {
  return Buffer.concat(
    given.map(([value, bytes]) => {
      const field = Buffer.alloc(bytes);
      field.writeUIntLE(value, 0, bytes);
      return field;
    }),
  );
}
