import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { type AnchorStore } from './anchor-store';

/** A folder, for one machine. It protects anchors from whoever can write to the tables alone. */
export function fileStore(folder: URL): AnchorStore {
  const path = fileURLToPath(folder);
  return {
    async write(name, text) {
      await mkdir(path, { recursive: true });
      return writeFile(join(path, name), text, { flag: 'wx' }).then(
        () => 'written' as const,
        (error: NodeJS.ErrnoException) => {
          if (error.code === 'EEXIST') return 'exists' as const;
          throw error;
        },
      );
    },

    async names() {
      const found = await readdir(path).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return [];
        throw error;
      });
      return found.sort();
    },

    read: (name) => readFile(join(path, name), 'utf8'),
  };
}
