import { graphCall } from './graph-call';
import { type GraphSettings } from './graph-settings';
import { groupPages, listIn } from './group-pages';
import { type GroupSource } from './group-source';
import { createHttp } from './http';
import { jsonOf } from './json-of';
import { refusal } from './refusal';

const VENDOR = 'Microsoft Graph';

interface User {
  id?: string;
  /** Absent or null where the app may read memberships but not users. */
  accountEnabled?: boolean | null;
}

/**
 * Users of an Entra group and of the groups within it; accounts that are switched off are none. The permission
 * GroupMember.Read.All is enough. https://learn.microsoft.com/graph/api/group-list-transitivemembers
 * @throws VendorError when the address is unsafe
 */
export function createEntraGroups(settings: GraphSettings, http = createHttp(VENDOR)): GroupSource {
  const graph = graphCall(settings, http);
  return {
    name: 'entra',
    async members(group, signal) {
      const what = `read the members of group ${group}`;
      const first = `${graph.origin}/v1.0/groups/${encodeURIComponent(group)}/transitiveMembers/microsoft.graph.user?$select=id,accountEnabled&$count=true&$top=999`;
      const headers = { consistencylevel: 'eventual' };
      return groupPages<string>(VENDOR, async (address = first) => {
        const answer = await graph.send(address, { what, headers, signal });
        if (answer.status !== 200) throw refusal(VENDOR, what, answer, adviceFor(answer.status));
        const page = jsonOf<{ value?: unknown; '@odata.nextLink'?: unknown } | null>(VENDOR, what, answer);
        const users = listIn<User>(VENDOR, what, page?.value, ({ id }) => typeof id === 'string');
        const next = page?.['@odata.nextLink'];
        return {
          members: users.flatMap(({ id, accountEnabled }) => (accountEnabled === false ? [] : [{ id: id! }])),
          ...(next !== undefined && { next: typeof next === 'string' ? next : '' }),
        };
      });
    },
  };
}

function adviceFor(status: number): string {
  if (status === 401) return 'Renew GRAPH_TOKEN, or leave it out for the managed identity.';
  if (status === 403) return 'Give the identity the application permission GroupMember.Read.All.';
  if (status === 404) return 'Check the group in the company file: the object ID of a group of this tenant.';
  return 'Try again.';
}
