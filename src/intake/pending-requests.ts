import { unlessBroken } from '../model/broken-row';
import { type Person } from '../model/person';
import { deciders } from '../policy/in-force';
import { tally } from '../policy/tally';
import { type RoundRow } from '../state/rounds';
import { type Intake } from './intake';
import { isSharedPlace } from './is-shared-place';

/** A request that waits, as the command line lists it. */
export interface PendingRequest {
  id: string;
  line: string;
  requester: string;
  round: number;
  planHash: string;
  openedAt: string;
  expiresAt: string;
  /** e.g. `a team lead (0 of 1)`. */
  waitsFor: string;
  /** What the caller can do about it. */
  may: ('approve' | 'reject' | 'confirm' | 'cancel')[];
  /** What has to be typed to confirm. */
  type?: string;
}

/** What waits on any platform, the oldest first; of what was asked in private only what concerns this person. */
export async function pendingRequests(
  {
    company,
    requests,
    votes,
    electorate,
    receivedAt,
  }: Pick<Intake, 'company' | 'requests' | 'votes' | 'electorate' | 'receivedAt'>,
  person: Person,
): Promise<PendingRequest[]> {
  const open = (await requests.waiting()).filter(({ expiresAt }) => receivedAt.getTime() < Date.parse(expiresAt));
  const signal = AbortSignal.timeout(GROUPS_MS);
  const listed = await Promise.all(
    open.map(async (row): Promise<PendingRequest[]> => {
      if (row.verdict.kind !== 'approval') return [];
      const [request, cast, inForce] = await Promise.all([
        requests.get(row.instanceId).catch(unlessBroken),
        votes.ofRound(row.instanceId, row.round),
        electorate.now({ ...row, verdict: row.verdict }, { signal }),
      ]);
      const { instanceId: id, round, planHash, requester, openedAt, expiresAt, plan } = row;
      const counted = tally(inForce, cast, { planHash, number: round }, requester);
      const decides = deciders(inForce).includes(person.id);
      const shared = request && isSharedPlace(request.request.origin, company);
      if (!shared && !decides && requester !== person.id) return [];
      const unconfirmed = counted.state === 'unconfirmed';
      return [
        {
          id,
          line: request?.request.text ?? id,
          requester,
          round,
          planHash,
          openedAt,
          expiresAt,
          waitsFor: unconfirmed ? 'its requester to confirm' : counted.requirements.map(standing).join(' and '),
          // Nobody decides what cannot be shown.
          may: request ? may(row, person.id, { unconfirmed, decides }) : [],
          ...(unconfirmed && plan.typeToConfirm !== undefined && { type: plan.typeToConfirm }),
        },
      ];
    }),
  );
  return listed.flat().sort((one, other) => one.openedAt.localeCompare(other.openedAt));
}

/** How long is waited for who is in a group that is kept elsewhere. */
const GROUPS_MS = 3_000;

function standing({ label, count, approvedBy }: ReturnType<typeof tally>['requirements'][number]): string {
  return `${label} (${approvedBy.length} of ${count})`;
}

function may(
  { requester }: RoundRow,
  person: string,
  { unconfirmed, decides }: { unconfirmed: boolean; decides: boolean },
): PendingRequest['may'] {
  if (person === requester) return unconfirmed ? ['confirm', 'cancel'] : ['cancel'];
  if (!decides) return [];
  return unconfirmed ? ['cancel'] : ['approve', 'reject', 'cancel'];
}
