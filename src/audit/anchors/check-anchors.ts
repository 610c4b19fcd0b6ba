import { verify } from 'node:crypto';
import { canonical, sha256 } from '../record-hash';
import { type Anchor, readAnchor } from './anchor';
import { merkleRoot } from './merkle-root';
import { type Signer } from './signer';

/** The hash that an entry must have, and which anchor says so. */
export type Expected = Map<string, Map<number, { hash: string; anchor: string }>>;

export class BrokenAnchor extends Error {
  constructor(
    readonly anchor: string,
    readonly problem: string,
  ) {
    super(`${anchor}: ${problem}`);
  }
}

/**
 * Checks anchors, given in their order, against each other and their signatures, and gives what they say of the chains. Of single ones,
 * which somebody kept elsewhere, only what is in them is checked. Throws BrokenAnchor.
 */
export async function checkAnchors(
  anchors: { name: string; text: string }[],
  signer: Signer,
  kept: { name: string; text: string }[] = [],
): Promise<Expected> {
  const expected: Expected = new Map();
  let before: { text: string; anchor: Anchor } | undefined;
  for (const { name, text } of anchors) {
    const anchor = await checkOne(name, text, signer);
    if (anchor.number !== (before?.anchor.number ?? 0) + 1) {
      throw new BrokenAnchor(
        name,
        `it is number ${anchor.number}, but number ${(before?.anchor.number ?? 0) + 1} is missing`,
      );
    }
    if (anchor.previous !== (before ? sha256(before.text) : null)) {
      throw new BrokenAnchor(name, 'the anchor before it is not the one that it followed');
    }
    if (before && anchor.at < before.anchor.at) throw new BrokenAnchor(name, 'it is older than the anchor before it');
    note(expected, name, anchor);
    before = { text, anchor };
  }
  for (const { name, text } of kept) note(expected, name, await checkOne(name, text, signer));
  return expected;
}

async function checkOne(name: string, text: string, signer: Signer): Promise<Anchor> {
  const { anchor, key, signature } = read(name, text);
  if (anchor.root !== merkleRoot(anchor.ends.map((end) => Buffer.from(canonical(end))))) {
    throw new BrokenAnchor(name, 'the root is not that of the chains in it');
  }
  const publicKey = await signer.publicKey(key).catch((error: Error) => {
    throw new BrokenAnchor(name, error.message);
  });
  const data = Buffer.from(canonical(anchor));
  const right = verify(
    'sha256',
    data,
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  if (!right) throw new BrokenAnchor(name, 'the signature is not right');
  return anchor;
}

function read(name: string, text: string) {
  try {
    return readAnchor(text);
  } catch (error) {
    throw new BrokenAnchor(name, (error as Error).message);
  }
}

function note(expected: Expected, name: string, { ends }: Anchor): void {
  for (const { chain, sequence, hash } of ends) {
    const entries = expected.get(chain) ?? new Map<number, { hash: string; anchor: string }>();
    const standing = entries.get(sequence);
    if (standing && standing.hash !== hash) {
      throw new BrokenAnchor(name, `it gives entry ${sequence} of ${chain} another hash than ${standing.anchor}`);
    }
    expected.set(chain, entries.set(sequence, standing ?? { hash, anchor: name }));
  }
}
