import { setTimeout as sleep } from 'node:timers/promises';
import { type Decision } from '../../../cli/api';
import { deciders } from '../../../src/policy/in-force';
import { type RoundRow } from '../../../src/state/rounds';
import { type Seeded } from '../seeded';
import { type WiredCompany } from '../product/wired-company';
import { say } from './platform-asks';
import { type Rows } from './rows';

interface Say {
  who: string;
  decision: Decision;
}

/** Between two looks at what waits, ms. */
const LOOK_MS = 400;
/** All have spoken, and nothing came of it: said anew after so many looks. */
const PATIENT_LOOKS = 25;

/** Everybody who may decide does, on whatever platform shows the request, and again where it failed; until told to stop. */
export async function decideOn(company: WiredCompany, rows: Rows, random: Seeded, stopped: () => boolean) {
  const left = new Map<string, { says: Say[]; looks: number }>();
  let said = 0;
  while (!stopped()) {
    await sleep(LOOK_MS);
    for (const round of await rows.requests.waiting()) {
      const name = `${round.instanceId} ${round.round}`;
      const known = left.get(name);
      const mine = known && known.looks < PATIENT_LOOKS ? known : { says: saysOf(round, random), looks: 0 };
      left.set(name, mine);
      mine.looks++;
      const next = mine.says[0];
      if (!next) continue;
      const taken = await sayIt(company, rows, random, round, next).catch(() => false);
      if (!taken) continue;
      said++;
      mine.says.shift();
    }
  }
  return said;
}

function saysOf({ verdict, requester }: RoundRow, random: Seeded): Say[] {
  if (verdict.kind !== 'approval') return [];
  const fate = random.next();
  const eligible = deciders(verdict).filter((who) => who !== requester);
  const by =
    (decision: Decision) =>
    (who: string): Say => ({ who, decision });
  const first = verdict.confirm ? [{ who: requester, decision: 'confirm' as const }] : [];
  if (fate < 0.12) return [by('cancel')(requester)];
  if (fate < 0.3 && eligible[0]) return [...first, by('reject')(eligible[0])];
  const count = verdict.requirements.reduce((sum, requirement) => sum + requirement.count, 0);
  // One who may not, now and then, who is told so.
  const outsider = fate > 0.9 ? [by('approve')('mallory')] : [];
  return [...first, ...outsider, ...eligible.slice(0, Math.max(1, count)).map(by('approve'))];
}

async function sayIt(company: WiredCompany, { messages }: Rows, random: Seeded, round: RoundRow, next: Say) {
  const shown = (await messages.of(round.instanceId)).filter((one) => one.round === round.round);
  const places = [...shown.map(({ message }) => message), undefined];
  const on = places[random.between(0, places.length - 1)];
  const { instanceId: id, round: number, planHash } = round;
  const chat = on?.platform === 'console' ? undefined : on;
  return say(company, next.who, { id, round: number, planHash, decision: next.decision }, chat);
}
