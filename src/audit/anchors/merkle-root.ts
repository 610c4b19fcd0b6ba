import { createHash } from 'node:crypto';

/** Merkle Tree Hash of RFC 6962, section 2.1, with SHA-256; hex. */
export function merkleRoot(leaves: Buffer[]): string {
  return hash(leaves).toString('hex');
}

function hash(leaves: Buffer[]): Buffer {
  const [only, ...others] = leaves;
  if (!only) return digest();
  if (others.length === 0) return digest(LEAF, only);
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return digest(NODE, hash(leaves.slice(0, split)), hash(leaves.slice(split)));
}

const LEAF = Buffer.from([0]);
const NODE = Buffer.from([1]);

function digest(...parts: Buffer[]): Buffer {
  return createHash('sha256').update(Buffer.concat(parts)).digest();
}
