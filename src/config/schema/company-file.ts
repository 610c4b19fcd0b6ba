import { Cron } from 'croner';
import * as z from 'zod/mini';
import { incidents } from './incidents';
import { links } from './links';
import { mask } from './mask';
import { groups, people } from './people';
import { policy } from './policy';
import { byId, duration, id, section, text, timeZone, words } from './primitives';
import { services } from './services';

/** Whether it ever begins. One of a single year stays right after that: the file is read again in the middle of its freeze. */
function isCron(pattern: string): boolean {
  try {
    const cron = new Cron(pattern, { paused: true });
    return cron.nextRun() !== null || cron.previousRuns(1).length > 0;
  } catch {
    return false;
  }
}

const freeze = section({
  name: words,
  from: words.check(
    z.refine(isCron, { error: 'a cron pattern such as "0 18 * * 5"' }),
    z.describe('When it begins, as a cron pattern.'),
  ),
  for: duration,
  timeZone,
  exempt: z.optional(z.array(id)).check(z.describe('Commands that go on. Rollbacks always do.')),
});

const environments = byId(
  section({
    after: z.optional(
      id.check(z.describe('Deploys here need the version to have been deployed there before, with success.')),
    ),
    confirm: z
      .optional(z.enum(['button', 'typed'], { error: 'button or typed' }))
      .check(
        z.describe("How a requester confirms a rollback here: by a button (default), or by typing the service's name."),
      ),
    freeze: z.optional(z.array(freeze, { error: 'a list of freezes' })).check(z.describe('When nothing may change.')),
    production: z.optional(
      z.boolean({ error: 'true or false' }).check(z.describe('Whether unlisted changes here need 2 approvals.')),
    ),
  }),
).check(z.describe('Where services run, in the order in which changes go through them.'));

const channels = byId(
  section({
    slack: z.optional(text(/^[CG][A-Z0-9]+$/, 'a Slack channel ID such as C0DEPLOY')),
    teams: z.optional(text(/^\S+$/, 'a Teams conversation ID such as 19:…@thread.tacv2')),
    discord: z.optional(text(/^\d{17,20}$/, 'a Discord channel ID of 17 to 20 digits, in quotes')),
    quiet: z.optional(
      z
        .boolean({ error: 'true or false' })
        .check(z.describe("Whether only who has to act is called here, beside the commands' own messages.")),
    ),
  }),
).check(z.describe('Conversations by name, without #.'));

const approvals = section({
  mirror: z
    .optional(z.array(words))
    .check(
      z.describe(
        'Channels whose requests are shown, and can be decided, on every chat platform that the channel is on.',
      ),
    ),
});

const audit = section({
  readers: z
    .optional(z.array(id))
    .check(z.describe('Groups whose people see the entries of every conversation, private ones too.')),
  retention: z
    .optional(text(/^[1-9]\d{1,4}d$/, 'a number of days from 10d on, such as 400d'))
    .check(z.describe('How long entries are kept, in days. Absent: for ever.')),
});

const operations = section({
  channel: id.check(z.describe('The channel that is told of commands that failed inside the bot or came to a stop.')),
  history: z
    .optional(text(/^[1-9]\d{1,3}d$/, 'a number of days from 10d on, such as 90d'))
    .check(z.describe('How long the histories of ended orchestrations are kept, in days. Default: 30d.')),
});

/** countersign.yaml, as written. */
export const companyFile = section({
  name: words,
  people,
  groups,
  services,
  environments,
  channels: z.optional(channels),
  approvals: z.optional(approvals),
  incidents: z.optional(incidents),
  policy,
  mask: z.optional(mask),
  links: z.optional(links),
  audit: z.optional(audit),
  operations: z.optional(operations),
});

export type CompanyFile = z.infer<typeof companyFile>;
