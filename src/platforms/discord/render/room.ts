/** What is left of a message's characters while it is filled. */
export class Room {
  constructor(private left: number) {}

  /** Lines under each other, as many as fit into `most` characters and what is left; how many do not is said. */
  take(lines: string[], most: number, shown = Infinity): string {
    const room = Math.min(most, this.left);
    const kept: string[] = [];
    let length = 0;
    for (const line of lines.slice(0, shown)) {
      const spare = kept.length === lines.length - 1 ? 0 : MORE;
      if (length + line.length + 1 + spare > room) break;
      kept.push(line);
      length += line.length + 1;
    }
    const more = lines.length - kept.length;
    const text = [...kept, ...(more && room >= MORE ? [`… ${more} more`] : [])].join('\n');
    this.left -= text.length;
    return text;
  }

  /** Whether so many characters are left; they are taken if so. */
  has(length: number): boolean {
    if (length > this.left) return false;
    this.left -= length;
    return true;
  }

  /** Characters that a part may take at most. */
  share(of: number): number {
    return Math.floor(this.left * of);
  }
}

/** `… 1000 more` and a line break. */
const MORE = 13;
