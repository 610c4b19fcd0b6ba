import { randomUUID } from 'node:crypto';
import { Api, type Ballot } from '../../../cli/api';
import { CliError } from '../../../cli/cli-error';
import { type MessageRef } from '../../../src/model/message-ref';
import { buttons, CHANNEL } from '../../demo/audience';
import { failureOf } from '../../slack/delivery/deliveries';
import { type WiredCompany } from '../product/wired-company';

export const PLATFORMS = ['slack', 'teams', 'discord', 'console'] as const;
export type PlatformName = (typeof PLATFORMS)[number];

const PLACE = 'deployments';

/** What a person was told at once, and the same delivery once more. */
interface Told {
  acknowledged: boolean;
  again: () => Promise<unknown>;
}

/** One person types a line where they are. */
export async function ask({ stack }: WiredCompany, platform: PlatformName, who: string, line: string): Promise<Told> {
  switch (platform) {
    case 'slack': {
      const [command = '', ...rest] = line.split(' ');
      const name = ['/status', '/help'].includes(command) ? `/cs-${command.slice(1)}` : command;
      const { delivery } = await stack.slack.workspace.as(who).command(CHANNEL, name, rest.join(' '));
      if (!delivery) throw new Error(`Slack does not know ${name}`);
      return { acknowledged: !failureOf(delivery), again: () => stack.slack.redeliver(delivery.id) };
    }
    case 'teams': {
      const { delivery } = await stack.teams.tenant.as(who).say(PLACE, `@Countersign ${line.slice(1)}`);
      return { acknowledged: taken(delivery), again: () => stack.teams.redeliver(delivery?.id ?? '') };
    }
    case 'discord': {
      const { delivery } = await stack.discord.guild.as(who).command(PLACE, line, { incomplete: true });
      return { acknowledged: taken(delivery), again: () => stack.discord.redeliver(delivery.id) };
    }
    case 'console': {
      const [api, key] = [apiOf(stack, who), randomUUID()];
      // Told so when it has tried for long enough by itself.
      const send = () =>
        api.ask(line, key).catch((error: Error) => {
          if (!(error instanceof CliError)) throw error;
        });
      return { acknowledged: (await send()) !== undefined, again: send };
    }
  }
}

/**
 * One person says what they think of a request, on a message that shows it or on the command line.
 * @returns whether it was taken; throws where there is nothing to press, or no more
 */
export async function say(
  { stack }: WiredCompany,
  who: string,
  { decision, ...ballot }: Ballot,
  on: MessageRef | undefined,
): Promise<boolean> {
  const { slack, teams, discord } = stack;
  const reason = decision === 'reject' ? 'Not now' : undefined;
  if (on?.platform === 'slack') {
    const person = slack.workspace.as(who);
    const message = slack.workspace.messages(on.channel).find(({ ts }) => ts === on.message);
    if (message && decision === 'approve' && !buttons(message).includes('approve')) return false;
    const delivery = await person.click(on.channel, on.message, decision);
    if (failureOf(delivery) || decision !== 'reject') return !failureOf(delivery);
    const form = person.modal();
    return form ? (await person.submit(form.id, { reason: 'Not now' })).closed : false;
  }
  if (on?.platform === 'teams') {
    const { message } = await teams.tenant
      .as(who)
      .forge(PLACE, on.message, { verb: decision, data: { ballot: ballotOf(ballot), reason } });
    return message !== undefined;
  }
  if (on?.platform === 'discord') {
    const person = discord.guild.as(who);
    const label = decision[0]!.toUpperCase() + decision.slice(1);
    const { delivery } = await person.click(on.channel, on.message, label);
    if (!taken(delivery) || decision !== 'reject') return taken(delivery);
    return person.form() ? taken((await person.submit({ reason: 'Not now' })).delivery) : false;
  }
  await apiOf(stack, who).vote({ ...ballot, decision, ...(reason !== undefined && { reason }) });
  return true;
}

function ballotOf({ id: instanceId, round, planHash }: Omit<Ballot, 'decision'>) {
  return { instanceId, round, planHash };
}

function apiOf(stack: WiredCompany['stack'], who: string): Api {
  return new Api(stack.host().url, async () => stack.entra.signIns.accessToken(who), { channel: PLACE });
}

function taken(delivery: { answer?: { status: number } } | undefined): boolean {
  const status = delivery?.answer?.status ?? 500;
  return status >= 200 && status < 300;
}
