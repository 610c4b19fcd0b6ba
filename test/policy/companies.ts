import { type Company, type Rule } from '../../src/model/company';
import { type Plan } from '../../src/model/plan';

/** Two team leads, one of them on call, a developer on call and somebody in no group. */
export function company(...rules: Partial<Rule>[]): Company {
  return {
    name: 'Test',
    historyDays: 30,
    people: [
      { id: 'alice', name: 'Alice', groups: [], accounts: {} },
      { id: 'bob', name: 'Bob', groups: ['team-leads', 'on-call'], accounts: {} },
      { id: 'carol', name: 'Carol', groups: ['team-leads'], accounts: {} },
      { id: 'dave', name: 'Dave', groups: ['on-call'], accounts: {} },
    ],
    groups: [
      { id: 'team-leads', title: 'team lead' },
      { id: 'on-call', title: 'on-call engineer' },
      { id: 'empty', title: 'ghost' },
    ],
    services: [],
    environments: [
      { id: 'staging', production: false, freezes: [] },
      { id: 'production', production: true, freezes: [] },
    ],
    channels: [],
    incidents: { channelPrefix: 'inc', invite: [], timeZone: 'UTC', holidays: [], remindMinutes: {} },
    strictest: { group: 'team-leads', expiresSeconds: 1800 },
    lockers: ['team-leads'],
    rules: rules.map((rule, index) => ({
      name: `rule ${index}`,
      line: index + 1,
      when: {},
      require: [],
      expiresSeconds: 600,
      reasonRequired: false,
      ...rule,
    })),
  };
}

export function plan(changes: Partial<Plan> = {}): Plan {
  return {
    action: 'deploy',
    service: 'order-service',
    environment: 'production',
    connector: 'github',
    current: { version: 'v2.4.0', commit: 'a'.repeat(40) },
    desired: { version: 'v2.4.1', commit: 'b'.repeat(40), ref: 'v2.4.1' },
    display: { commits: [], moreCommits: 0 },
    ...changes,
  };
}

/** Who is asked in a rule: `asks(2, 'team-leads', '@bob')`. */
export function asks(count: number, ...who: string[]): Rule['require'][number] {
  return {
    count,
    groups: who.filter((name) => !name.startsWith('@')),
    people: who.filter((name) => name.startsWith('@')).map((name) => name.slice(1)),
  };
}
