import { faultSchema } from '../kit/faults';
import { apiFaultSchema } from '../slack/api/faults';
import { type Sandbox } from './page/model';

/** A sandbox by where its faults are switched, and what it can be made to do. */
export interface Switchable {
  name: string;
  faults: string;
  kinds: string[];
}

const KINDS: string[] = faultSchema.shape.kind.options;
const SLACK_KINDS: string[] = apiFaultSchema.shape.kind.options;

interface Addressed {
  url: string;
}

type Servers = Record<(typeof NAMES)[number][0], Addressed>;

const NAMES = [
  ['github', 'GitHub'],
  ['azureDevOps', 'Azure DevOps'],
  ['prometheus', 'Prometheus'],
  ['alertmanager', 'Alertmanager'],
  ['loki', 'Loki'],
  ['logAnalytics', 'Log Analytics'],
  ['kubernetes', 'Kubernetes'],
  ['resourceManager', 'Azure Resource Manager'],
  ['pagerDuty', 'PagerDuty'],
  ['statuspage', 'Statuspage'],
  ['graph', 'Microsoft Graph'],
  ['teams', 'Teams'],
  ['discord', 'Discord'],
] as const;

/** Every sandbox that can be made to fail, from the company's servers. */
export function switchables(servers: Servers & { slack: Addressed }): Switchable[] {
  return [
    { name: 'Slack', faults: `${servers.slack.url}/_admin/faults`, kinds: SLACK_KINDS },
    ...NAMES.map(([key, name]) => ({ name, faults: `${servers[key].url}/_faults`, kinds: KINDS })),
  ];
}

/** What each does now. */
export async function sandboxesNow(all: Switchable[]): Promise<Sandbox[]> {
  return Promise.all(
    all.map(async ({ name, faults, kinds }): Promise<Sandbox> => {
      const [on] = (await (await fetch(faults)).json()) as NonNullable<Sandbox['on']>[];
      const spent = on?.times !== undefined && on.hits >= on.times;
      return { name, kinds, ...(on && !spent && { on: { kind: on.kind, times: on.times, hits: on.hits } }) };
    }),
  );
}

/** Switches one fault on in a sandbox in place of any other; without a kind all is as it should be. @throws Error that says what is wrong */
export async function switchFault(
  all: Switchable[],
  { sandbox, kind, times }: { sandbox: string; kind?: string; times?: number },
): Promise<void> {
  const found = all.find(({ name }) => name === sandbox);
  if (!found) throw new Error(`There is no sandbox ${sandbox}.`);
  if (kind !== undefined && !found.kinds.includes(kind))
    throw new Error(`${sandbox} can do: ${found.kinds.join(', ')}.`);
  const more = { slow: { milliseconds: 5_000 }, error: kind && found.name === 'Slack' ? { error: 'fatal_error' } : {} };
  const faults = kind === undefined ? [] : [{ kind, ...(times && { times }), ...more[kind as keyof typeof more] }];
  const response = await fetch(found.faults, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(faults),
  });
  if (!response.ok) throw new Error(`${sandbox} did not take it: ${(await response.text()).slice(0, 300)}`);
}
