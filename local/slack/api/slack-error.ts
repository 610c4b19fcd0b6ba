import { type Problem } from '../block-kit/check';

/** A refusal as Slack's Web API answers it: HTTP 200 with `ok: false`. */
export class SlackError extends Error {
  constructor(
    readonly code: string,
    /** Further fields of the answer. */
    readonly fields: Record<string, unknown> = {},
  ) {
    super(code);
  }
}

/** The refusal of malformed arguments, with Slack's lines about each. */
export const invalidArguments = (...messages: string[]) =>
  new SlackError('invalid_arguments', {
    response_metadata: { messages: messages.map((message) => `[ERROR] ${message}`) },
  });

export const missing = (field: string) => invalidArguments(`missing required field: ${field}`);

export const describe = ({ message, pointer }: Problem) => `${message} [json-pointer:${pointer}]`;

/** The refusal of a message's blocks. */
export const invalidBlocks = (problems: Problem[]) =>
  new SlackError('invalid_blocks', {
    errors: problems.map(describe),
    response_metadata: { messages: problems.map((problem) => `[ERROR] ${describe(problem)}`) },
  });
