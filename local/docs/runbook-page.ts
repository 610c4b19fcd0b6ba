import { type HandStep } from '../../src/commands/by-hand/hand-step';
import { type Command } from '../../src/commands/command';
import { type Company, type Service } from '../../src/model/company';
import { matrix } from '../policy/table';

/** docs/runbook.md: how each command is done by hand, for each service and environment. */
export function runbookPage(commands: Command[], company: Company): string {
  return [
    '# Runbook: by hand, on the day the bot is down',
    '',
    '<!-- Made by `npm run runbook` from src/commands and countersign.yaml: change those. -->',
    '',
    '1. **Say so** in the channel where it would have been asked: what, where, and that nobody else changes it now. By hand there is no lock.',
    '2. **Get the approvals** that stand beside each heading, in writing, from people other than yourself. The matrix holds without the bot, too.',
    '3. **Do it** with the lines below. Words in CAPITALS are yours to fill in.',
    '4. **Write down** who did what when, and who allowed it; the audit log knows nothing of it.',
    '',
    'The lines need `gh` or `az` logged in, `kubectl` with the right context, and the addresses that the bot has as settings: `PROMETHEUS_URL`,',
    '`ALERTMANAGER_URL`, `LOKI_URL`, `LOG_ANALYTICS_WORKSPACE`. Where one wants a token, add `-H "Authorization: Bearer …"`.',
    '',
    'While the bot lives, the button _Show manual steps_ on a request gives its line with everything filled in.',
    ...company.services.flatMap((service) => ofService(service, commands, company)),
    '',
  ].join('\n');
}

function ofService(service: Service, commands: Command[], company: Company): string[] {
  return company.environments.flatMap(({ id }) => {
    const parts = commands.flatMap((command) => {
      const steps = ('byHand' in command && command.byHand?.(service, id)) || [];
      const title = `### ${command.spec.name}${command.kind === 'changes' ? `: ${needs(command.spec.name, id, company)}` : ''}`;
      return steps.length ? ['', title, '', '```sh', ...steps.flatMap(lines), '```'] : [];
    });
    return ['', `## ${service.id} in ${id}`, ...parts];
  });
}

function lines({ say, line }: HandStep): string[] {
  return [`# ${say}`, line];
}

/** Whose approval it takes, from the policy. */
function needs(action: string, environment: string, company: Company): string {
  const rows = matrix(company, false).filter(
    ([name, place]) => name.toLowerCase().split(/[ ,]/)[0] === action && place.toLowerCase() === environment,
  );
  const said = rows.map(([name, , approval]) => {
    const which = name.slice(action.length).replace(/^[ ,]+/, '');
    const asked = approval.charAt(0).toLowerCase() + approval.slice(1);
    return `${which && `${which}: `}${asked === 'none' ? 'no approval' : `approval from ${asked}`}`;
  });
  return said.join('; ');
}
