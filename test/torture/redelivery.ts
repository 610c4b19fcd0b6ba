import { type Seeded } from '../../local/crash/seeded';
import { type Extent, type Suite } from '../../local/crash/suite';
import { type CompanyWorld, whatIsWrong } from './world/company-world';
import { playDay } from './world/play-day';

/** What came of it, in no order: entries, what vendors did, and how many messages there are. */
async function traceOf({ entries, vendors, chats }: CompanyWorld) {
  const told = (await entries()).map(({ kind, instance_id, command, user, result, reason_code, step }) =>
    // A vote that was refused is refused again for another reason when it comes again after the round: each reason is recorded.
    (kind === 'refusal'
      ? [kind, instance_id, command, user]
      : [kind, instance_id, step, command, result, reason_code]
    ).join(' '),
  );
  const messages = Object.entries(chats).map(([platform, { posts }]) => `${platform} ${posts.length}`);
  return { entries: [...new Set(told)].sort(), ...vendors.deeds(), messages };
}

export async function redelivery(random: Seeded, extent: Extent): Promise<Suite> {
  const days = extent === 'everything' ? 20 : 1;
  const wrong: string[] = [];
  let [taken, commands] = [0, 0];
  for (let day = 0; day < days; day++) {
    const seed = random.between(0, 1_000_000);
    const once = await playDay(seed, { commands: COMMANDS, copies: 0 });
    const thrice = await playDay(seed, { commands: COMMANDS, copies: 2 });
    commands += COMMANDS;
    taken += thrice.taken;
    wrong.push(...thrice.refused, ...(await whatIsWrong(once.world)), ...(await whatIsWrong(thrice.world)));
    const [a, b] = await Promise.all([traceOf(once.world), traceOf(thrice.world)]);
    for (const part of Object.keys(a) as (keyof typeof a)[]) {
      wrong.push(...difference(a[part], b[part]).map((one) => `day ${seed}, ${part}: ${one}`));
    }
  }
  return { did: `${commands} commands, ${taken} deliveries`, wrong };
}

const COMMANDS = 40;

function difference(once: string[], thrice: string[]): string[] {
  const left = [...once];
  const more: string[] = [];
  for (const one of thrice) {
    const place = left.indexOf(one);
    if (place === -1) more.push(`more: ${one}`);
    else left.splice(place, 1);
  }
  return [...more, ...left.map((one) => `missing: ${one}`)];
}
