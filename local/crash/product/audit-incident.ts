import { texts, type ToldIncident } from './tell-incident';
import { type WiredCompany } from './wired-company';

/** Gives what must not be after an incident, whatever befell it. */
export async function auditIncident(company: WiredCompany, told: ToldIncident): Promise<string[]> {
  const { audience, stack } = company;
  const { title, at, since, lines, room } = told;
  const wrong: string[] = [];
  const once = (what: string, count: number) => {
    if (count !== 1) wrong.push(`${count} × ${what}`);
  };
  const pages = stack.statuspage.state().incidents.filter(({ name }) => name === title);
  once('on the status page', pages.length);
  const updates = pages.flatMap(({ incident_updates }) => incident_updates.map(({ status }) => status)).toSorted();
  if (updates.join() !== 'identified,investigating,resolved') wrong.push(`the status page was told ${updates.join()}`);
  const { incident } = (pages[0]?.metadata['countersign'] ?? {}) as { incident?: string };
  const alerts = stack.pagerDuty.state().alerts.filter((alert) => alert.key === incident);
  once('paged', alerts.length);
  if (alerts.some(({ status }) => status !== 'resolved')) wrong.push(`the page is ${alerts[0]?.status}`);
  once('channel', stack.slack.workspace.state.channels.filter(({ name }) => name === incident).length);
  once('card in #incidents', texts(company, 'C0INCID', since).filter((text) => text.includes(title)).length);
  for (const words of ['Update posted to status page', 'Postmortem scheduled for'])
    once(`“${words}”`, texts(company, room).filter((text) => text.includes(words)).length);

  const entries = (await audience.entries()).filter(({ timestamp }) => timestamp >= at);
  for (const line of lines)
    once(`outcome of ${line}`, entries.filter(({ kind, command }) => kind === 'outcome' && command === line).length);
  const chain = await audience.verifyChain();
  if (!chain.intact) wrong.push(`the chain is broken: ${JSON.stringify(chain.bad)}`);
  return wrong;
}
