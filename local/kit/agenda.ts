/** What happens by itself at its time (ms since 1970), done in order as soon as somebody looks. */
export class Agenda {
  private entries: { at: number; act: (at: number) => void }[] = [];

  add(at: number, act: (at: number) => void): void {
    this.entries.push({ at, act });
  }

  /** What is done may add to what is still to be done. */
  runUntil(now: number): void {
    for (;;) {
      const [next] = this.entries.filter(({ at }) => at <= now).sort((a, b) => a.at - b.at);
      if (!next) return;
      this.entries = this.entries.filter((entry) => entry !== next);
      next.act(next.at);
    }
  }
}
