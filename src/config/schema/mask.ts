import * as z from 'zod/mini';
import { patternProblem } from '../pattern-problem';

const pattern = z.string({ error: 'a regular expression' }).check(
  z.superRefine((source, context) => {
    const problem = patternProblem(source);
    if (problem) context.addIssue({ code: 'custom', message: `a regular expression that ${problem}` });
  }),
);

export const mask = z
  .array(pattern, { error: 'a list of regular expressions' })
  .check(
    z.maxLength(50, { error: 'at most 50 regular expressions' }),
    z.describe('What is hidden in logs and errors beside the known secrets. Upper and lower case alike.'),
  );
