import { type Problem } from './company-file-error';
import { pathText } from './path-text';
import { entries, valueAt } from './raw-values';
import { type YamlSource } from './yaml-source';

/** Accounts and addresses that two people claim: a vote, and a member of a group, must lead to one person. */
export function doubleAccounts(data: unknown, source: YamlSource): Problem[] {
  const owners = new Map<string, string>();
  return entries(valueAt(data, ['people'])).flatMap(([person, settings]) =>
    ['slack', 'teams', 'discord', 'github', 'pagerduty', 'email'].flatMap((platform): Problem[] => {
      const account = valueAt(settings, [platform]);
      if (typeof account !== 'string') return [];
      const key = `${platform} ${account.toLowerCase()}`;
      const owner = owners.get(key);
      owners.set(key, owner ?? person);
      if (owner === undefined) return [];
      const path = ['people', person, platform];
      const line = source.line(['people', owner, platform]);
      const message = `found ${source.found(path)}, which is @${owner}'s account already (line ${line})`;
      return [{ line: source.line(path), path: pathText(path), message }];
    }),
  );
}
