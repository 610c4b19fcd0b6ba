import { createIncidents } from '../../../src/state/incidents';
import { createTables } from '../../../src/state/tables';
import { buttons } from '../../demo/audience';
import { questionsOf, type ToldAlerts } from './tell-alerts';
import { texts } from './tell-incident';
import { type WiredCompany } from './wired-company';

/** Gives what must not be after alerts that became an incident, whatever befell it. */
export async function auditAlerts(company: WiredCompany, told: ToldAlerts): Promise<string[]> {
  const { audience, stack } = company;
  const { title, at, lines, incident, room } = told;
  const wrong: string[] = [];
  const once = (what: string, count: number) => {
    if (count !== 1) wrong.push(`${count} × ${what}`);
  };
  const questions = questionsOf(company, told);
  once('question in Slack', questions.length);
  if (questions.some((one) => buttons(one).length > 0)) wrong.push('live buttons on a question that is decided');
  const onDiscord = stack.discord.guild.messages('incidents').filter(({ text }) => text.includes(title));
  once('question in Discord', onDiscord.length);
  if (onDiscord.some(({ components }) => components.length > 0)) wrong.push('live buttons in Discord');

  const pages = stack.statuspage.state().incidents.filter(({ name }) => name === title);
  once('on the status page', pages.length);
  if (pages[0]?.status !== 'resolved') wrong.push(`the status page says ${pages[0]?.status}`);
  const alerts = stack.pagerDuty.state().alerts.filter(({ key }) => key === incident);
  once('paged', alerts.length);
  if (alerts.some(({ status }) => status !== 'resolved')) wrong.push(`the page is ${alerts[0]?.status}`);
  once('channel', stack.slack.workspace.state.channels.filter(({ name }) => name === incident).length);
  for (const words of ['all alerts are resolved', 'Postmortem scheduled for'])
    once(`“${words}”`, texts(company, room).filter((text) => text.includes(words)).length);

  const rows = await createIncidents(createTables(stack.tables.connectionString)).get(incident);
  const heard = rows?.story.inputs.filter(({ kind }) => kind === 'alerts').map(({ text }) => text);
  const expected = ['1 alert: HighErrorRate', '2 alerts: HighErrorRate ×2', ''];
  if (JSON.stringify(heard) !== JSON.stringify(expected)) wrong.push(`the timeline has ${JSON.stringify(heard)}`);

  const entries = (await audience.entries()).filter(({ timestamp }) => timestamp >= at);
  for (const line of lines) {
    const outcomes = entries.filter(({ kind, command }) => kind === 'outcome' && command === line);
    once(`outcome of ${line}`, outcomes.length);
    if (outcomes[0]?.result !== 'success') wrong.push(`${line} ended as ${outcomes[0]?.result}`);
  }
  const chain = await audience.verifyChain();
  if (!chain.intact) wrong.push(`the chain is broken: ${JSON.stringify(chain.bad)}`);
  return wrong;
}
