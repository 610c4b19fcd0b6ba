import { type FiringAlert } from '../../connectors/alerts';
import { type PastDeployment } from '../../connectors/types';
import { blockChart } from '../../model/block-chart';
import { type Environment, type Service } from '../../model/company';
import { fillIn } from '../../model/fill-in';
import { isByHand } from '../../model/lock-owner';
import { type Inline, type View } from '../../model/view';
import { activeFreeze } from '../../policy/active-freeze';
import { type IncidentSummary } from '../../state/incidents';
import { type Lock } from '../../state/locks';
import { type RoundRow } from '../../state/rounds';
import { type Asked, type DirectTools } from '../command';
import { inTime, type Missing, type Reading, valueOf } from '../in-time';
import { personRef } from '../person-ref';
import { vendorName } from '../vendor-name';
import { whoDeployed } from '../who-deployed';
import { alertLabels } from './alerts-of';
import { type Askers, askersOf } from './askers-of';
import { type Health, healthOf } from './health-of';
import { LIGHTS, sayHealth, severity } from './say-health';
import { unavailable } from './unavailable';

const HOUR = 3_600_000;
/** Seconds between two points of the hour's row. */
const STEP = 150;
const DEPLOYS = 5;

/** Everything about one service: all sources are asked side by side, and one that is away is named. */
export async function statusOfService(service: Service, tools: DirectTools, asked: Asked): Promise<View> {
  const { now } = asked;
  const { environments } = tools.company;
  const [locked, waiting, incidents, askers, standings] = await Promise.all([
    inTime('The table of locks', () => tools.locks.list()),
    inTime('The table of requests', () => tools.requests.waiting()),
    inTime('The table of incidents', () => tools.incidents.list()),
    askersOf(service.id, asked, tools),
    Promise.all(environments.map((environment) => standingIn(environment, service, tools, now))),
  ]);
  const ofService = (one: { service: string }) => one.service === service.id;
  const locks = (valueOf(locked) ?? []).filter(ofService);
  const requests = (valueOf(waiting) ?? []).filter(
    ({ plan, expiresAt }) => ofService(plan) && Date.parse(expiresAt) > now.getTime(),
  );
  // A private one is told to nobody who is not in it.
  const open = (valueOf(incidents) ?? []).filter(
    (one) => one.service === service.id && !one.resolvedAt && !one.private,
  );
  const firing = standings.flatMap(({ environment, alerts }) =>
    (valueOf(alerts) ?? []).map((alert) => ({ environment: environment.id, alert })),
  );
  const deploys = standings
    .flatMap(({ environment, past }) => (valueOf(past) ?? []).map((one) => ({ environment: environment.id, ...one })))
    .sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  const askedBy: Askers = valueOf(askers) ?? (() => undefined);
  const worst = Math.max(0, ...standings.map((standing) => standing.severity));
  const last = standings.at(-1)?.environment.id;
  return {
    kind: 'status',
    tone: worst > 1 ? 'bad' : worst === 1 ? 'neutral' : 'good',
    icon: '📊',
    headline: [service.id],
    lines: unavailable([
      ...standings.flatMap(({ missing }) => missing),
      ...[locked, waiting, incidents, askers].flatMap((reading) => ('missing' in reading ? [reading.missing] : [])),
    ]),
    facts: [
      ...standings
        .toReversed()
        .map((standing) => ({ label: standing.environment.id, value: sayStanding(standing, tools, askedBy) })),
      ...locks.map((lock) => ({ label: `🔒 ${lock.environment}`, value: sayLock(lock, tools) })),
      ...environments.flatMap((environment) => freezeFact(environment, now)),
    ],
    lists: [
      ...listOf('Open incidents', open, sayIncident),
      ...listOf('Firing alerts', firing, ({ environment, alert }) => sayAlert(environment, alert)),
      ...listOf('Waiting for approval', requests, (round) => sayWaiting(round, tools)),
      ...listOf('Last deploys', deploys.slice(0, DEPLOYS), (one) => sayDeploy(one, tools, askedBy)),
    ],
    links: service.dashboard ? [{ text: 'Dashboard', url: service.dashboard }] : [],
    actions: [
      ...(service.logs && last ? [{ kind: 'run' as const, label: 'Logs', line: `/logs ${service.id} ${last}` }] : []),
      ...(requests.length ? [{ kind: 'run' as const, label: 'Approvals', line: '/approvals' }] : []),
      { kind: 'run', label: 'Look again', line: `/status ${service.id}` },
    ],
    footer: [['Read ', { time: now.toISOString() }, `. The rows of blocks: requests per second, last hour.`]],
  };
}

interface Standing {
  environment: Environment;
  health: Health;
  severity: number;
  past: Reading<PastDeployment[]>;
  alerts: Reading<FiringAlert[]>;
  hour: (number | null)[];
  missing: Missing[];
}

async function standingIn(
  environment: Environment,
  service: Service,
  tools: DirectTools,
  now: Date,
): Promise<Standing> {
  const target = { service: service.id, environment: environment.id };
  const { connectors } = tools;
  const { connector } = service.deploy;
  const traffic = service.status?.requestsPerSecond;
  const labels = alertLabels(service, environment.id);
  const [{ health, missing }, past, firing, hour] = await Promise.all([
    healthOf(service, environment.id, tools),
    inTime(vendorName(connector), async () =>
      (await connectors.ciCd(connector)).history(service.repository, environment.id, DEPLOYS),
    ),
    labels
      ? inTime('Alertmanager', async (signal) => (await connectors.alerts()).firing(labels, signal))
      : { value: [] as FiringAlert[] },
    traffic === undefined
      ? { value: [] }
      : inTime('Prometheus', async (signal) =>
          (await connectors.monitoring()).range(
            fillIn(traffic, target),
            new Date(now.getTime() - HOUR),
            now,
            STEP,
            signal,
          ),
        ),
  ]);
  const others = [past, firing, hour].flatMap((reading) => ('missing' in reading ? [reading.missing] : []));
  return {
    environment,
    health,
    severity: severity(health, valueOf(firing)?.length ?? 0),
    past,
    alerts: firing,
    hour: valueOf(hour) ?? [],
    missing: [...missing, ...others],
  };
}

function sayStanding({ health, severity: how, past, hour }: Standing, tools: DirectTools, askedBy: Askers): Inline[] {
  const [live] = valueOf(past) ?? [];
  const row = hour.some((value) => value !== null) ? blockChart(hour) : '';
  return [
    `${LIGHTS[how]} ${sayHealth(health)}`,
    ...(row ? [' ', { code: row }] : []),
    ...('missing' in past ? [] : live ? [' · ', ...sayVersion(live, tools, askedBy)] : [' · nothing deployed']),
  ];
}

function sayVersion(past: PastDeployment, tools: DirectTools, askedBy: Askers): Inline[] {
  const { version, commit, at, url, failedSince } = past;
  const short = commit.slice(0, 7);
  return [
    { bold: version.startsWith(short) ? short : `${version} (${short})` },
    ...whoDeployed(past, tools, askedBy(url)),
    ', ',
    { time: at },
    ...(failedSince ? [`, and ${failedSince.version} failed since`] : []),
  ];
}

function sayDeploy(one: PastDeployment & { environment: string }, tools: DirectTools, askedBy: Askers): Inline[] {
  return [...sayVersion({ ...one, failedSince: undefined }, tools, askedBy), ` to ${one.environment}`];
}

function sayLock({ person, since, reason, owner }: Lock, tools: DirectTools): Inline[] {
  return [
    'locked by ',
    { person: personRef(person, tools) },
    ' since ',
    { time: since },
    ...(reason ? [`: ${reason}`] : []),
    ...(isByHand(owner) ? [] : [' (a command that is under way)']),
  ];
}

function freezeFact(environment: Environment, now: Date): NonNullable<View['facts']> {
  const frozen = activeFreeze(environment, 'deploy', now);
  if (!frozen) return [];
  const value: Inline[] = [`no deploys until `, { time: frozen.until.toISOString() }, `: ${frozen.freeze.name}`];
  return [{ label: `❄️ ${environment.id}`, value }];
}

function sayIncident({ title, severity: grade, status, openedAt }: IncidentSummary): Inline[] {
  return [{ bold: title }, ` (${grade}, ${status}) since `, { time: openedAt }];
}

function sayAlert(environment: string, { name, severity: grade, summary, since, link }: FiringAlert): Inline[] {
  return [
    ...(link ? [{ link: name, url: link }] : [{ bold: name }]),
    ` in ${environment}${grade ? ` (${grade})` : ''} since `,
    { time: since },
    ...(summary ? [`: ${summary}`] : []),
  ];
}

function sayWaiting({ plan, requester, expiresAt }: RoundRow, tools: DirectTools): Inline[] {
  return [
    `${plan.action} in ${plan.environment}, asked by `,
    { person: personRef(requester, tools) },
    ', until ',
    { time: expiresAt },
  ];
}

function listOf<T>(title: string, all: T[], say: (one: T) => Inline[]): NonNullable<View['lists']> {
  return all.length ? [{ title, items: all.map(say) }] : [];
}
