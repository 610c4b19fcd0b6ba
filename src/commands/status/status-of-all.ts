import { type Environment, type Company, type Service } from '../../model/company';
import { type Inline, type View } from '../../model/view';
import { severityName, statusName } from '../../views/incident-view';
import { type DirectTools } from '../command';
import { inTime, valueOf } from '../in-time';
import { vendorName } from '../vendor-name';
import { alertsOf } from './alerts-of';
import { healthOf } from './health-of';
import { LIGHTS, sayHealth, severity } from './say-health';
import { unavailable } from './unavailable';

/** Places whose versions are asked for; of more, the vendor would ask us to wait. */
const VERSIONS = 20;
/** Buttons that lead on to one service. */
const OFFERED = 3;
const INCIDENTS = 5;

/** One line for each service, the worst first. A service with several production environments is shown by its worst. */
export async function statusOfAll(tools: DirectTools, now: Date): Promise<View> {
  const { company, connectors, locks, incidents } = tools;
  const places = company.services.flatMap((service) =>
    watched(company).map(({ id }) => ({ service, environment: id })),
  );
  const [firing, locked, known, measured, deployed] = await Promise.all([
    inTime('Alertmanager', async (signal) => (await connectors.alerts()).firing({}, signal)),
    inTime('The table of locks', () => locks.list()),
    inTime('The table of incidents', () => incidents.list()),
    Promise.all(places.map(({ service, environment }) => healthOf(service, environment, tools))),
    Promise.all(places.length > VERSIONS ? [] : places.map((place) => deployedIn(place, tools))),
  ]);
  const standings = places.map(({ service, environment }, index) => {
    const { health } = measured[index]!;
    const alerts = alertsOf(valueOf(firing) ?? [], service, environment).length;
    const lock = valueOf(locked)?.some((one) => one.service === service.id && one.environment === environment);
    const live = deployed[index] && valueOf(deployed[index])?.[0];
    return { service, environment, health, alerts, lock, version: live?.version, severity: severity(health, alerts) };
  });
  const ranked = standings.sort(
    (a, b) =>
      b.severity - a.severity ||
      b.alerts - a.alerts ||
      (b.health.errorRatio ?? 0) - (a.health.errorRatio ?? 0) ||
      (b.health.p95Seconds ?? 0) - (a.health.p95Seconds ?? 0),
  );
  const worst = ranked.filter(({ service }, index) => ranked.findIndex((one) => one.service === service) === index);
  const open = (valueOf(known) ?? [])
    .filter((one) => !one.resolvedAt && !one.private)
    .slice(0, INCIDENTS)
    .map(({ id, title, severity: how, status, openedAt }): Inline[] => [
      { bold: `${severityName(how)} ${title}` },
      ` · ${statusName(status)} · since `,
      { time: openedAt },
      ' · ',
      { code: id },
    ]);
  const troubled = worst.filter(({ severity: how }) => how > 1).length;
  return {
    kind: 'status',
    tone: troubled ? 'bad' : 'good',
    icon: '📊',
    headline: [
      troubled ? `${troubled} of ${count(company.services)} in trouble` : `${count(company.services)}, none in trouble`,
    ],
    lines: unavailable([
      ...measured.flatMap(({ missing }) => missing),
      ...[firing, locked, known, ...deployed].flatMap((reading) => ('missing' in reading ? [reading.missing] : [])),
    ]),
    lists: [...(open.length ? [{ title: 'Open incidents', items: open }] : []), { title: '', items: worst.map(line) }],
    actions: worst.slice(0, OFFERED).map(({ service: { id } }) => ({ kind: 'run', label: id, line: `/status ${id}` })),
    footer: [['Read ', { time: now.toISOString() }, '. ', { code: '/status <service>' }, ' shows one in full.']],
  };
}

function line({
  service,
  environment,
  health,
  alerts,
  lock,
  version,
  severity: how,
}: {
  service: Service;
  environment: string;
  health: Parameters<typeof sayHealth>[0];
  alerts: number;
  lock?: boolean;
  version?: string;
  severity: number;
}): Inline[] {
  return [
    `${LIGHTS[how]} `,
    { bold: service.id },
    ` in ${environment}: ${sayHealth(health)}${version === undefined ? '' : ` · ${shortly(version)}`}`,
    ...(alerts ? [` · 🔔 ${alerts} ${alerts === 1 ? 'alert' : 'alerts'}`] : []),
    ...(lock ? [' · 🔒 locked'] : []),
  ];
}

function deployedIn({ service, environment }: { service: Service; environment: string }, { connectors }: DirectTools) {
  const { connector } = service.deploy;
  return inTime(vendorName(connector), async () =>
    (await connectors.ciCd(connector)).history(service.repository, environment, 1),
  );
}

/** The production environments; where there is none, the last. */
function watched({ environments }: Company): Environment[] {
  const production = environments.filter((environment) => environment.production);
  return production.length ? production : environments.slice(-1);
}

function count({ length }: Service[]): string {
  return length === 1 ? '1 service' : `${length} services`;
}

/** A version that is a commit, as people write one. */
function shortly(version: string): string {
  return /^[0-9a-f]{40}$/.test(version) ? version.slice(0, 7) : version;
}
