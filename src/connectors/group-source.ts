/** Who is in a group that is kept outside the company file. Errors: VendorError. */
export interface GroupSource {
  readonly name: 'pagerduty' | 'entra' | 'slack' | 'discord';
  /** Everybody who is in it now, whatever the number of pages; none when nobody is. */
  members(id: string, signal?: AbortSignal): Promise<GroupMember[]>;
}

/** Somebody as the source knows them. */
export interface GroupMember {
  /** PagerDuty's user ID, the Entra object ID, Slack's member ID, or Discord's user ID. */
  id: string;
  email?: string;
}
