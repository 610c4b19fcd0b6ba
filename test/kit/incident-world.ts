import { readFileSync } from 'node:fs';
import { type Dependencies } from '../../src/activities/dependencies';
import { createActivities } from '../../src/activities/index';
import { answerDirect } from '../../src/activities/answer-direct';
import { commands } from '../../src/commands/index';
import { incident } from '../../src/commands/incident';
import { loadCompany } from '../../src/config/load-company';
import { type Meeting } from '../../src/connectors/calendar';
import { type Page } from '../../src/connectors/pager';
import { type Call } from '../../src/connectors/responders';
import { type PublicIncident, type PublicUpdate } from '../../src/connectors/status-page';
import { VendorError } from '../../src/connectors/vendor-error';
import { type AlertIntake } from '../../src/intake/take-alerts';
import { type PagerIntake } from '../../src/intake/take-pager-news';
import { type CommandRequest, type Origin } from '../../src/model/command-request';
import { type Durable } from '../../src/model/durable';
import { type Attachment } from '../../src/model/attachment';
import { type Company } from '../../src/model/company';
import { type OutsideMembers } from '../../src/model/outside-members';
import { type SaidMessage } from '../../src/model/said-message';
import { type View } from '../../src/model/view';
import { alertGroup } from '../../src/orchestrators/alert-group';
import { alarm } from '../../src/orchestrators/alarm';
import { keepPin } from '../../src/orchestrators/keep-pin';
import { incident as incidentOrchestrator } from '../../src/orchestrators/incident';
import { takePin } from '../../src/intake/take-pin';
import { parseCommand } from '../../src/parser/parse-command';
import { ChatError } from '../../src/platforms/chat-error';
import { createIncidents } from '../../src/state/incidents';
import { createProposals } from '../../src/state/proposals';
import { createRequests } from '../../src/state/requests';
import { createMarks } from '../../src/state/marks';
import { memoryTables } from './memory-tables';
import { plainText } from './plain-text';
import { VirtualDurable } from './virtual-durable';

interface Post {
  channel: string;
  id: string;
  text: string;
  view: View;
}

/** Faults by what they hit: called before it happens, throws to make it fail. */
type Fault = (what: string) => void;

interface Mark {
  added?: boolean;
  key?: string;
  said?: SaidMessage;
  thread?: string;
}

export type IncidentWorld = ReturnType<typeof incidentWorld>;

/** The demo company on 4 March 2026 with everything that incidents touch in memory, its own clock, and faults where one wants them. */
export function incidentWorld({ change }: { change?: (company: Company) => void } = {}) {
  const company = loadCompany(readFileSync('countersign.yaml', 'utf8'), {});
  change?.(company);
  const tables = memoryTables();
  const posts: Post[] = [];
  const whispers: { account: string; text: string; view: View }[] = [];
  const channels: {
    id: string;
    name: string;
    private: boolean;
    members: string[];
    topic: string;
    pins: string[];
    bookmarks: string[];
  }[] = [];
  const files: (Attachment & { channel: string; account?: string })[] = [];
  const meetings: (Meeting & { id: string })[] = [];
  /** What people said in channels. */
  const spoken: { channel: string; id: string; text: string; account: string; at: string }[] = [];
  const page: { id: string; incident: PublicIncident; updates: PublicUpdate[] }[] = [];
  const pages: (Page & { state: string })[] = [];
  const acknowledgements: string[] = [];
  const calls: Call[] = [];
  const onCall: OutsideMembers = { members: {}, down: {} };
  const audit: { step: string; kind: string }[] = [];
  /** Commands that were started without anybody typing them. */
  const commanded: CommandRequest[] = [];
  let fault: Fault = () => {};
  const hit = async (what: string) => fault(what);
  const channelOf = (id: string) => channels.find((one) => one.id === id)!;

  const durable: VirtualDurable = new VirtualDurable(
    Date.parse('2026-03-04T15:00:00Z'),
    { incident: incidentOrchestrator, alertGroup, alarm, keepPin },
    () => activities,
  );
  const outbox = {
    async post({ channel }: Origin, view: View) {
      await hit(`post ${channel}`);
      posts.push({ channel, id: `m${posts.length + 1}`, text: plainText(view), view });
      return { platform: 'slack', tenant: 'T0DEMO', channel, message: `m${posts.length}` };
    },
    async update({ message }: { message: string }, view: View) {
      await hit(`update ${message}`);
      Object.assign(
        posts.find(({ id }) => id === message)!,
        { text: plainText(view), view },
      );
    },
    async attach(to: Origin, file: Attachment, how: { account?: string; retriedSince?: string } = {}) {
      const { channel } = to;
      await hit(`attach ${file.name}`);
      const known = how.retriedSince && files.some((one) => one.channel === channel && one.name === file.name);
      if (!known) files.push({ channel, ...file, ...(how.account && { account: how.account }) });
      await hit(`attached ${file.name}`);
      return how.account ? 'directly' : 'here';
    },
    async read({ channel, message }: { channel: string; message: string }) {
      await hit(`read ${message}`);
      return spoken.find((one) => one.channel === channel && one.id === message);
    },
    async whisper(_to: Origin, account: string, view: View) {
      whispers.push({ account, text: plainText(view), view });
    },
    channels: {
      privately: true,
      async createChannel(name: string, options: { private: boolean }) {
        await hit(`create ${name}`);
        if (channels.some((one) => one.name === name))
          throw new ChatError('Slack says name_taken.', 'name_taken', false);
        channels.push({
          id: `C${channels.length + 1}`,
          name,
          ...options,
          members: [],
          topic: '',
          pins: [],
          bookmarks: [],
        });
        await hit(`created ${name}`);
        return { id: `C${channels.length}`, name, url: `https://slack.example/${name}` };
      },
      async findOwn(name: string) {
        const found = channels.find((one) => one.name === name);
        return found && { id: found.id, name, url: `https://slack.example/${name}` };
      },
      async invite(channel: string, accounts: string[]) {
        await hit(`invite ${channel}`);
        channelOf(channel).members.push(...accounts);
        return accounts;
      },
      async setTopic(channel: string, topic: string) {
        channelOf(channel).topic = topic;
      },
      async bookmark(channel: string, title: string, url: string) {
        await hit(`bookmark ${title}`);
        channelOf(channel).bookmarks.push(`${title} ${url}`);
      },
      async pin({ channel, message }: { channel: string; message: string }) {
        channelOf(channel).pins.push(message);
      },
    },
  };
  const statusPage = {
    name: 'statuspage',
    async open(opened: PublicIncident) {
      await hit('page open');
      page.push({ id: `p${page.length + 1}`, incident: opened, updates: [] });
      await hit('page opened');
      return { id: `p${page.length}`, url: `https://status.example/p${page.length}` };
    },
    async find(key: string) {
      const found = page.find((one) => one.incident.key === key);
      return found ? { id: found.id } : null;
    },
    async update(id: string, update: PublicUpdate) {
      await hit('page update');
      page.find((one) => one.id === id)!.updates.push(update);
      await hit('page updated');
    },
    hasUpdate: async (id: string, { text, status }: PublicUpdate) =>
      page.find((one) => one.id === id)!.updates.some((one) => one.text === text && one.status === status),
  };
  const pager = {
    name: 'pagerduty',
    async trigger(told: Page) {
      await hit('page trigger');
      const open = pages.find(({ key, state }) => key === told.key && state !== 'resolved');
      if (open) Object.assign(open, told);
      else pages.push({ ...told, state: 'triggered' });
    },
    async acknowledge({ key }: { key: string }) {
      await hit('page acknowledge');
      for (const one of pages) if (one.key === key && one.state === 'triggered') one.state = 'acknowledged';
      acknowledgements.push(key);
    },
    async resolve({ key }: { key: string }) {
      await hit('page resolve');
      for (const one of pages) if (one.key === key) one.state = 'resolved';
    },
  };
  const calendar = {
    name: 'graph',
    async schedule(meeting: Meeting) {
      await hit('calendar schedule');
      const known = meetings.find(({ key }) => key === meeting.key);
      const id = known?.id ?? `e${meetings.length + 1}`;
      if (!known) meetings.push({ ...meeting, id });
      await hit('calendar scheduled');
      return { id, url: `https://outlook.example/${id}` };
    },
    async move(id: string, from: Date, to: Date) {
      await hit('calendar move');
      Object.assign(
        meetings.find((one) => one.id === id)!,
        { from, to },
      );
    },
  };
  const dependencies = {
    company,
    tenants: { slack: 'T0DEMO' },
    commands,
    connectors: {
      statusPage: async () => statusPage,
      pager: async () => pager,
      calendar: async () => calendar,
      responders: async () => ({
        async call(call: Call, since?: string) {
          await hit('call');
          if (since === undefined || !calls.some(({ key, whom }) => key === call.key && whom.id === call.whom.id))
            calls.push(call);
          await hit('called');
        },
      }),
    },
    electorate: {
      members: async () => onCall,
    },
    outbox: async () => outbox,
    marks: createMarks(tables),
    requests: createRequests(tables),
    incidents: createIncidents(tables),
    proposals: createProposals(tables),
    auditIndex: {
      find: async ({ visible }: { visible: (entry: object) => boolean }) => ({
        entries: DEEDS.filter(visible),
      }),
    },
    audit: { append: async (record: { step: string; kind: string }) => void audit.push(record) },
    now: () => new Date(durable.now),
  } as unknown as Dependencies;
  const activities = createActivities(dependencies);
  const language = {
    commands: commands.map(({ spec }) => spec),
    services: company.services.map(({ id }) => id),
    environments: company.environments.map(({ id }) => id),
  };
  let asked = 0;

  return {
    company,
    durable,
    dependencies,
    posts,
    whispers,
    files,
    meetings,
    channels,
    page,
    pages,
    acknowledgements,
    calls,
    /** Whom the pager's schedules name, by group. */
    onCall,
    audit,
    commanded,
    /** What news of the pager are taken with. */
    pagerIntake: (): PagerIntake => ({
      company,
      incidents: dependencies.incidents,
      durable: {
        start: async (name, id, input) =>
          name === 'runCommand' ? void commanded.push(input as CommandRequest) : durable.start(name, id, input),
        wake: (id) => durable.wake(id),
      },
      record: async (record) => void audit.push(record),
      emailOf: async (user) => `${user.slice(1).toLowerCase()}@demo-company.example`,
      receivedAt: new Date(durable.now),
    }),
    alertIntake: (): AlertIntake => ({
      company,
      incidents: dependencies.incidents,
      proposals: dependencies.proposals,
      durable,
      receivedAt: new Date(durable.now),
    }),
    /** Where `/incident` was said last, the message that answers it. */
    said: (channel: string) => posts.filter((post) => post.channel === channel),
    breakWith: (next: Fault) => {
      fault = next;
    },
    /** Somebody says something in a channel; gives the message's ID. */
    say: (who: string, text: string, channel: string) => {
      const account = company.people.find(({ id }) => id === who)?.accounts.slack ?? 'U0STRANGER';
      spoken.push({ channel, id: `s${spoken.length + 1}`, text, account, at: new Date(durable.now).toISOString() });
      return `s${spoken.length}`;
    },
    /** Somebody puts 📌 on a message, or takes it away; `key` names the event, which may come twice. Gives what they may be told. */
    pin: async (
      who: string,
      message: string,
      channel: string,
      { added = true, key = `ev-${++asked}`, said, thread }: Mark = {},
    ) => {
      const account = company.people.find(({ id }) => id === who)?.accounts.slack ?? 'U0STRANGER';
      const origin = { platform: 'slack', tenant: 'T0DEMO', account, channel, thread } as const;
      const at = new Date(durable.now).toISOString();
      const event = { kind: 'pin', key: { scope: 'event', key }, message, added, at, origin, said } as const;
      const view = await takePin({ ...dependencies, durable }, event);
      await durable.settle();
      return view;
    },
    /** Somebody types a line in a channel, and everything that can happen now happens. */
    ask: async (who: string, line: string, channel = 'C0INCID', settle = true) => {
      const parsed = parseCommand(line, language);
      if (!parsed.ok) throw new Error(`${line}: ${parsed.problem}`);
      const person = company.people.find(({ id }) => id === who)!;
      const origin: Origin = { platform: 'slack', tenant: 'T0DEMO', account: person.accounts.slack ?? '', channel };
      const receivedAt = new Date(durable.now).toISOString();
      const instanceId = `ask-${++asked}`;
      const request: CommandRequest = {
        instanceId,
        command: 'incident',
        args: parsed.args,
        text: parsed.text,
        receivedAt,
        origin,
        answered: false,
      };
      const woken: Durable = {
        start: (...given) => durable.start(...given),
        wake: async (id) => {
          await hit(`wake ${id}`);
          await durable.wake(id);
        },
      };
      const answer = () => answerDirect({ ...dependencies, durable: woken }, incident, request, person);
      const { outcome } = await answer().catch((error: Error) => {
        if (error !== HOST_DIED) throw error;
        return answer();
      });
      if (settle) await durable.settle();
      return { ...outcome, told: whispers.at(-1) };
    },
  };
}

/** What was done to the service meanwhile, and what only looked at it. */
const DEEDS = [
  {
    kind: 'outcome',
    action: 'deploy',
    timestamp: '2026-03-04T15:20:00Z',
    user: '@bob',
    command: '/deploy payment-service v2 production',
    result: 'success',
  },
  {
    kind: 'outcome',
    action: 'status',
    timestamp: '2026-03-04T15:21:00Z',
    user: '@bob',
    command: '/status payment-service',
    result: 'success',
  },
];

/** What a command was doing is done again by the next host. */
export const HOST_DIED = new Error('The host died.');

/** A vendor's trouble that passes, and one that does not. */
export const away = () => new VendorError('Statuspage: could not reach it.', 'Statuspage', true);
export const wrong = () => new VendorError('Statuspage: the key is wrong.', 'Statuspage', false);
