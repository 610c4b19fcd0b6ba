/** Somebody the company file knows. Votes and rules speak of people; accounts only lead to them. */
export interface Person {
  /** The key in `people`, e.g. `alice`; written `@alice` in texts and audit. */
  id: string;
  name: string;
  groups: string[];
  accounts: Partial<Record<PlatformName, string>>;
  email?: string;
  /** Login at GitHub, by which deployments name them. */
  github?: string;
  /** User ID in PagerDuty; where it is absent they are known there by their e-mail address. */
  pagerduty?: string;
}

export type PlatformName = 'slack' | 'teams' | 'discord' | 'console';

/** What is shown of a person: platforms mention by their own account, others by `@id`. */
export type PersonRef = Pick<Person, 'id' | 'accounts'>;
