/** One line of the table in docs/reliability.md. */
export interface Figure {
  what: string;
  value: string;
  /** Against what it was measured in the same run. */
  ratio: string;
  goal?: { value: number; most: number };
}

export function printFigures(figures: Figure[]): void {
  console.log('\n| figure | value | ratio | goal |\n| --- | --- | --- | --- |');
  for (const { what, value, ratio, goal } of figures) {
    const met = goal && `≤ ${goal.most} ×: ${goal.value.toFixed(2)} ×, ${goal.value <= goal.most ? 'met' : 'MISSED'}`;
    console.log(`| ${what} | ${value} | ${ratio} | ${met ?? ''} |`);
  }
}
