import { canonical, sha256 } from '../record-hash';
import { merkleRoot } from './merkle-root';

/** Where the end of a chain was. */
export interface ChainEnd {
  chain: string;
  sequence: number;
  hash: string;
}

/** What is signed: where every chain ended at one moment. docs/audit-format.md */
export interface Anchor {
  schema: 1;
  /** 1 for the first; none is left out. */
  number: number;
  /** ISO 8601 UTC. */
  at: string;
  /** By name of the chain. */
  ends: ChainEnd[];
  /** Merkle tree hash over the ends, hex. */
  root: string;
  /** SHA-256 of the whole text of the anchor before, hex; null in the first. */
  previous: string | null;
}

export interface SignedAnchor {
  anchor: Anchor;
  algorithm: 'ES256';
  /** Which key: a Key Vault key with its version, or `file:` and the thumbprint of the public key. */
  key: string;
  /** r and s, base64url, over the anchor as RFC 8785. */
  signature: string;
}

export function makeAnchor(before: { number: number; text: string } | undefined, at: Date, ends: ChainEnd[]): Anchor {
  const sorted = [...ends].sort((a, b) => (a.chain < b.chain ? -1 : 1));
  return {
    schema: 1,
    number: (before?.number ?? 0) + 1,
    at: at.toISOString(),
    ends: sorted,
    root: merkleRoot(sorted.map((end) => Buffer.from(canonical(end)))),
    previous: before ? sha256(before.text) : null,
  };
}

/** Throws a RangeError for text that is no anchor; whether it is a right one is checked elsewhere. */
export function readAnchor(text: string): SignedAnchor {
  const value = parse(text);
  const { anchor, algorithm, key, signature } = value;
  const { schema, number, at, ends, root, previous } = (anchor ?? {}) as Anchor;
  const isAnchor =
    schema === 1 &&
    algorithm === 'ES256' &&
    Number.isSafeInteger(number) &&
    [at, root, key, signature].every((field) => typeof field === 'string') &&
    (previous === null || typeof previous === 'string') &&
    Array.isArray(ends) &&
    ends.every(isEnd);
  if (!isAnchor) throw new RangeError('The text is no anchor of schema 1.');
  return value as SignedAnchor;
}

function parse(text: string): Partial<SignedAnchor> {
  try {
    return (JSON.parse(text) ?? {}) as Partial<SignedAnchor>;
  } catch {
    throw new RangeError('The text is no anchor: it is not JSON.');
  }
}

function isEnd(end: Partial<ChainEnd> | null): boolean {
  return (
    /^[a-z0-9]+$/.test(end?.chain ?? '') &&
    Number.isSafeInteger(end?.sequence) &&
    /^[0-9a-f]{64}$/.test(end?.hash ?? '')
  );
}
