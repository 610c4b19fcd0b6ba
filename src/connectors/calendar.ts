/** Calendar port. Errors: VendorError. */
export interface Calendar {
  readonly name: string;
  /** Puts a meeting into the calendar and invites people; asked again with the same key, it is there once. */
  schedule(meeting: Meeting): Promise<{ id: string; url?: string }>;
  /** Moves a meeting; those who are invited are told. */
  move(id: string, from: Date, to: Date): Promise<void>;
}

export interface Meeting {
  /** Ours. */
  key: string;
  title: string;
  /** Plain text. */
  text: string;
  from: Date;
  to: Date;
  invited: { name: string; email: string }[];
}
