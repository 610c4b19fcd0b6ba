import { Seeded } from '../../local/crash/seeded';
import { type Extent, type Suite } from '../../local/crash/suite';
import { TransportError } from '../../src/connectors/transport-error';
import { VendorError } from '../../src/connectors/vendor-error';
import { ChatError } from '../../src/platforms/chat-error';
import { whatIsWrong } from './world/company-world';
import { playDay } from './world/play-day';

const SHARE = 0.3;
const COMMANDS = 120;
/** Twelve minutes between two commands in the middle: so many make a day. */
const LONGEST_GAP = 1_440;

const answered = (status: number, temporary: boolean) => (vendor: string) =>
  new VendorError(`${vendor} answered ${status}.`, vendor, temporary, { status });

/** In which ways a vendor fails; each before it has done what was asked, or after. */
const WAYS: ((vendor: string) => VendorError)[] = [
  answered(400, false),
  answered(401, false),
  answered(403, false),
  answered(404, false),
  answered(422, false),
  answered(429, true),
  answered(500, true),
  answered(503, true),
  (vendor) => new TransportError(`${vendor}: the connection broke.`, vendor, true),
  (vendor) => new TransportError(`${vendor} could not be reached.`, vendor, false),
];

/**
 * Days on which every vendor fails in three of ten calls, and chats in one of ten, and each tenth activity runs twice: every command
 * ends in one outcome all the same, and nothing is done twice.
 */
export async function vendors(random: Seeded, extent: Extent): Promise<Suite> {
  const days = extent === 'everything' ? 20 : 1;
  const wrong: string[] = [];
  const results = new Map<string, number>();
  let failed = 0;
  for (let day = 0; day < days; day++) {
    const seed = random.between(0, 1_000_000);
    const dice = new Seeded(seed + 2);
    const { world, refused } = await playDay(seed, {
      ...{ commands: COMMANDS, copies: 0, longestGap: LONGEST_GAP, ranAgain: 0.1 },
      vendorFault(vendor, when) {
        if (dice.next() >= SHARE / 2) return;
        const error = WAYS[dice.between(0, WAYS.length - 1)]!(vendor);
        // Whoever answers 4xx, or was never reached, has done nothing.
        if (when === 'after' && (error.status ?? 500) < 500) return;
        if (when === 'after' && error instanceof TransportError && !error.mayHaveArrived) return;
        failed++;
        throw error;
      },
      chatFault(platform) {
        if (dice.next() < 0.05) throw new ChatError(`${platform} is away.`, 'away', true);
      },
    });
    wrong.push(...[...refused, ...(await whatIsWrong(world))].map((one) => `day ${seed}: ${one}`));
    const outcomes = (await world.entries()).filter(({ kind }) => kind === 'outcome');
    if (outcomes.length !== COMMANDS) wrong.push(`day ${seed}: ${outcomes.length} outcomes of ${COMMANDS} commands`);
    for (const { result } of outcomes) results.set(String(result), (results.get(String(result)) ?? 0) + 1);
  }
  const told = [...results].sort().map(([result, count]) => `${count} ${result}`);
  return { did: `${days * COMMANDS} commands, ${failed} failures of vendors: ${told.join(', ')}`, wrong };
}
