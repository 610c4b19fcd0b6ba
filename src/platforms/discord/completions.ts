import { type ArgumentSpec, type CommandSpec } from '../../model/command-spec';
import { asObjects, asText } from '../shared/read-json';
import { type Interaction } from './interaction';
import { CHOICE, CHOICES } from './limits';
import { type DiscordSurroundings } from './settings';

/** What may go into the field that somebody types in. */
export type Complete = (interaction: Interaction) => Promise<{ name: string; value: string }[]>;

/** Discord waits 3 s; who types has gone on long before. */
const DEADLINE_MS = 1500;
const FRESH_MS = 60_000;
const REMEMBERED = 200;

/** Arguments that something is offered for. */
export function isCompleted({ kind, name }: ArgumentSpec): boolean {
  return kind !== 'count' && (kind !== 'text' || name === 'version');
}

/** Offers are for people of ours; versions are asked of the vendor at most once a minute for each service. */
export function completions(surroundings: DiscordSurroundings, clock = Date.now): Complete {
  const { commands, services, environments, personOf } = surroundings;
  const known = new Map<string, { until: number; versions: Promise<string[]> }>();

  const versionsOf = (service: string): Promise<string[]> => {
    const before = known.get(service);
    if (before && before.until > clock()) return before.versions;
    if (known.size >= REMEMBERED) known.clear();
    const versions = surroundings.versions(service, AbortSignal.timeout(DEADLINE_MS));
    known.set(service, { until: clock() + FRESH_MS, versions });
    versions.catch(() => known.delete(service));
    return versions;
  };

  const candidates = (spec: CommandSpec, name: string, service: string | undefined): string[] | Promise<string[]> => {
    const argument = spec.arguments.find((one) => one.name === name);
    if (!argument || !isCompleted(argument)) return [];
    switch (argument.kind) {
      case 'service':
        return services();
      case 'environment':
        return environments();
      case 'command':
        return commands.map((one) => one.name);
      default:
        return service !== undefined && services().includes(service) ? inTime(versionsOf(service)) : [];
    }
  };

  return async ({ data, origin }) => {
    const options = asObjects(data['options']);
    const typed = options.find(({ focused }) => focused === true);
    const spec = commands.find(({ name }) => name === data['name']);
    if (!spec || !typed || personOf(origin) === undefined) return [];
    const service = asText(options.find(({ name }) => name === 'service')?.['value']);
    const names = await candidates(spec, asText(typed['name']) ?? '', service);
    return matching(names, asText(typed['value']) ?? '').map((name) => ({ name, value: name }));
  };
}

/** Nothing rather than too late or an error: what is offered is only a help, any text can be typed. */
async function inTime(versions: Promise<string[]>): Promise<string[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string[]>((resolve) => (timer = setTimeout(() => resolve([]), DEADLINE_MS)));
  try {
    return await Promise.race([versions.catch(() => []), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** What begins with the text, then what contains it. */
function matching(names: string[], typed: string): string[] {
  const text = typed.trim().toLowerCase();
  const place = (name: string) => name.toLowerCase().indexOf(text);
  return names
    .filter((name) => name.length > 0 && name.length <= CHOICE && place(name) >= 0)
    .sort((one, other) => Number(place(one) > 0) - Number(place(other) > 0))
    .slice(0, CHOICES);
}
