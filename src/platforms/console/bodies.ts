import * as z from 'zod/mini';

const key = z
  .string()
  .check(
    z.regex(/^[\w-]{16,64}$/),
    z.describe('Made anew for each thing that is asked: the same key twice is the same request, done once.'),
  );
const LINE = 4_000;
const id = z.string().check(z.regex(/^[a-z2-7]{52}$/), z.describe('What POST /api/commands answered as id.'));
const values = z.record(z.string().check(z.maxLength(64)), z.string().check(z.maxLength(LINE)));
const channel = z
  .optional(z.string().check(z.maxLength(100)))
  .check(z.describe('Where it is asked: the name of a channel of the company file.'));

/** What is sent to the routes of the command line; docs/openapi.json is made of it. */
export const bodies = {
  commands: z.union([
    z.strictObject({
      key,
      line: z
        .string()
        .check(
          z.minLength(1),
          z.maxLength(LINE),
          z.describe('As typed in chat, e.g. /deploy order-service v2.4.1 production.'),
        ),
      channel,
    }),
    z.strictObject({
      key,
      command: z.string().check(z.maxLength(64), z.describe('A form: the command without slash.')),
      values,
      from: z.optional(id),
      channel,
    }),
  ]),
  votes: z.strictObject({
    key,
    id,
    round: z.int().check(z.minimum(1), z.maximum(999_999)),
    planHash: z.string().check(z.regex(/^[0-9a-f]{64}$/), z.describe('Of the plan that is decided on.')),
    decision: z.enum(['approve', 'reject', 'confirm', 'cancel']),
    reason: z.optional(z.string().check(z.maxLength(1_000))),
    typed: z.optional(z.string().check(z.maxLength(1_000), z.describe('What was typed to confirm.'))),
    channel,
  }),
  choices: z.strictObject({
    command: z.string().check(z.maxLength(64)),
    field: z.string().check(z.maxLength(64)),
    typed: z.string().check(z.maxLength(200)),
    values,
    channel,
  }),
};

export type Kind = keyof typeof bodies;
