import { z } from 'zod';

const name = z.string().regex(/^[-_\p{Ll}\p{N}]{1,32}$/u);
const description = z.string().min(1).max(100);

const option = z.strictObject({
  type: z.union([z.literal(3), z.literal(4), z.literal(5)]),
  name,
  description,
  required: z.boolean().optional(),
  autocomplete: z.boolean().optional(),
  min_value: z.int().optional(),
});

const where = { contexts: z.array(z.int()).optional(), integration_types: z.array(z.int()).optional() };

const slash = z.strictObject({
  type: z.literal(1),
  name,
  description,
  options: z
    .array(option)
    .max(25)
    .refine((all) => !all.some((one, at) => one.required && all[at - 1]?.required === false), {
      error: 'Required options must be placed before non-required options',
    })
    .optional(),
  ...where,
});

const ofMessage = z.strictObject({ type: z.literal(3), name: z.string().min(1).max(32), ...where });

/** https://docs.discord.com/developers/interactions/application-commands#application-command-object */
const commands = z.array(z.union([slash, ofMessage])).max(110);

export type SlashCommand = z.infer<typeof slash>;

/** @throws ZodError that says what Discord would refuse */
export const checkCommands = (body: unknown) => commands.parse(body);
