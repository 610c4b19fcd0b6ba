import { groupPages, listIn } from './group-pages';
import { type GroupSource } from './group-source';
import { createHttp } from './http';
import { checkUrl } from './http/check-url';
import { excerpt } from './http/excerpt';
import { jsonOf } from './json-of';
import { refusal } from './refusal';
import { VendorError } from './vendor-error';

export interface GraphSettings {
  /** `https://graph.microsoft.com`, or that of another cloud; without version. */
  url: string;
  /** A bearer token for a scope; asked for each group. */
  token: (scope: string) => Promise<string>;
}

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
  const { origin } = checkUrl(VENDOR, settings.url);
  return {
    name: 'entra',
    async members(group, signal) {
      const what = `read the members of group ${group}`;
      const token = await settings.token(`${origin}/.default`).catch((cause: unknown) => {
        const why = excerpt(String((cause as Error).message));
        const message = `${VENDOR}: could not ${what}: the managed identity gives no token (${why}). Assign the app an identity.`;
        throw new VendorError(message, VENDOR, false, { cause });
      });
      const first = `${origin}/v1.0/groups/${encodeURIComponent(group)}/transitiveMembers/microsoft.graph.user?$select=id,accountEnabled&$count=true&$top=999`;
      const headers = { accept: 'application/json', authorization: `Bearer ${token}`, consistencylevel: 'eventual' };
      return groupPages<string>(VENDOR, async (address = first) => {
        const answer = await http.send(address, { what, headers, signal });
        if (answer.status !== 200) throw refusal(VENDOR, what, answer, adviceFor(answer.status));
        const page = jsonOf<{ value?: unknown; '@odata.nextLink'?: unknown } | null>(VENDOR, what, answer);
        const users = listIn<User>(VENDOR, what, page?.value, ({ id }) => typeof id === 'string');
        const next = page?.['@odata.nextLink'];
        return {
          members: users.flatMap(({ id, accountEnabled }) => (accountEnabled === false ? [] : [{ id: id! }])),
          ...(next !== undefined && { next: ownAddress(next) }),
        };
      });

      /** The token goes to where it was meant for, and nowhere else. */
      function ownAddress(next: unknown): string {
        if (typeof next === 'string' && URL.canParse(next) && new URL(next).origin === origin) return next;
        throw new VendorError(`${VENDOR}: could not ${what}: its next page is elsewhere.`, VENDOR, false);
      }
    },
  };
}

function adviceFor(status: number): string {
  if (status === 401) return 'Renew GRAPH_TOKEN, or leave it out for the managed identity.';
  if (status === 403) return 'Give the identity the application permission GroupMember.Read.All.';
  if (status === 404) return 'Check the group in the company file: the object ID of a group of this tenant.';
  return 'Try again.';
}
