import { commands } from '../../src/commands';
import { type Company } from '../../src/model/company';
import { anyService, candidates, conditionText, directionsOf } from '../../src/policy/candidates';
import { requirementLabel } from '../../src/policy/requirement-label';

export type Row = [action: string, environment: string, approval: string];

const HEADING: Row = ['Action', 'Environment', 'Approval Required'];

/** The approval matrix by action and environment, as the policy decides it; `merge` where all environments are alike. */
export function matrix(company: Company, merge = true): Row[] {
  const environments = company.environments.map(({ id }) => id);
  const actions = commands.filter(({ kind }) => kind === 'changes').map(({ spec }) => spec.name);
  return [...actions, 'anything else'].flatMap((action) => {
    const rows = environments.flatMap((environment) => rowsOf(action, environment, company));
    return merge && environments.length > 1 ? merged(rows, environments.length) : rows;
  });
}

/** One row alone where both directions of a scale come to the same. */
function rowsOf(action: string, environment: string, company: Company): Row[] {
  const either = directionsOf(action).map((direction) =>
    candidates(anyService(action, environment, direction), company).map(({ rule, provided }): Row => {
      const condition = conditionText(provided);
      const name = [action, direction].filter(Boolean).join(' ') + (condition && `, ${condition}`);
      const approval = rule.require.map((asked) => requirementLabel(asked, company.groups)).join(' and ') || 'none';
      return [capital(name), capital(environment), capital(approval)];
    }),
  );
  const [up = [], down] = either;
  const same =
    down && JSON.stringify(up.map(([, ...rest]) => rest)) === JSON.stringify(down.map(([, ...rest]) => rest));
  return same ? up.map(([name, ...rest]) => [name.replace(/^Scale up/, 'Scale'), ...rest]) : either.flat();
}

/** `Any`, where all environments are alike. */
function merged(rows: Row[], environments: number): Row[] {
  return rows.flatMap((row): Row[] => {
    const alike = rows.filter(([action, , approval]) => action === row[0] && approval === row[2]);
    if (alike.length < environments) return [row];
    return alike[0] === row ? [[row[0], 'Any', row[2]]] : [];
  });
}

export function asText(rows: Row[]): string {
  const all = [HEADING, ...rows];
  const widths = [0, 1].map((column) => Math.max(...all.map((row) => row[column]!.length)));
  return all.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')).join('\n');
}

export function asMarkdown(rows: Row[]): string {
  const line = (cells: string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(HEADING), line(HEADING.map(() => '---')), ...rows.map(line)].join('\n');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
