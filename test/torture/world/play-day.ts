import { Seeded } from '../../../local/crash/seeded';
import { startEntra } from '../../../local/sandbox/entra/start-entra';
import { type Ballot } from '../../../src/model/view';
import { companyWorld, type CompanyWorld, type Surroundings } from './company-world';
import { createMouths, createPlatforms, type Delivery, headersOf } from './mouths';

type Mouths = ReturnType<typeof createMouths>;

interface Happening {
  /** Milliseconds of the world's clock. */
  at: number;
  happen: () => Promise<void>;
}

const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;
const LINES: [who: string, line: string, ending: 'none' | 'one' | 'two' | 'confirm'][] = [
  ['alice', '/deploy order-service v2.4.1 staging', 'none'],
  ['alice', '/deploy order-service v2.4.1 production', 'one'],
  ['dave', '/deploy payment-service v2.4.1 production', 'one'],
  ['alice', '/scale api-gateway 3 production', 'one'],
  ['dave', '/scale api-gateway 9 production', 'none'],
  ['erin', '/migrate order-service 041_cursor_index production', 'two'],
  ['dave', '/rollback payment-service production', 'confirm'],
  ['alice', '/rollback order-service staging', 'none'],
  ['bob', '/lock api-gateway staging', 'none'],
  ['bob', '/unlock api-gateway staging', 'none'],
  ['alice', '/deploy order-service', 'none'],
  ['mallory', '/deploy order-service v2.4.1 staging', 'none'],
  ['alice', '/status', 'none'],
  ['alice', '/approvals', 'none'],
  ['bob', '/locks', 'none'],
];

/** How one person says one thing of a request that waits. */
type Say = (mouths: Mouths, who: string, ballot: Ballot, message: string) => Delivery[];

const YES: Say[] = [
  (mouths, who, ballot, message) => [mouths.press.slack(who, 'approve', ballot, message)],
  (mouths, who, ballot, message) => [mouths.press.teams(who, 'approve', ballot, message)],
  (mouths, who, _, message) => [mouths.react(who, 'white_check_mark', message)],
  (mouths, who, ballot) => [mouths.press.console(who, 'approve', ballot)],
];
const NO: Say[] = [
  (mouths, who, ballot, message) => [mouths.press.teams(who, 'reject', ballot, message)],
  (mouths, who, ballot) => [mouths.rejectWith(who, 'Not now.', ballot)],
  (mouths, who, _, message) => [mouths.react(who, 'x', message)],
  (mouths, who, ballot) => [mouths.press.console(who, 'reject', ballot)],
];

interface Day extends Surroundings {
  commands: number;
  /** How often each delivery comes again. */
  copies: number;
  /** Seconds between two commands at most. */
  longestGap?: number;
}

/**
 * One day's work, told once, and each of its deliveries `copies` times more: at once, some seconds later and out of order, up to
 * an hour late, when the instance has ended and its history is gone.
 */
export async function playDay(seed: number, { commands, copies, longestGap = 60, ...around }: Day) {
  const random = new Seeded(seed);
  const world = companyWorld(around);
  const entra = await startEntra({ now: () => world.durable.now });
  const platforms = createPlatforms(entra);
  const mouths = createMouths(() => world.durable.now);
  const agenda: Happening[] = [];
  // A generator of their own, so that what is asked is the same with and without them.
  const late = new Seeded(seed + 1);
  const refused: string[] = [];
  let taken = 0;

  async function deliver(delivery: Delivery): Promise<void> {
    const { platform, kind, body } = delivery;
    const now = new Date(world.durable.now);
    const headers = headersOf(delivery, now, entra);
    const get = (name: string) => headers[name] ?? null;
    const receipt = await platforms[platform].receive({ kind, headers: { get }, body: Buffer.from(body), now });
    taken++;
    const status = 'event' in receipt ? await world.take(platforms[platform], receipt.event) : receipt.answer.status;
    if (status >= 300) refused.push(`${platform} ${kind} was answered ${status}: ${body.slice(0, 200)}`);
  }

  function send(delivery: Delivery): void {
    const { now } = world.durable;
    agenda.push({ at: now, happen: () => deliver(delivery) });
    for (let copy = 0; copy < copies; copy++) {
      const [most, least] = copy === 0 ? [15 * SECOND_MS, 0] : [HOUR_MS, 15 * SECOND_MS];
      agenda.push({ at: now + late.between(least, most), happen: () => deliver(delivery) });
    }
  }

  /** Whoever waits for the newest request of this line hears it, on the platform that shows it first. */
  async function decide(
    ending: 'one' | 'two' | 'confirm',
    instanceId: string,
    who: string,
    say: (typeof YES)[number],
    yes: boolean,
  ) {
    const round = await world.dependencies.requests.round(instanceId, 1);
    if (!round || round.state !== 'open') return;
    const ballot = { instanceId, round: 1, planHash: round.planHash };
    const [message] = await world.dependencies.messages.of(instanceId);
    const shown = [message!.message, ...(message!.message.mirrors ?? [])].find(({ platform }) => platform === 'slack');
    const press = shown ? say : YES[1]!;
    if (ending === 'confirm') return send(mouths.press.slack(who, 'confirm', ballot, shown?.message ?? '1.000001'));
    const voters = yes && ending === 'two' ? ['bob', 'carol'] : ['bob'];
    for (const voter of voters)
      for (const delivery of press(mouths, voter, ballot, shown?.message ?? '1')) send(delivery);
  }

  let at = world.durable.now;
  for (let count = 0; count < commands; count++) {
    at += random.between(5, longestGap) * SECOND_MS;
    const [who, line, ending] = LINES[random.between(0, LINES.length - 1)]!;
    const platform = (['slack', 'teams', 'discord', 'console'] as const)[random.between(0, 3)]!;
    const yes = random.next() < 0.7;
    const say = (yes ? YES : NO)[random.between(0, 3)]!;
    const wait = random.between(2, 120) * SECOND_MS;
    agenda.push({
      at,
      happen: async () => {
        const before = new Set(await world.dependencies.requests.unfinished());
        send(mouths.ask[platform](who, line));
        if (ending === 'none') return;
        agenda.push({
          at: world.durable.now + wait,
          happen: async () => {
            const asked = await askedSince(world, before, line);
            for (const instanceId of asked) await decide(ending, instanceId, who, say, yes);
          },
        });
      },
    });
  }
  for (;;) {
    agenda.sort((a, b) => a.at - b.at);
    const next = agenda.shift();
    if (!next) break;
    await world.durable.advance(Math.max(0, next.at - world.durable.now));
    await next.happen();
    await world.durable.settle();
  }
  await world.durable.advance(2 * HOUR_MS);
  await entra.close();
  return { world, taken, refused };
}

async function askedSince({ dependencies }: CompanyWorld, before: Set<string>, line: string): Promise<string[]> {
  const now = await dependencies.requests.unfinished();
  const rows = await Promise.all(now.filter((id) => !before.has(id)).map((id) => dependencies.requests.get(id)));
  return rows.filter((row) => row?.request.text === line && !row.outcome).map((row) => row!.instanceId);
}
