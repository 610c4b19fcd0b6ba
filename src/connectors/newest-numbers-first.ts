const byNumber = new Intl.Collator('en', { numeric: true });

/** Names by the numbers in them, highest first, for vendors that give tags no date: v10 before v9. */
export function newestNumbersFirst(names: string[]): string[] {
  return names.toSorted((a, b) => byNumber.compare(b, a));
}
