/** One figure measured in several rounds of one run: its median and its spread. */
export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** `0.84 × (0.79–0.91)`: ours over theirs, round by round, so that what disturbs one round disturbs both. */
export function ratio(ours: number[], theirs: number[]): string {
  const each = ours.map((value, index) => value / (theirs[index] ?? Number.NaN));
  return `${median(each).toFixed(2)} × (${Math.min(...each).toFixed(2)}–${Math.max(...each).toFixed(2)})`;
}
