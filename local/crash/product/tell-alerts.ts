import { readable } from '../../demo/audience';
import { EFFECT, insist } from './insist';
import { see, seeOutcome } from './see';
import { channelOf, texts } from './tell-incident';
import { type WiredCompany } from './wired-company';

const HOME = 'C0INCID';
/** What its small print begins with. */
const ASKS = /(alr-[0-9a-f]{10}-\d+) · asked/;

/** A group of alerts as its people went through it. */
export interface ToldAlerts {
  title: string;
  at: string;
  /** The same in the channels' time. */
  since: string;
  lines: string[];
  /** The incident that came of it, and the channel that was made for that. */
  incident: string;
  room: string;
}

/**
 * Alertmanager tells of an alert, dave presses a severity, a second alert comes, both end, and dave resolves the incident; each is done
 * again when it failed and nothing came of it, as Alertmanager does itself. Throws when something never comes to pass.
 * The number is in the name of the incident, as in `tellIncident`.
 */
export async function tellAlerts(company: WiredCompany, number: number): Promise<ToldAlerts> {
  const { audience, stack } = company;
  const at = new Date().toISOString();
  const since = audience.now();
  const title = `Cards are refused (${number})`;
  const fire = async (pods: string[], over = {}) => {
    const alerts = pods.map((pod) => ({
      labels: { alertname: 'HighErrorRate', service: 'payment-service', environment: `crash-${number}`, pod },
      annotations: { summary: title },
      ...over,
    }));
    const headers = { 'content-type': 'application/json' };
    await fetch(`${stack.alertmanager.url}/api/v2/alerts`, { method: 'POST', headers, body: JSON.stringify(alerts) });
  };
  const question = () => questionsOf(company, { title, since })[0];
  const says = () => readable(question() ?? { text: '' });
  const asked = (words: string) => () => says().includes(words);
  const scope = { at, since, channels: () => [HOME, room()?.id] };
  const seen = (what: string, sign: () => boolean) => see(company, what, sign, scope);

  await fire(['a']);
  await seen('the question', asked('create an incident?'));
  const proposal = ASKS.exec(says())![1]!;
  await insist(
    company,
    () => audience.as('dave').click(HOME, question()!.ts, 'run-0'),
    async () => Boolean(await audience.until(asked('opened by'), EFFECT)),
  );
  const incident = () => /(inc-[\w-]+), opened by/.exec(says())?.[1];
  const room = () => channelOf(company, incident());
  const inRoom = (words: string) => texts(company, room()!.id).some((text) => text.includes(words));
  await seen('the incident', () => room()?.pins.length === 1);
  await fire(['a', 'b']);
  await seen('the second alert', asked('2 alerts: HighErrorRate ×2'));
  await fire(['a', 'b'], { endsAt: new Date().toISOString() });
  await seen('the end of all alerts', () => inRoom('all alerts are resolved') && asked('All alerts are resolved')());
  await insist(
    company,
    async () => (await audience.as('dave').command(room()!.id, '/incident', 'resolve "Key renewed"')).delivery,
    async () => Boolean(await audience.until(() => inRoom('Postmortem scheduled for'), EFFECT)),
  );
  await seen('the postmortem', () => inRoom('Postmortem scheduled for'));
  const lines = [`/incident create --alerts ${proposal} --severity sev1`, '/incident resolve "Key renewed"'];
  for (const line of lines) await seeOutcome(company, line, scope);
  return {
    title,
    at,
    since,
    lines,
    incident: incident()!,
    room: room()!.id,
  };
}

/** The messages that ask whether these alerts are an incident: one, if all is well. */
export function questionsOf({ stack }: WiredCompany, { title, since }: Pick<ToldAlerts, 'title' | 'since'>) {
  return stack.slack.workspace
    .messages(HOME, { since })
    .filter((one) => !one.only_for && !one.deleted && readable(one).includes(title) && ASKS.test(readable(one)));
}
