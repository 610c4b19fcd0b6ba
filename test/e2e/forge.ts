import { sign } from '../../local/slack/delivery/sign';
import { type Stage } from './stage';

interface Click {
  user: { id: string; team_id?: string };
  actions: { value: string; action_ts: string }[];
  [field: string]: unknown;
}

interface Button {
  instanceId: string;
  round: number;
  planHash: string;
}

/** What a button of ours holds. */
export function buttonOf({ body }: { body: string }): Button {
  return JSON.parse(clickIn(body).actions[0]?.value ?? '') as Button;
}

/** A click that was made before, changed and signed again, as nobody but Slack could. */
export async function forgeClick(
  stage: Stage,
  { body, url }: { body: string; url: string },
  change: { user?: string; button?: Partial<Button>; value?: string },
): Promise<number> {
  const click = clickIn(body);
  const [action] = click.actions;
  if (!action) throw new Error('This click clicked nothing.');
  if (change.user) click.user = { ...click.user, id: change.user };
  action.value = change.value ?? JSON.stringify({ ...buttonOf({ body }), ...change.button });
  action.action_ts = (Date.now() / 1_000).toFixed(6);
  const forged = new URLSearchParams({ payload: JSON.stringify(click) }).toString();
  return post(stage, url, 'application/x-www-form-urlencoded', forged);
}

/** An event that was delivered before, with another ID and with fields of its own, signed again. */
export function forgeEvent(
  stage: Stage,
  { body, url }: { body: string; url: string },
  change: Record<string, unknown>,
): Promise<number> {
  const envelope = JSON.parse(body) as { event: object };
  const forged = { ...envelope, event_id: `Ev${++forgeries}`, event: { ...envelope.event, ...change } };
  return post(stage, url, 'application/json', JSON.stringify(forged));
}

let forgeries = 0;

async function post({ stack }: Stage, url: string, type: string, body: string): Promise<number> {
  const headers = { 'content-type': type, ...sign(stack.slack.signingSecret, body, Date.now()) };
  return (await fetch(url, { method: 'POST', headers, body })).status;
}

function clickIn(body: string): Click {
  return JSON.parse(new URLSearchParams(body).get('payload') ?? '') as Click;
}
