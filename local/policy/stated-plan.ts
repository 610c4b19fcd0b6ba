import { commands } from '../../src/commands';
import { type CommandArguments } from '../../src/model/command-spec';
import { type Company } from '../../src/model/company';
import { type ParseResult } from '../../src/model/parse-result';
import { type Plan, type PlanState } from '../../src/model/plan';
import { parseCommand } from '../../src/parser/parse-command';
import { stated, type StatedPlan } from '../../src/policy/candidates';

export interface Facts {
  current?: PlanState;
  desired?: PlanState;
}

/**
 * What a line asks for, with what is said of the world. A scale of which nobody says how many replicas there are may go
 * up or down: it gives both. A line that changes nothing, or is not understood, gives the problem.
 */
export function statedPlans(line: string, company: Company, { current, desired }: Facts): StatedPlan[] | string {
  const parsed = parse(line, company);
  if (!parsed.ok)
    return [parsed.problem, parsed.suggestion && `Closest: ${parsed.suggestion}`].filter(Boolean).join(' ');
  const command = commands.find(({ spec }) => spec.name === parsed.command);
  if (command?.kind !== 'changes') return `/${parsed.command} changes nothing that a policy decides on.`;
  const { service: serviceId, environment, hpa } = parsed.args;
  const others = command.spec.arguments
    .map(({ name }) => name)
    .filter((name) => name !== 'service' && name !== 'environment');
  const service = company.services.find(({ id }) => id === serviceId);
  const wanted: PlanState = { ...textsAndNumbers(others.map((name) => [name, parsed.args[name]])), ...desired };
  if (hpa && wanted['replicas'] !== undefined) {
    wanted['minimum'] = wanted['replicas'];
    delete wanted['replicas'];
  }
  const odd = [current?.['minimum'], current?.['replicas']].find(
    (count) => count !== undefined && !/^\d+$/.test(String(count)),
  );
  if (parsed.command === 'scale' && odd !== undefined) return `"${odd}" is no number of replicas.`;
  const plan: Plan = {
    action: parsed.command,
    service: String(serviceId),
    environment: String(environment),
    connector: (parsed.command === 'scale' ? service?.scale?.scaler : service?.deploy.connector) ?? '',
    current: current ?? null,
    desired: wanted,
    display: { commits: [], moreCommits: 0 },
  };
  return directions(plan).map((direction) => stated(direction ? { ...plan, direction } : plan));
}

/** What a line that is understood was given. */
export function argumentsOf(line: string, company: Company): CommandArguments {
  const parsed = parse(line, company);
  return parsed.ok ? parsed.args : {};
}

function parse(line: string, { services, environments }: Company): ParseResult {
  return parseCommand(line, {
    commands: commands.map(({ spec }) => spec),
    services: services.map(({ id }) => id),
    environments: environments.map(({ id }) => id),
  });
}

function directions({ action, current, desired }: Plan): Plan['direction'][] {
  if (action !== 'scale') return [undefined];
  const from = current?.['minimum'] ?? current?.['replicas'];
  const to = Number(desired['minimum'] ?? desired['replicas']);
  if (from === undefined) return ['up', 'down'];
  return [to > Number(from) ? 'up' : to < Number(from) ? 'down' : 'none'];
}

function textsAndNumbers(entries: [string, unknown][]): PlanState {
  return Object.fromEntries(
    entries.flatMap(([name, value]): [string, string | number][] =>
      typeof value === 'string' || typeof value === 'number' ? [[name, value]] : [],
    ),
  );
}
