import * as z from 'zod/mini';

const text = (most: number) =>
  z.string({ error: 'has to be text' }).check(z.maxLength(most, `has at most ${most} characters`));

const LINE = 4_000;
const key = z
  .string({ error: 'has to be text' })
  .check(
    z.regex(/^[\w-]{16,64}$/, 'has 16 to 64 letters, digits, - or _'),
    z.describe('Made anew for each thing that is asked: the same key twice is the same request, done once.'),
  );
const id = z
  .string({ error: 'has to be text' })
  .check(z.regex(/^[a-z2-7]{52}$/, 'is no ID of a request'), z.describe('What POST /api/commands answered as id.'));
const values = z.record(text(64), text(LINE), { error: 'has to be an object of texts' });
const channel = z
  .optional(text(100))
  .check(z.describe('Where it is asked: the name of a channel of the company file.'));

/** What is sent to the routes of the command line; docs/openapi.json is made of it. */
export const bodies = {
  commands: z.union([
    z.strictObject({
      key,
      line: text(LINE).check(
        z.minLength(1, 'is empty'),
        z.describe('As typed in chat, e.g. /deploy order-service v2.4.1 production.'),
      ),
      channel,
    }),
    z.strictObject({
      key,
      command: text(64).check(z.describe('A form: the command without slash.')),
      values,
      from: z.optional(id),
      channel,
    }),
  ]),
  votes: z.strictObject({
    key,
    id,
    round: z
      .int({ error: 'has to be a whole number' })
      .check(z.minimum(1, 'is at least 1'), z.maximum(999_999, 'is too much')),
    planHash: z
      .string({ error: 'has to be text' })
      .check(z.regex(/^[0-9a-f]{64}$/, 'is no hash of a plan'), z.describe('Of the plan that is decided on.')),
    decision: z.enum(['approve', 'reject', 'confirm', 'cancel'], {
      error: 'has to be approve, reject, confirm or cancel',
    }),
    reason: z.optional(text(1_000)),
    typed: z.optional(text(1_000).check(z.describe('What was typed to confirm.'))),
    channel,
  }),
  choices: z.strictObject({
    command: text(64),
    field: text(64),
    typed: text(200),
    values,
    channel,
  }),
};

export type Kind = keyof typeof bodies;
