import * as z from 'zod/mini';
import { byId, id, section, text, words } from './primitives';

/** As `pagerduty:schedule/PI7DH85`. */
const GROUP_SOURCE =
  /^(pagerduty:schedule\/[A-Z0-9]{3,}|entra:group\/[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|slack:usergroup\/S[A-Z0-9]+|discord:role\/\d{17,20})$/;

export const people = byId(
  section({
    name: words,
    slack: z.optional(text(/^[UW][A-Z0-9]+$/, 'a Slack member ID such as U0ALICE')),
    teams: z.optional(
      text(/^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/, 'an Entra object ID (a GUID), in quotes'),
    ),
    discord: z.optional(text(/^\d{17,20}$/, 'a Discord user ID of 17 to 20 digits, in quotes')),
    email: z.optional(text(/^[^\s@]+@[^\s@]+$/, 'an e-mail address')),
    github: z.optional(
      text(/^[A-Za-z\d](?:[A-Za-z\d_]|-(?=[A-Za-z\d]))*$/, 'a GitHub login').check(
        z.describe('Whose deployments /status shows as theirs. Nothing is allowed by it.'),
      ),
    ),
    pagerduty: z.optional(
      text(/^[A-Z0-9]{3,}$/, 'a PagerDuty user ID such as PXPGF42').check(
        z.describe('Who they are in PagerDuty; without it they are known there by their e-mail address.'),
      ),
    ),
    groups: z.optional(z.array(id, { error: 'a list of groups' })),
  }),
).check(z.describe('Who may ask and vote. The key is how a person is named here: @alice.'));

export const groups = byId(
  section({
    title: words.check(z.describe('What one member is called, e.g. team lead: "a team lead", "2 team leads".')),
    source: z.optional(
      text(
        GROUP_SOURCE,
        'pagerduty:schedule/ID (who is on call), entra:group/OBJECT-ID, slack:usergroup/ID, or discord:role/ID',
      ).check(z.describe('Where more of its members are told; asked anew for each request and each vote.')),
    ),
  }),
).check(z.describe('Who belongs together in approval rules. People list their groups.'));
