import type { GraphUser } from './directory';
import { Library } from './library';

export interface TeamChannel {
  id: string;
  displayName: string;
  description: string | null;
  membershipType: 'standard' | 'private';
  webUrl: string;
}

/** One team with its channels and members, in memory. */
export class Team {
  readonly channels: TeamChannel[] = [];
  readonly library = new Library();
  /** User IDs. */
  readonly members = new Set<string>();
  /** Names of channels that are there or once were: Teams gives none a second time. */
  private readonly names = new Set<string>(['general']);
  /** Told of each new channel: whoever shows the team to its people. */
  onChannel: (channel: TeamChannel) => void = () => {};

  constructor(
    readonly id: string,
    readonly tenantId: string,
  ) {}

  isTaken(name: string): boolean {
    return this.names.has(name.toLowerCase());
  }

  create(channel: Omit<TeamChannel, 'id' | 'webUrl'>): TeamChannel {
    const id = `19:${crypto.randomUUID().replaceAll('-', '')}@thread.tacv2`;
    const query = `groupId=${this.id}&tenantId=${this.tenantId}`;
    const webUrl = `https://teams.microsoft.com/l/channel/${encodeURIComponent(id)}/${encodeURIComponent(channel.displayName)}?${query}`;
    const made = { ...channel, id, webUrl };
    this.channels.push(made);
    this.names.add(channel.displayName.toLowerCase());
    this.onChannel(made);
    return made;
  }

  add(member: GraphUser): void {
    this.members.add(member.id);
  }
}
