import * as z from 'zod/mini';
import { duration, id, oneOrMore, section, text, words } from './primitives';

/** `2 of team-leads`, `1 of @bob or @carol`. */
const APPROVAL = /^[1-9]\d? of @?[a-z][a-z0-9._-]*( or @?[a-z][a-z0-9._-]*)*$/;

const approval = text(APPROVAL, '"1 of team-leads", "2 of team-leads or @bob", or none');

/** Only what votes are bound to: what is merely shown may differ between two readings of one plan. */
const PLAN_FIELD = /^(connector|(current|desired)\.[A-Za-z][A-Za-z0-9]*)$/;

const planField = text(PLAN_FIELD, 'connector, or a field of the state such as desired.replicas or current.version');

const fieldValue = z.union([z.string(), z.number()], { error: 'a text or a number' });

const when = section({
  action: z.optional(oneOrMore(id, 'a command or a list of commands')),
  environment: z.optional(oneOrMore(id, 'an environment or a list of environments')),
  service: z.optional(oneOrMore(id, 'a service or a list of services')),
  direction: z.optional(
    oneOrMore(z.enum(['up', 'down', 'none'], { error: 'up, down or none' }), 'up, down, none or a list of these'),
  ),
  severity: z
    .optional(oneOrMore(id, 'a severity such as sev1 or a list of severities'))
    .check(z.describe('Of an incident; the same as desired.severity under plan.')),
  plan: z
    .optional(
      z.record(planField, oneOrMore(fieldValue, 'a text, a number or a list of these'), {
        error: 'a mapping from fields of the plan to their values',
      }),
    )
    .check(z.describe('Any other field of the plan by its path, such as desired.replicas: 0.')),
}).check(z.describe('What the rule is for. All that is given must match; {} matches every plan.'));

const rule = section({
  name: words,
  when,
  require: z
    .union([z.literal('none'), oneOrMore(approval, 'one approval or a list of them')], {
      error: 'none, "1 of team-leads", or a list of such lines',
    })
    .check(
      z.describe('none, "1 of team-leads", "1 of @bob or @carol", or a list: then each line needs people of its own.'),
    ),
  expires: z.optional(duration.check(z.describe('How long a request of this rule waits.'))),
  remind: z.optional(duration.check(z.describe('When those who have not voted are reminded, once.'))),
  escalate: z.optional(
    section({ after: duration, to: id }).check(z.describe('When, and by which group, the request may be decided too.')),
  ),
  reason: z.optional(
    z
      .enum(['required', 'optional'], { error: 'required or optional' })
      .check(z.describe('Whether a rejection counts only with its reason.')),
  ),
});

const breakGlass = section({
  group: id.check(z.describe('Whose people may run a change at once, without approval.')),
  review: approval.check(z.describe('Who has to review it afterwards, e.g. 2 of team-leads; never the one who asked.')),
  within: z.optional(duration.check(z.describe('How long they have for it; 24h unless told otherwise.'))),
  alert: id.check(z.describe('The channel that is told at once.')),
}).check(z.describe('What --break-glass does. Without this section it is refused.'));

export const policy = section({
  strictest: id.check(z.describe('The group asked where no rule matches: 2 of it in production, else 1.')),
  expires: duration.check(z.describe('How long a request waits for its approvals, unless its rule says otherwise.')),
  remind: z.optional(
    duration.check(z.describe('When those who have not voted are reminded, unless the rule says otherwise.')),
  ),
  locks: z.optional(
    z
      .array(id, { error: 'a list of groups' })
      .check(
        z.describe('Groups whose people may /lock a service in production. Without it, those of the strictest group.'),
      ),
  ),
  breakGlass: z.optional(breakGlass),
  trustChatGroups: z
    .optional(z.boolean({ error: 'true or false' }))
    .check(
      z.describe(
        'Whether Slack user groups and Discord roles, which people edit in the chat, count in production. Default: false.',
      ),
    ),
  rules: z.array(rule, { error: 'a list of rules' }),
}).check(z.describe('The approval matrix. The first rule that matches decides.'));
