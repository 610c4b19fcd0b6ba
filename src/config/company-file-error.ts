/** Something wrong in the company file. */
export interface Problem {
  line: number;
  /** e.g. `people.alice.groups[0]`; empty for the file as a whole. */
  path: string;
  message: string;
}

/** Everything that is wrong in the company file, in the order of its lines; what stands in an aliased block, once. */
export class CompanyFileError extends Error {
  override name = 'CompanyFileError';
  readonly problems: Problem[];

  constructor(found: Problem[]) {
    const once = new Map(found.toReversed().map((problem) => [`${problem.line} ${problem.message}`, problem]));
    const problems = [...once.values()].toReversed().sort((a, b) => a.line - b.line);
    const count = problems.length === 1 ? 'a problem' : `${problems.length} problems`;
    super([`The company file has ${count}:`, ...problems.map(sentence)].join('\n'));
    this.problems = problems;
  }
}

function sentence({ line, path, message }: Problem): string {
  return `  line ${line}${path && `, ${path}`}: ${message}`;
}
