import { stripVTControlCharacters } from 'node:util';

interface Stream {
  isTTY?: boolean;
  columns?: number;
  rows?: number;
  write(text: string): unknown;
}

/**
 * Shows lines that change. On a terminal the new ones take the place of the old; elsewhere, and where they are more than the
 * screen holds, only those are written that were not there before, unless the first is another.
 */
export class Terminal {
  private before: string[] = [];

  constructor(private readonly stream: Stream) {}

  show(lines: string[]): void {
    const { stream, before } = this;
    if (lines.join('\n') === before.join('\n')) return;
    const { columns = 80, rows = 24 } = stream;
    const height = before.reduce((sum, line) => sum + Math.max(1, Math.ceil(width(line) / columns)), 0);
    if (stream.isTTY && height < rows) {
      const up = height > 0 ? `\u001b[${height}A\u001b[J` : '';
      stream.write(up + lines.map((line) => `${line}\n`).join(''));
    } else {
      const fresh = lines[0] === before[0] ? lines.filter((line) => !before.includes(line)) : lines;
      stream.write(fresh.map((line) => `${line}\n`).join(''));
    }
    this.before = lines;
  }

  /** What is shown now stays; the next lines come below. */
  settle(): void {
    this.before = [];
  }
}

/** In columns: most emoji and East Asian letters take two. */
function width(line: string): number {
  let columns = 0;
  for (const character of stripVTControlCharacters(line)) {
    const code = character.codePointAt(0) ?? 0;
    if (code === 0xfe0f || code === 0x200d) continue;
    columns += code >= 0x1f300 || (code >= 0x1100 && code <= 0x115f) || (code >= 0x2e80 && code <= 0xffdc) ? 2 : 1;
  }
  return columns;
}
