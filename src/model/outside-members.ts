/** What sources outside the company file say of its groups now. */
export interface OutsideMembers {
  /** IDs of people by group, besides those whom the company file puts there. */
  members: Record<string, string[]>;
  /** Groups whose source does not answer, each with why: only those whom the company file names count. */
  down: Record<string, string>;
}

export const NOBODY_OUTSIDE: OutsideMembers = { members: {}, down: {} };
