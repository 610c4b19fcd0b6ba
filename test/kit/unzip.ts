import { inflateRawSync } from 'node:zlib';
import { crc32 } from '../../local/teams-package/crc32';

/** The files of a ZIP archive by name, as the directory at its end tells of them; each is checked against its checksum. */
export function unzip(archive: Buffer): Record<string, Buffer> {
  const end = archive.length - 22;
  if (archive.readUInt32LE(end) !== 0x06054b50) throw new Error('There is no directory at the end.');
  let at = archive.readUInt32LE(end + 16);
  const files: Record<string, Buffer> = {};
  for (let count = archive.readUInt16LE(end + 10); count > 0; count -= 1) {
    if (archive.readUInt32LE(at) !== 0x02014b50) throw new Error(`There is no entry at ${at}.`);
    const [method, packed, size] = [
      archive.readUInt16LE(at + 10),
      archive.readUInt32LE(at + 20),
      archive.readUInt32LE(at + 24),
    ];
    const [nameLength, local] = [archive.readUInt16LE(at + 28), archive.readUInt32LE(at + 42)];
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
    if (archive.readUInt32LE(local) !== 0x04034b50) throw new Error(`${name} is not where the directory says.`);
    const stored = archive.subarray(local + 30 + nameLength, local + 30 + nameLength + packed);
    const content = method === 8 ? inflateRawSync(stored) : stored;
    if (content.length !== size || archive.readUInt32LE(at + 16) !== crc32(content))
      throw new Error(`${name} is damaged.`);
    files[name] = content;
    at += 46 + nameLength;
  }
  return files;
}
