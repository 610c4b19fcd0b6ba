import { type IncidentInput, type IncidentStep, type StepProgress } from '../model/incident';
import { type IncidentStory, publicInputs, secondsOpen, wanted } from '../model/incident-story';
import { type Inline, type View, type ViewAction } from '../model/view';
import { type IncidentStage } from './incident-stage';
import { acknowledgedFact, alertsOverView, acknowledgement, pagerNewsView } from './incident-pager-view';

/** The one message that tells how an incident stands, from its opening to its end. */
export function incidentCard(stage: IncidentStage): View {
  const { story, progress, refer, dashboard } = stage;
  const { incident, resolved } = story;
  const page = progress.statusPage?.made?.url;
  const duration = resolved ? [{ label: 'Duration', value: [minutes(secondsOpen(story, resolved.at))] }] : [];
  return {
    kind: 'incident',
    tone: resolved ? 'good' : 'bad',
    icon: resolved ? '✅' : '🚨',
    headline: [`${severityName(story.severity)} Incident ${resolved ? 'Resolved' : 'Created'}: ${incident.title}`],
    facts: [
      { label: 'Incident channel', value: channelValue(stage) },
      { label: 'Incident commander', value: commanderValue(stage) },
      ...(incident.private ? [] : [statusFact(stage)]),
      pagerFact(stage),
      ...acknowledgedFact(story, refer),
      ...duration,
      ...(resolved?.postmortem ? [{ label: 'Postmortem', value: postmortemValue(stage, resolved.postmortem.at) }] : []),
      ...lastWord(story, refer),
    ],
    links: [
      ...(dashboard ? [{ text: 'Dashboard', url: dashboard }] : []),
      ...(page ? [{ text: 'Status page', url: page }] : []),
    ],
    actions: [...retries(stage), ...acknowledgement(stage)],
    footer: [[[incident.id, incident.service, `opened by @${incident.by}`].filter(Boolean).join(' · ')]],
  };
}

/** What came of an update, a resolution or another thing that was said; undefined where nothing is to be said of it. */
export function incidentAnswer(input: IncidentInput, stage: IncidentStage): View | undefined {
  switch (input.kind) {
    case 'update':
      return input.status ? updateAnswer(input, stage) : undefined;
    case 'resolve':
      return resolveAnswer(input, stage);
    case 'reopen':
      return reopenAnswer(input, stage);
    case 'severity':
      return changed(
        '📈',
        [`${severityName(input.severity ?? '')} now, says `, { person: stage.refer(input.by) }],
        stage,
      );
    case 'commander':
      return changed('👤', ['Incident commander: ', { person: stage.refer(input.whom ?? '') }], stage);
    case 'page':
      return changed('📟', [`${pagedWord(input, stage)}: ${input.whom ?? ''}`], stage);
    case 'ack':
      return changed('🙋', [{ person: stage.refer(input.by) }, ' has taken it.'], stage);
    case 'pager':
      return pagerNewsView(input, stage);
    case 'alerts':
      return input.text ? undefined : alertsOverView();
    case 'note':
    case 'action':
    case 'actionDone':
    case 'retry':
    case 'pin':
    case 'unpin':
      return undefined;
  }
}

function updateAnswer(input: IncidentInput, stage: IncidentStage): View {
  const status = statusName(input.status ?? 'investigating');
  const from = input.inferred ? ['Read from your words; ', { code: '--status' }, ' says another.'] : [];
  return {
    kind: 'incident',
    tone: 'neutral',
    icon: '📝',
    headline: [publicWord(input, stage, 'Update posted to status page', 'Posting the update to the status page…')],
    lines: [[{ bold: 'Status' }, `: ${status}`], ...trouble(stage, 'statusPage')],
    actions: retries(stage, 'statusPage'),
    footer: from.length ? [from] : [],
  };
}

function resolveAnswer(input: IncidentInput, stage: IncidentStage): View {
  const { story, progress } = stage;
  const seconds = Math.max(0, Math.round((Date.parse(input.at) - Date.parse(story.incident.openedAt)) / 1_000));
  const scheduled = progress.postmortem?.state === 'done';
  const isPublic = !story.incident.private;
  return {
    kind: 'incident',
    tone: 'good',
    icon: '✅',
    headline: [`Incident resolved after ${spoken(seconds)}`],
    lines: [
      [{ bold: 'Duration' }, `: ${minutes(seconds)}`],
      ...(isPublic
        ? [
            [{ bold: 'Status page' }, `: ${publicWord(input, stage, 'Resolved', 'being told…')}`],
            ...trouble(stage, 'statusPage'),
          ]
        : []),
      ...trouble(stage, 'pager'),
      ...(input.postmortem
        ? [[scheduled ? `Postmortem scheduled for ${input.postmortem.words}` : `Postmortem: ${input.postmortem.words}`]]
        : []),
      ...trouble(stage, 'postmortem'),
    ],
    actions: retries(stage, 'statusPage', 'pager', 'postmortem'),
  };
}

function reopenAnswer(input: IncidentInput, stage: IncidentStage): View {
  return {
    kind: 'incident',
    tone: 'bad',
    icon: '🔁',
    headline: ['Incident reopened by ', { person: stage.refer(input.by) }, input.text ? `: ${input.text}` : ''],
    lines: [
      ...(stage.story.incident.private
        ? []
        : [[{ bold: 'Status page' }, `: ${publicWord(input, stage, 'Investigating', 'being told…')}`]]),
      ...trouble(stage, 'statusPage'),
      ...trouble(stage, 'pager'),
    ],
    actions: retries(stage, 'statusPage', 'pager'),
  };
}

function changed(icon: string, headline: Inline[], stage: IncidentStage): View {
  return {
    kind: 'incident',
    tone: 'neutral',
    icon,
    headline,
    lines: trouble(stage, 'pager'),
    actions: retries(stage, 'pager'),
  };
}

function pagedWord({ whom = '' }: IncidentInput, { progress: { pager } }: IncidentStage): string {
  return pager?.posted.includes(whom) ? 'PagerDuty notified' : 'Paging';
}

/** Something is owed, or begins. */
export function incidentReminder(reminder: IncidentReminder, { story, refer }: IncidentStage): View {
  const { incident, commander, toldAt, status } = story;
  const base = { kind: 'incident', tone: 'waiting', icon: '⏰' } as const;
  switch (reminder.kind) {
    case 'update':
      return {
        ...base,
        headline: [{ person: refer(commander) }, ', a status update is due.'],
        lines: [
          [
            `${statusName(status)} was told `,
            { time: toldAt },
            '. ',
            { code: '/incident update "…"' },
            ' tells how it stands.',
          ],
        ],
        footer: [[incident.id]],
      };
    case 'postmortem':
      return {
        ...base,
        icon: '📅',
        headline: [`The postmortem of “${incident.title}” begins. `, { person: refer(commander) }, ' leads it.'],
        lines: [
          [
            { code: '/incident timeline' },
            ' shows what happened, ',
            { code: '/incident action "…" --owner @… --due friday' },
            ' keeps what comes of it.',
          ],
        ],
        footer: [[incident.id]],
      };
    case 'action':
      return {
        ...base,
        headline: [{ person: refer(reminder.action.whom ?? '') }, `, this is due: ${reminder.action.text}`],
        lines: [[{ code: '/incident done <number>' }, ' when it is done.']],
        footer: [[incident.id]],
      };
  }
}

type IncidentReminder = { kind: 'update' } | { kind: 'postmortem' } | { kind: 'action'; action: IncidentInput };

/** One word once the status page has it, another until then. */
function publicWord({ id }: IncidentInput, { progress: { statusPage } }: IncidentStage, done: string, until: string) {
  if (statusPage?.posted.includes(id)) return done;
  if (statusPage?.state === 'skipped') return 'Noted; there is no status page';
  return statusPage && statusPage.state !== 'done' ? 'Not on the status page yet' : until;
}

function channelValue({ progress: { channel } }: IncidentStage): Inline[] {
  if (channel?.made) {
    const { name, url = '' } = channel.made;
    return [{ link: `#${name ?? ''}`, url }, ...(channel.state === 'done' ? [] : [` (${stateWords(channel)})`])];
  }
  return [channel ? stateWords(channel) : 'being made…'];
}

function commanderValue({ story: { incident, commander }, refer }: IncidentStage): Inline[] {
  const note = commander === incident.commander ? incident.commanderNote : undefined;
  return [{ person: refer(commander) }, ...(note ? [` (${note})`] : [])];
}

function statusFact({ story, progress: { statusPage } }: IncidentStage): { label: string; value: Inline[] } {
  if (!statusPage) return { label: 'Status page', value: ['being told…'] };
  if (statusPage.state !== 'done') return { label: 'Status page', value: [stateWords(statusPage)] };
  const last = publicInputs(story).findLast(({ id }) => statusPage.posted.includes(id));
  const told = last?.kind === 'resolve' ? 'resolved' : (last?.status ?? 'investigating');
  return { label: 'Status page updated', value: [statusName(told)] };
}

function pagerFact({ story, progress: { pager }, team }: IncidentStage): { label: string; value: Inline[] } {
  const label =
    story.resolved && pager?.reached === wanted(story, 'pager') ? 'PagerDuty resolved' : 'PagerDuty notified';
  if (!pager) return { label, value: ['being paged…'] };
  return { label, value: [pager.state === 'done' ? (team ?? 'nobody') : stateWords(pager)] };
}

function postmortemValue({ progress: { postmortem } }: IncidentStage, at: string): Inline[] {
  return [{ time: at }, ...(postmortem && postmortem.state !== 'done' ? [` (${stateWords(postmortem)})`] : [])];
}

function lastWord({ inputs }: IncidentStory, refer: IncidentStage['refer']): NonNullable<View['facts']> {
  const last = inputs.findLast(({ kind }) => kind === 'update' || kind === 'resolve');
  if (!last) return [];
  return [{ label: 'Last update', value: [{ time: last.at }, ' ', { person: refer(last.by) }, `: ${last.text}`] }];
}

function trouble({ progress }: IncidentStage, step: IncidentStep): Inline[][] {
  const one = progress[step];
  return one?.state === 'again' || one?.state === 'failed' ? [[`⚠️ ${STEP_NAMES[step]}: ${stateWords(one)}`]] : [];
}

const STEP_NAMES: Record<IncidentStep, string> = {
  channel: 'Channel',
  statusPage: 'Status page',
  pager: 'Pager',
  postmortem: 'Postmortem',
};

/** Buttons that run again what failed; of all steps, or of some. */
function retries({ story: { incident }, progress }: IncidentStage, ...steps: IncidentStep[]): ViewAction[] {
  return Object.entries(progress)
    .filter(([, { state }]) => state === 'failed' || state === 'again')
    .filter(([step]) => steps.length === 0 || steps.includes(step as IncidentStep))
    .map(([step]) => ({
      kind: 'run',
      label: `Try again: ${STEP_NAMES[step as IncidentStep]}`,
      line: `/incident retry ${step} --id ${incident.id}`,
    }));
}

function stateWords({ state, message = '' }: StepProgress): string {
  if (state === 'again') return `⚠️ not yet: ${message} It is tried again by itself.`;
  return state === 'failed' ? `⚠️ failed: ${message}` : message;
}

/** `sev1` → `SEV-1` */
export function severityName(severity: string): string {
  return severity.toUpperCase().replace(/(\d)/, '-$1');
}

/** `identified` → `Identified` */
export function statusName(status: string): string {
  return status.charAt(0).toUpperCase() + status.slice(1);
}

/** `23 minutes`, `2 hours 5 minutes`, `40 seconds` */
function spoken(seconds: number): string {
  if (seconds < 60) return counted(seconds, 'second');
  const all = Math.floor(seconds / 60);
  const [days, hours, rest] = [Math.floor(all / 1_440), Math.floor(all / 60) % 24, all % 60];
  const parts = [
    ...(days ? [counted(days, 'day')] : []),
    ...(hours ? [counted(hours, 'hour')] : []),
    ...(rest ? [counted(rest, 'minute')] : []),
  ];
  return parts.join(' ');
}

/** `23 min`, `2 h 5 min`, `40 s` */
function minutes(seconds: number): string {
  return spoken(seconds)
    .replace(/ seconds?/, ' s')
    .replace(/ minutes?/, ' min')
    .replace(/ hours?/, ' h')
    .replace(/ days?/, ' d');
}

function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
