import { z } from 'zod';

/** https://docs.discord.com/developers/resources/message#embed-object-embed-limits */
const embed = z.strictObject({
  title: z.string().min(1).max(256).optional(),
  description: z.string().min(1).max(4096).optional(),
  url: z.url().optional(),
  color: z.int().min(0).max(0xffffff).optional(),
  timestamp: z.iso.datetime().optional(),
  footer: z.strictObject({ text: z.string().min(1).max(2048) }).optional(),
  fields: z
    .array(
      z.strictObject({
        name: z.string().regex(/\S/).max(256),
        value: z.string().regex(/\S/).max(1024),
        inline: z.boolean().optional(),
      }),
    )
    .max(25)
    .optional(),
});

/** https://docs.discord.com/developers/components/reference#button */
const button = z.strictObject({
  type: z.literal(2),
  style: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
  label: z.string().regex(/\S/).max(80),
  custom_id: z.string().min(1).max(100),
  disabled: z.boolean().optional(),
});

const row = z.strictObject({ type: z.literal(1), components: z.array(button).min(1).max(5) });

/** Both ways to call the same people exclude each other. */
const mentions = z
  .strictObject({
    parse: z.array(z.enum(['users', 'roles', 'everyone'])),
    users: z
      .array(z.string().regex(/^\d{17,20}$/))
      .max(100)
      .optional(),
  })
  .refine(
    ({ parse, users }) => !users || !parse.includes('users'),
    'parse:["users"] and users: [] are mutually exclusive',
  );

const fields = {
  content: z.string().max(2000).optional(),
  embeds: z.array(embed).max(10).refine(withinTotal, 'Embed size exceeds maximum size of 6000').optional(),
  components: z.array(row).max(5).refine(ownIds, 'Component custom id cannot be duplicated').optional(),
  allowed_mentions: mentions.optional(),
  flags: z.int().optional(),
};

const withFile = z.strictObject({
  ...fields,
  nonce: z.union([z.string().max(25), z.int()]).optional(),
  enforce_nonce: z.boolean().optional(),
  message_reference: z.strictObject({ message_id: z.string(), fail_if_not_exists: z.boolean().optional() }).optional(),
});

const created = withFile.refine(
  ({ content, embeds }) => Boolean(content) || Boolean(embeds?.length),
  'Cannot send an empty message',
);

export type Created = z.infer<typeof created>;

const changed = z.strictObject(fields);

/** https://docs.discord.com/developers/components/reference#string-select */
const select = z.strictObject({
  type: z.literal(3),
  custom_id: z.string().min(1).max(100),
  options: z
    .array(
      z.strictObject({
        label: z.string().regex(/\S/).max(100),
        value: z.string().min(1).max(100),
        description: z.string().min(1).max(100).optional(),
        default: z.boolean().optional(),
      }),
    )
    .min(1)
    .max(25),
  required: z.boolean().optional(),
  min_values: z.int().min(0).max(25).optional(),
  max_values: z.int().min(1).max(25).optional(),
});

/** A modal. https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-modal */
const form = z.strictObject({
  custom_id: z.string().min(1).max(100),
  title: z.string().min(1).max(45),
  components: z
    .array(
      z.discriminatedUnion('type', [
        z.strictObject({ type: z.literal(10), content: z.string().min(1).max(4000) }),
        z.strictObject({
          type: z.literal(18),
          label: z.string().min(1).max(45),
          description: z.string().max(100).optional(),
          component: z.discriminatedUnion('type', [
            select,
            z.strictObject({
              type: z.literal(4),
              custom_id: z.string().min(1).max(100),
              style: z.union([z.literal(1), z.literal(2)]),
              min_length: z.int().min(0).max(4000).optional(),
              max_length: z.int().min(1).max(4000).optional(),
              required: z.boolean().optional(),
              value: z.string().max(4000).optional(),
            }),
          ]),
        }),
      ]),
    )
    .min(1)
    .max(5),
});

/** Each throws a ZodError that says what Discord would refuse. */
export const checkCreated = (body: unknown, hasFile = false) => (hasFile ? withFile : created).parse(body);
export const checkChanged = (body: unknown) => changed.parse(body);
export const checkForm = (body: unknown) => form.parse(body);

function withinTotal(embeds: z.infer<typeof embed>[]): boolean {
  const lengths = embeds.flatMap(({ title = '', description = '', footer, fields: all = [] }) => [
    title.length,
    description.length,
    footer?.text.length ?? 0,
    ...all.map(({ name, value }) => name.length + value.length),
  ]);
  return lengths.reduce((sum, length) => sum + length, 0) <= 6000;
}

function ownIds(rows: z.infer<typeof row>[]): boolean {
  const ids = rows.flatMap(({ components }) => components.map(({ custom_id }) => custom_id));
  return new Set(ids).size === ids.length;
}
