import { type AuditSummary } from '../../audit/index-rows';
import { type Company } from '../../model/company';
import { type Person } from '../../model/person';

/**
 * Which entries a person may see: those of the channels that the company file names, those of whatever the person asked or
 * voted on themselves, and what the bot itself did. Who is in a group of `audit.readers` sees all. Private conversations, and
 * channels that the file does not name, are their own people's business.
 */
export function visibleTo({ channels, audit }: Company, { id, groups }: Person): (entry: AuditSummary) => boolean {
  if (audit?.readers.some((group) => groups.includes(group))) return () => true;
  const shared = new Set(
    channels.flatMap(({ places }) => Object.entries(places).map(([platform, channel]) => `${platform}:${channel}`)),
  );
  return ({ platform, conversation, people }) => {
    if (platform === 'countersign' || people.includes(`@${id}`)) return true;
    const [place, , channel] = parts(conversation);
    return shared.has(`${place}:${channel}`);
  };
}

/** `slack/T0DEMO/C0DEPLOY`; a tenant has no slash in it, a channel may. */
function parts(conversation: string | null): string[] {
  const [, platform = '', tenant = '', channel = ''] = /^([^/]*)\/([^/]*)\/(.*)$/.exec(conversation ?? '') ?? [];
  return [platform, tenant, channel];
}
