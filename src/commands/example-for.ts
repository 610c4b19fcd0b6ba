import { type CommandSpec } from '../model/command-spec';
import { type Company } from '../model/company';

/** The example of a command with this company's own services and environments in it. */
export function exampleFor({ example, arguments: args }: CommandSpec, company: Company): string {
  const [name = '', ...words] = example.split(' ');
  const options = words.findIndex((word) => word.startsWith('--'));
  const own = words.map((word, index) => {
    const kind = options < 0 || index < options ? args[index]?.kind : undefined;
    if (kind === 'service') return ownName(word, company.services);
    return kind === 'environment' ? ownName(word, company.environments) : word;
  });
  return [name, ...own].join(' ');
}

/** The name itself where the company has it; else its first. */
function ownName(name: string, all: { id: string }[]): string {
  return all.some(({ id }) => id === name) ? name : (all[0]?.id ?? name);
}
