import { type Company } from '../../src/model/company';
import { type FullStatus } from '../durable-client';
import { type Instance, type State } from './page/model';

const STATES: Record<string, State> = { Failed: 'failed', Completed: 'over', Terminated: 'over', Canceled: 'over' };

/** What the list tells of an instance; its input is another's words and taken for nothing but text. */
export function instanceOf(status: FullStatus, { people }: Pick<Company, 'people'>): Instance {
  const { name, instanceId, runtimeStatus, customStatus, createdTime, lastUpdatedTime } = status;
  const { text, command, args, origin } = requestOf(status.input);
  const { platform, account } = object(origin);
  const accounts = people.map((one) => ({ id: one.id, account: object(one.accounts)[String(platform)] }));
  const asker = accounts.find((one) => one.account !== undefined && one.account === account)?.id ?? words(account);
  return {
    id: instanceId,
    orchestrator: name,
    state: STATES[runtimeStatus] ?? 'going',
    runtimeStatus,
    ...(name === 'runCommand' && { line: words(text) ?? '', command: words(command) || 'not understood' }),
    service: words(object(args)['service']),
    environment: words(object(args)['environment']),
    asker,
    status: words(customStatus) ?? '',
    created: createdTime,
    updated: lastUpdatedTime,
  };
}

/** A command's own input, or that of what works for it. */
function requestOf(input: unknown): Record<string, unknown> {
  const given = object(input);
  return 'request' in given ? object(given['request']) : given;
}

function object(value: unknown): Record<string, unknown> {
  return value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : {};
}

function words(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
