import { type Ballot, type ViewAction } from '../../model/view';
import { CUSTOM_ID } from './limits';

/** `type` is a confirmation that has to be typed. */
const SAYS = { approve: 'a', reject: 'r', confirm: 'c', type: 't', cancel: 'x' } as const;
type Say = keyof typeof SAYS;

const RUN = 'run:';
/** Before a line whose form is wanted. */
const FILL = 'fill:';
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';

/** What a button or form is about. */
export type Meaning = { kind: Say; ballot: Ballot } | { kind: 'run'; line: string } | { kind: 'fill'; line: string };

/**
 * A button's custom_id: Discord gives it 100 characters, an instance ID and a plan hash are 116. Both stand for 32 bytes and
 * are packed as such. Undefined where it does not fit, or would come back as something else: such a button is left out.
 */
export function writeCustomId(action: ViewAction | Meaning): string | undefined {
  if (action.kind === 'run' || action.kind === 'fill') {
    const { kind, line } = action;
    return fitting((kind === 'run' ? RUN : FILL) + line, { kind, line });
  }
  const { ballot } = action;
  const kind = 'type' in action && action.type !== undefined ? 'type' : action.kind;
  const { instanceId, round, planHash } = ballot;
  const packed = Buffer.concat([fromBase32(instanceId), Buffer.from(planHash, 'hex')]).toString('base64url');
  return fitting(`${SAYS[kind]}.${round}.${packed}`, { kind, ballot: { instanceId, round, planHash } });
}

/** Undefined for anything that `writeCustomId` did not write. */
export function readCustomId(id: string | undefined): Meaning | undefined {
  if (id === undefined || id.length > CUSTOM_ID) return undefined;
  for (const [begin, kind] of [
    [RUN, 'run'],
    [FILL, 'fill'],
  ] as const) {
    if (id.startsWith(begin)) return id.length > begin.length ? { kind, line: id.slice(begin.length) } : undefined;
  }
  const [, letter, round, packed = ''] = /^([arctx])\.(0|[1-9]\d{0,5})\.([\w-]{86})$/.exec(id) ?? [];
  const kind = (Object.keys(SAYS) as Say[]).find((say) => SAYS[say] === letter);
  const bytes = Buffer.from(packed, 'base64url');
  if (!kind || bytes.toString('base64url') !== packed) return undefined;
  const instanceId = toBase32(bytes.subarray(0, HASH));
  return { kind, ballot: { instanceId, round: Number(round), planHash: bytes.subarray(HASH).toString('hex') } };
}

function fitting(id: string, meaning: Meaning): string | undefined {
  return JSON.stringify(readCustomId(id)) === JSON.stringify(meaning) ? id : undefined;
}

/** Bytes of a SHA-256. */
const HASH = 32;

/** Instance IDs are 52 characters of it. */
function fromBase32(text: string): Buffer {
  let bits = 0n;
  for (const character of text.slice(0, 52)) bits = (bits << 5n) | BigInt(Math.max(0, ALPHABET.indexOf(character)));
  return Buffer.from((bits >> 4n).toString(16).padStart(2 * HASH, '0'), 'hex').subarray(0, HASH);
}

function toBase32(bytes: Buffer): string {
  let bits = BigInt(`0x${bytes.toString('hex')}`) << 4n;
  let text = '';
  for (let at = 0; at < 52; at += 1, bits >>= 5n) text = (ALPHABET[Number(bits & 31n)] ?? '') + text;
  return text;
}
