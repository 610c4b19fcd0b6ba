import { newHex, newId } from './ids';

interface Upload {
  id: string;
  name: string;
  length: number;
  content?: Buffer;
}

/** The files that are being uploaded and those that are there. Kept as long as the process runs. */
export class Uploads {
  /** The server's own address, known once it listens. */
  base = '';
  private readonly byPath = new Map<string, Upload>();

  issue(name: string, length: number): { id: string; url: string } {
    const path = `/upload/v1/${newHex(16)}`;
    const id = newId('F');
    this.byPath.set(path, { id, name, length });
    return { id, url: this.base + path };
  }

  /** @returns false for an address that was not given out, or a content of another length than was said */
  receive(path: string, content: Buffer): boolean {
    const upload = this.byPath.get(path);
    if (!upload || content.length !== upload.length) return false;
    upload.content = content;
    return true;
  }

  /** A file whose content is there. */
  find(id: string): Required<Upload> | undefined {
    const upload = [...this.byPath.values()].find((one) => one.id === id);
    return upload?.content ? { ...upload, content: upload.content } : undefined;
  }
}
