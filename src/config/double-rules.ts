import { type Problem } from './company-file-error';
import { pathText } from './path-text';
import { valueAt } from './raw-values';
import { type YamlSource } from './yaml-source';

/** Rules of one name: plans and the audit log name the rule that decided. */
export function doubleRules(data: unknown, source: YamlSource): Problem[] {
  const rules = valueAt(data, ['policy', 'rules']);
  const names = Array.isArray(rules) ? rules.map((rule) => valueAt(rule, ['name'])) : [];
  return names.flatMap((name, index): Problem[] => {
    const first = names.indexOf(name);
    if (name === undefined || first === index) return [];
    const path = ['policy', 'rules', index, 'name'];
    const line = source.line(['policy', 'rules', first, 'name']);
    const message = `found ${source.found(path)}, which is the name of another rule (line ${line})`;
    return [{ line: source.line(path), path: pathText(path), message }];
  });
}
