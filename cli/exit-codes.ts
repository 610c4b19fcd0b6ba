import { type Result } from '../src/model/outcome';

/** What `countersign` ends with; docs/cli.md lists them. Whom Ctrl-C ends at a question ends as shells say of any other. */
export const EXIT = {
  success: 0,
  failure: 1,
  usage: 2,
  refused: 3,
  over: 4,
  unreachable: 5,
  interrupted: 130,
} as const;

export const EXIT_OF: Record<Result, number> = {
  success: EXIT.success,
  failure: EXIT.failure,
  invalid: EXIT.usage,
  rejected: EXIT.refused,
  denied: EXIT.refused,
  expired: EXIT.over,
  cancelled: EXIT.over,
};
