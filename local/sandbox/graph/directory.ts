export interface GraphUser {
  /** A GUID. */
  id: string;
  displayName: string;
  mail: string | null;
  accountEnabled: boolean;
}

interface GraphGroup {
  id: string;
  displayName: string;
  /** IDs of users and of groups within. */
  members: string[];
}

/** Users and groups of one tenant, in memory. */
export class Directory {
  private readonly users = new Map<string, GraphUser>();
  private readonly groups = new Map<string, GraphGroup>();

  setUser(user: GraphUser): void {
    this.users.set(user.id, user);
  }

  /** By object ID or principal name. */
  user(name: string): GraphUser | undefined {
    return [...this.users.values()].find(({ id, mail }) => id === name || mail === name);
  }

  setGroup(group: GraphGroup): void {
    this.groups.set(group.id, group);
  }

  /** Users of a group and of the groups within it, each once; undefined when there is no such group. */
  transitiveUsers(groupId: string): GraphUser[] | undefined {
    if (!this.groups.has(groupId)) return undefined;
    const seen = new Set<string>();
    const queue = [groupId];
    const users: GraphUser[] = [];
    for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
      if (seen.has(id)) continue;
      seen.add(id);
      const user = this.users.get(id);
      if (user) users.push(user);
      queue.push(...(this.groups.get(id)?.members ?? []));
    }
    return users;
  }

  list(): { users: GraphUser[]; groups: GraphGroup[] } {
    return { users: [...this.users.values()], groups: [...this.groups.values()] };
  }
}

const guid = (last: string) => `00000000-0000-0000-0000-${last.padStart(12, '0')}`;

/** Demo company's people and a shared mailbox, with one group, a group within it, and an empty one. */
export function demoDirectory(): Directory {
  const directory = new Directory();
  for (const [index, name] of ['alice', 'bob', 'carol', 'dave', 'erin', 'mallory'].entries()) {
    directory.setUser({
      id: guid(String(index + 1)),
      displayName: name[0]!.toUpperCase() + name.slice(1),
      mail: `${name}@demo-company.example`,
      accountEnabled: true,
    });
  }
  directory.setUser({
    id: guid('7'),
    displayName: 'Incidents',
    mail: 'incidents@demo-company.example',
    accountEnabled: true,
  });
  directory.setGroup({ id: guid('a1'), displayName: 'Team leads', members: [guid('2'), guid('a2')] });
  directory.setGroup({ id: guid('a2'), displayName: 'Deputies', members: [guid('3')] });
  directory.setGroup({ id: guid('a3'), displayName: 'Nobody yet', members: [] });
  return directory;
}
