import { type AuditEntry } from '../model/audit-entry';
import { type Attachment } from '../model/attachment';
import { type CommandArguments } from '../model/command-spec';
import { type Figures } from '../stats/figures';
import { figureTexts } from '../stats/figure-texts';
import { servicesOf } from '../stats/services-of';
import { spanText } from '../stats/span-text';
import { type Inline, type View } from '../model/view';
import { type DirectCommand } from './command';
import { refused } from './refused';

const LONGEST_DAYS = 92;

export const stats: DirectCommand = {
  kind: 'direct',
  spec: {
    name: 'stats',
    summary: 'Show how often is deployed, how long it takes, what fails and how long people wait for approvals',
    example: '/stats order-service --last 30d',
    arguments: [{ name: 'service', kind: 'service', optional: true }],
    options: [
      { name: 'last', kind: 'text', summary: `7d, 30d (default), up to ${LONGEST_DAYS}d` },
      { name: 'team', kind: 'text', summary: 'only the services of this team, as pager.team in the company file' },
      { name: 'plot', kind: 'flag', summary: 'draw it, where the platform takes a picture' },
      { name: 'share', kind: 'flag', summary: 'show it to everybody here' },
    ],
    changes: false,
  },
  changesRows: false,

  async run({ request: { args }, now }, tools) {
    const days = daysOf(args['last']);
    if (days === undefined) {
      const message = `--last is a number of days from 1d to ${LONGEST_DAYS}d: --last 30d`;
      return refused('invalid', 'not_understood', message);
    }
    const about = servicesOf({ service: textOf(args['service']), team: textOf(args['team']) }, tools.company);
    if (typeof about === 'string') return refused('invalid', 'target_not_found', about);
    const span = { from: new Date(now.getTime() - days * 86_400_000), to: now };
    const entries: AuditEntry[] = [];
    for await (const entry of tools.audit.list({ from: span.from.toISOString(), to: span.to.toISOString() })) {
      if (entry.kind === 'outcome' && about.has(entry.service)) entries.push(entry);
    }
    const { figuresOf } = await import('../stats/figures-of');
    const figures = figuresOf(entries, span, tools.company);
    return {
      view: statsView(figures, about.name, days),
      ...(args['plot'] === true && { file: await plotFile(figures, about.name, days) }),
      shared: args['share'] === true,
    };
  },
};

const PLOT = { width: 800, height: 320 };

/** Drawn in light colours with a ground of their own: a file looks the same in whatever theme its reader has. */
async function plotFile(figures: Figures, about: string, days: number): Promise<Attachment> {
  const [{ plotsOf }, { plotsPng }] = await Promise.all([import('../stats/plots-of'), import('../plots/plots-png')]);
  const title = `${about}, the last ${days} days`;
  return {
    name: 'stats.png',
    title,
    content: await plotsPng(Object.values(plotsOf(figures)), PLOT, 'light'),
    type: 'image/png',
    alternative: `Bars: deployments to production by day, and commands by hour of the day, of ${title}`.slice(
      0,
      ALTERNATIVE,
    ),
  };
}

/** Slack's limit. */
const ALTERNATIVE = 1_000;

function textOf(given: CommandArguments[string]): string | undefined {
  return given === undefined ? undefined : String(given);
}

function daysOf(given: CommandArguments[string]): number | undefined {
  const [, text] = /^(\d{1,2})d$/.exec(String(given ?? '30d')) ?? [];
  const days = Number(text);
  return days >= 1 && days <= LONGEST_DAYS ? days : undefined;
}

function statsView(figures: Figures, about: string, days: number): View {
  return {
    kind: 'status',
    tone: 'neutral',
    icon: '📈',
    headline: [`How ${about} went in the last ${days} days`],
    facts: figureTexts(figures, days).map(({ label, text }) => ({ label, value: [text] })),
    ...(figures.started > 0 && {
      chart: {
        title: 'Deployments by day',
        points: figures.deploymentsByDay.map(({ worked, failed }) => worked + failed),
      },
    }),
    lists: [
      {
        title: 'Waiting for approval, by who is asked',
        items: figures.approvals.map(({ asked, count, medianSeconds, longestSeconds }): Inline[] => [
          { bold: asked },
          `: ${spanText(medianSeconds)} (median of ${count}), at most ${spanText(longestSeconds)}`,
        ]),
      },
      {
        title: 'Time to resolve incidents',
        items: figures.incidents.map(({ severity, count, meanSeconds }): Inline[] => [
          { bold: severity },
          `: ${spanText(meanSeconds)} (mean of ${count})`,
        ]),
      },
    ].filter(({ items }) => items.length > 0),
    footer: [['Production only, from the audit log; docs/stats.md defines each.']],
  };
}
