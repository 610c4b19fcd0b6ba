/** Calls back when entries fall due, never early; late ones at once. */
export class TimerQueue<Entry> {
  private readonly heap: { due: number; entry: Entry }[] = [];
  private timeout: NodeJS.Timeout | undefined;
  private armedFor = Infinity;

  constructor(private readonly onDue: (entry: Entry) => void) {}

  /** `due` is in ms since 1970. */
  add(due: number, entry: Entry): void {
    const { heap } = this;
    let index = heap.push({ due, entry }) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (heap[parent]!.due <= heap[index]!.due) break;
      this.swap(index, parent);
      index = parent;
    }
    this.arm();
  }

  stop(): void {
    clearTimeout(this.timeout);
    this.heap.length = 0;
    this.armedFor = -Infinity;
  }

  private arm(): void {
    const due = this.heap[0]?.due ?? Infinity;
    if (due >= this.armedFor) return;
    clearTimeout(this.timeout);
    this.armedFor = due;
    /** setTimeout takes at most 2^31 - 1 ms; waking early only arms anew. */
    this.timeout = setTimeout(() => this.fire(), Math.max(0, Math.min(due - Date.now(), 2 ** 31 - 1)));
  }

  private fire(): void {
    this.armedFor = Infinity;
    while (this.heap.length > 0 && this.heap[0]!.due <= Date.now()) this.onDue(this.pop());
    this.arm();
  }

  private pop(): Entry {
    const { heap } = this;
    const top = heap[0]!;
    const last = heap.pop()!;
    if (heap.length > 0) {
      heap[0] = last;
      let index = 0;
      for (;;) {
        const left = 2 * index + 1;
        const right = left + 1;
        let least = index;
        if (left < heap.length && heap[left]!.due < heap[least]!.due) least = left;
        if (right < heap.length && heap[right]!.due < heap[least]!.due) least = right;
        if (least === index) break;
        this.swap(index, least);
        index = least;
      }
    }
    return top.entry;
  }

  private swap(a: number, b: number): void {
    [this.heap[a], this.heap[b]] = [this.heap[b]!, this.heap[a]!];
  }
}
