/** Owner of a lock that a person took by hand; any other owner is the instance of a command. */
export function lockOwner({ id }: { id: string }): string {
  return `${BY_HAND}${id}`;
}

export function isByHand(owner: string): boolean {
  return owner.startsWith(BY_HAND);
}

const BY_HAND = 'person:';
