import { type DemoLevel, demoText } from './demo-text';
import { randomOf, seedOf } from './random';

export interface DemoLine {
  /** ms since 1970 */
  time: number;
  service: string;
  environment: string;
  pod: string;
  level: DemoLevel;
  text: string;
}

export const demoServices = ['order-service', 'payment-service', 'api-gateway'];
/** Lines in a slot, on average. */
const traffic: Record<string, number> = { development: 0.3, staging: 0.8, production: 2.5 };
const demoEnvironments = Object.keys(traffic);
const slotLength = 15_000;
/** Where one replica wrote its database's address down, password and all: once in so many slots, in production. */
const leakEvery = 80;

export interface DemoSource {
  service: string;
  environment: string;
  pod: string;
}

/** Three replicas of each service in each environment. */
export const demoSources: DemoSource[] = demoServices.flatMap((service) =>
  demoEnvironments.flatMap((environment) =>
    ['7c9d5-2xkqp', '7c9d5-9vw4h', '7c9d5-kfz8t'].map((suffix) => ({
      service,
      environment,
      pod: `${service}-${suffix}`,
    })),
  ),
);

/**
 * What the demo company's services log: worked out from the seed and the clock, so that the same moment always has the same
 * lines, however often and in whatever pieces it is asked for. Oldest first; `from` inclusive, `to` exclusive, ms.
 */
export function demoLines(source: DemoSource, seed: number, from: number, to: number): DemoLine[] {
  const { service, environment, pod } = source;
  const lines: DemoLine[] = [];
  const average = (traffic[environment] ?? 0) / 3;
  const own = seedOf(`${seed} ${pod} ${environment}`);
  const leaks = service === 'payment-service' && environment === 'production' && pod.endsWith('p');
  for (let slot = Math.floor(from / slotLength); slot * slotLength < to; slot++) {
    const random = randomOf(own, slot);
    const count = Math.floor(average + random());
    const times = Array.from({ length: count }, () => Math.floor((slot + random()) * slotLength));
    if (count > 1) times.sort((a, b) => a - b);
    for (const time of times) {
      const level = levelOf(random());
      lines.push(new LazyLine(source, time, level, random()));
    }
    const last = (slot + 1) * slotLength - 1;
    if (leaks && slot % leakEvery === 0) lines.push({ ...source, time: last, level: 'warn', text: leak });
  }
  return lines.filter(({ time }) => time >= from && time < to);
}

/** Whoever only counts needs no text. */
class LazyLine implements DemoLine {
  readonly service: string;
  readonly environment: string;
  readonly pod: string;

  constructor(
    source: DemoSource,
    readonly time: number,
    readonly level: DemoLevel,
    private readonly chance: number,
  ) {
    this.service = source.service;
    this.environment = source.environment;
    this.pod = source.pod;
  }

  get text(): string {
    return demoText(this.service, this.level, this.time, randomOf(Math.floor(this.chance * 4_294_967_296), this.time));
  }
}

const levels: [share: number, level: DemoLevel][] = [
  [0.03, 'error'],
  [0.1, 'warn'],
  [0.22, 'debug'],
  [1, 'info'],
];
const levelOf = (chance: number) => levels.find(([share]) => chance < share)![1];

/** The password in it must not be seen in any chat. */
export const plantedSecret = 'pl4nted-s3cret';
const leak = `level=warn msg="connection lost, reconnecting" dsn=postgres://payments:${plantedSecret}@payments-db:5432/payments`;
