import { createHash } from 'node:crypto';
import { ancestry } from './refs';
import type { Repository } from './world';

export interface TreeFile {
  path: string;
  text: string;
  /** SHA-1 of the blob, as git works it out. */
  sha: string;
}

/** Every file of a commit, by path. A file whose words nobody wrote down says what it is. */
export function treeOf(repository: Repository, commit: string): TreeFile[] {
  const files = new Map<string, TreeFile>();
  for (const { files: changes, texts } of [...ancestry(repository, commit)].reverse()) {
    for (const { filename: path } of changes) {
      const text = texts[path] ?? files.get(path)?.text ?? `${path} of ${repository.name}\n`;
      files.set(path, { path, text, sha: blobSha(text) });
    }
  }
  return [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function blobSha(text: string): string {
  return createHash('sha1')
    .update(`blob ${Buffer.byteLength(text)}\0${text}`)
    .digest('hex');
}
