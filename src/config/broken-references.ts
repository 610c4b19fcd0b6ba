import { approvalFrom } from './approval-text';
import { type Problem } from './company-file-error';
import { didYouMean } from './nearest-word';
import { type Path, pathText } from './path-text';
import { entries, texts, valueAt } from './raw-values';
import { type YamlSource } from './yaml-source';

type Section = 'groups' | 'people' | 'services' | 'environments' | 'channels';

/** Where a name stands, or a list of names, and what it names. `*` is every key of a mapping, or item of a list. */
const NAMES: [place: string, section: Section][] = [
  ['people.*.groups', 'groups'],
  ['environments.*.after', 'environments'],
  ['approvals.mirror', 'channels'],
  ['audit.readers', 'groups'],
  ['incidents.channel', 'channels'],
  ['incidents.invite', 'groups'],
  ['incidents.commander', 'groups'],
  ['operations.channel', 'channels'],
  ['policy.strictest', 'groups'],
  ['policy.locks', 'groups'],
  ['policy.breakGlass.group', 'groups'],
  ['policy.breakGlass.alert', 'channels'],
  ['policy.rules.*.when.environment', 'environments'],
  ['policy.rules.*.when.service', 'services'],
  ['policy.rules.*.escalate.to', 'groups'],
];
/** Where the keys of a mapping are names. */
const KEYS: typeof NAMES = [['services.*.scale.bounds', 'environments']];
/** Where approvals such as `2 of team-leads or @bob` stand. */
const APPROVALS = ['policy.breakGlass.review', 'policy.rules.*.require'];

/**
 * Names that stand for nothing in the file. Works on the values as they were read, so that these are told together with
 * what the schema finds; whatever has the wrong form is the schema's to tell.
 */
export function brokenReferences(data: unknown, source: YamlSource): Problem[] {
  const known = (section: Section) => entries(valueAt(data, [section])).map(([name]) => name);
  const check = (path: Path, name: string, kind: string, words: string[]): Problem[] => {
    if (words.includes(name)) return [];
    const allowed = words.length > 0 ? words.join(', ') : 'none are defined';
    const message = `found ${kind} ${source.found(path, name)}${didYouMean(name, words)}; allowed: ${allowed}`;
    return [{ line: source.line(path), path: pathText(path), message }];
  };
  const textsAt = (place: string) => placesOf(data, place).flatMap((path) => texts(valueAt(data, path), path));
  const approvers = [...known('groups'), ...known('people').map((id) => `@${id}`)];
  return [
    ...NAMES.flatMap(([place, section]) =>
      textsAt(place).flatMap(([path, name]) => check(path, name, KINDS[section], known(section))),
    ),
    ...KEYS.flatMap(([place, section]) =>
      placesOf(data, `${place}.*`).flatMap((path) => check(path, String(path.at(-1)), KINDS[section], known(section))),
    ),
    ...APPROVALS.flatMap(textsAt).flatMap(([path, text]) => {
      const { groups = [], people = [] } = approvalFrom(text) ?? {};
      return [
        ...groups.flatMap((group) => check(path, group, KINDS.groups, approvers)),
        ...people.flatMap((person) => check(path, person, KINDS.people, known('people'))),
      ];
    }),
  ];
}

const KINDS: Record<Section, string> = {
  groups: 'group',
  people: 'person',
  services: 'service',
  environments: 'environment',
  channels: 'channel',
};

/** The paths in the data that a place with `*` stands for. */
function placesOf(data: unknown, place: string): Path[] {
  return place.split('.').reduce<Path[]>(
    (paths, key) =>
      key === '*'
        ? paths.flatMap((path) => {
            const value = valueAt(data, path);
            const keys = Array.isArray(value) ? value.keys() : entries(value).map(([name]) => name);
            return [...keys].map((name) => [...path, name]);
          })
        : paths.map((path) => [...path, key]),
    [[]],
  );
}
