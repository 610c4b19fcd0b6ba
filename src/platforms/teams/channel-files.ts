import { type GraphCall } from './graph-call';
import { TeamsCallError } from './failure';
import { asObject, asText, type JsonObject } from '../shared/read-json';

/** Where people open a file that lies beside a channel. */
export interface KeptFile {
  name: string;
  url: string;
}

/** Puts a file beside a channel of the team, in the place of one of its name; undefined where we may not. Errors are ChatError. */
export type ChannelFiles = (
  channel: string,
  file: { name: string; type: string; bytes: Buffer },
) => Promise<KeptFile | undefined>;

/**
 * Files of a team's channels, through Microsoft Graph: they lie in a folder of its library that has the channel's name. Teams makes
 * the folder when somebody first opens the channel's files and tells of none before, so then it is made by its path.
 * https://learn.microsoft.com/graph/api/channel-get-filesfolder, driveitem-put-content
 * @param team the team's ID, that of its group
 */
export function channelFiles(graph: GraphCall, team: string): ChannelFiles {
  const [group, replaced] = [encodeURIComponent(team), '@microsoft.graph.conflictBehavior=replace'];
  const read = (path: string) =>
    graph({ doing: "a look for a channel's files", method: 'GET', path, repeatable: true });

  async function folderOf(channel: string): Promise<string | undefined> {
    const place = `/teams/${group}/channels/${encodeURIComponent(channel)}`;
    const folder = await unlessGone(() => read(`${place}/filesFolder`));
    const [id, drive] = [asText(folder?.['id']), asText(asObject(folder?.['parentReference'])['driveId'])];
    if (id && drive) return `/drives/${encodeURIComponent(drive)}/items/${encodeURIComponent(id)}:`;
    const name = asText((await unlessGone(() => read(place)))?.['displayName']);
    return name && `/groups/${group}/drive/root:/${encodeURIComponent(name)}`;
  }

  return async (channel, { name, type, bytes }) => {
    try {
      const folder = await folderOf(channel);
      if (!folder) return undefined;
      const path = `${folder}/${encodeURIComponent(name)}:/content?${replaced}`;
      const content = { type, bytes };
      const item = await graph({ doing: 'a file of a channel', method: 'PUT', path, content, repeatable: true });
      const url = asText(item['webUrl']);
      return url && /^https:\/\//.test(url) ? { name, url } : undefined;
    } catch (error) {
      if (error instanceof TeamsCallError && error.status === 403) return undefined;
      throw error;
    }
  };
}

async function unlessGone(look: () => Promise<JsonObject>): Promise<JsonObject | undefined> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof TeamsCallError && error.status === 404) return undefined;
    throw error;
  }
}
