import { approvalFrom } from './approval-text';
import { type Problem } from './company-file-error';
import { didYouMean } from './nearest-word';
import { type Path, pathText } from './path-text';
import { entries, texts, valueAt } from './raw-values';
import { type YamlSource } from './yaml-source';

/**
 * Names that stand for nothing in the file. Works on the values as they were read, so that these are told together with
 * what the schema finds; whatever has the wrong form is the schema's to tell.
 */
export function brokenReferences(data: unknown, source: YamlSource): Problem[] {
  const problems: Problem[] = [];
  const known = (section: string) => entries(valueAt(data, [section])).map(([name]) => name);
  const refer = (kind: string, name: string, words: string[], path: Path) => {
    if (words.includes(name)) return;
    const allowed = words.length > 0 ? words.join(', ') : 'none are defined';
    const message = `found ${kind} ${source.found(path, name)}${didYouMean(name, words)}; allowed: ${allowed}`;
    problems.push({ line: source.line(path), path: pathText(path), message });
  };
  const groups = known('groups');
  const people = known('people');

  for (const [person, settings] of entries(valueAt(data, ['people']))) {
    for (const [path, group] of texts(valueAt(settings, ['groups']), ['people', person, 'groups'])) {
      refer('group', group, groups, path);
    }
  }

  for (const [path, group] of texts(valueAt(data, ['policy', 'strictest']), ['policy', 'strictest'])) {
    refer('group', group, groups, path);
  }

  for (const [path, channel] of texts(valueAt(data, ['approvals', 'mirror']), ['approvals', 'mirror'])) {
    refer('channel', channel, known('channels'), path);
  }

  for (const [path, group] of texts(valueAt(data, ['audit', 'readers']), ['audit', 'readers'])) {
    refer('group', group, groups, path);
  }
  for (const [path, channel] of texts(valueAt(data, ['incidents', 'channel']), ['incidents', 'channel'])) {
    refer('channel', channel, known('channels'), path);
  }
  for (const [path, channel] of texts(valueAt(data, ['operations', 'channel']), ['operations', 'channel'])) {
    refer('channel', channel, known('channels'), path);
  }
  for (const key of ['invite', 'commander']) {
    for (const [path, group] of texts(valueAt(data, ['incidents', key]), ['incidents', key]))
      refer('group', group, groups, path);
  }

  for (const [service, settings] of entries(valueAt(data, ['services']))) {
    for (const [environment] of entries(valueAt(settings, ['scale', 'bounds'])))
      refer('environment', environment, known('environments'), ['services', service, 'scale', 'bounds', environment]);
  }

  for (const [environment, settings] of entries(valueAt(data, ['environments']))) {
    for (const [path, name] of texts(valueAt(settings, ['after']), ['environments', environment, 'after'])) {
      refer('environment', name, known('environments'), path);
    }
  }

  for (const [path, group] of texts(valueAt(data, ['policy', 'locks']), ['policy', 'locks']))
    refer('group', group, groups, path);

  const approval = (text: string, path: Path) => {
    const asked = approvalFrom(text);
    for (const group of asked?.groups ?? []) refer('group', group, [...groups, ...people.map((id) => `@${id}`)], path);
    for (const person of asked?.people ?? []) refer('person', person, people, path);
  };

  const breakGlass = ['policy', 'breakGlass'];
  const [group, review, alert] = ['group', 'review', 'alert'].map((key) => {
    const path = [...breakGlass, key];
    return texts(valueAt(data, path), path);
  });
  for (const [path, name] of group ?? []) refer('group', name, groups, path);
  for (const [path, text] of review ?? []) approval(text, path);
  for (const [path, name] of alert ?? []) refer('channel', name, known('channels'), path);

  const rules = valueAt(data, ['policy', 'rules']);
  for (const [index, rule] of Array.isArray(rules) ? rules.entries() : []) {
    const at = ['policy', 'rules', index];
    for (const [kind, words] of [
      ['environment', known('environments')] as const,
      ['service', known('services')] as const,
    ]) {
      for (const [path, name] of texts(valueAt(rule, ['when', kind]), [...at, 'when', kind]))
        refer(kind, name, words, path);
    }
    for (const [path, group] of texts(valueAt(rule, ['escalate', 'to']), [...at, 'escalate', 'to']))
      refer('group', group, groups, path);
    for (const [path, text] of texts(valueAt(rule, ['require']), [...at, 'require'])) approval(text, path);
  }
  return problems;
}
