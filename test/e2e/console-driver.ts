import { randomUUID } from 'node:crypto';
import { Api, type Ballot, type State, type Taken } from '../../cli/api';
import { decide } from '../../cli/decide';
import { follow } from '../../cli/follow';
import { renderView } from '../../cli/render-view';
import { styleWith } from '../../cli/style';
import { Terminal } from '../../cli/terminal';
import { type View } from '../../src/model/view';
import { type PlatformDriver } from '../contracts/platform';
import { type Stage } from './stage';

const plain = styleWith(false);
const textOf = (view: View) => renderView(view, plain).join('\n');

/** The command line's own client, as each person has one; what it watches is kept as people see it on their screens. */
export function consoleDriver({ stack }: Stage): PlatformDriver {
  /** Requests that came of what was asked, by the first of them. */
  const requests = new Map<string, string[]>();
  const states = new Map<string, State>();
  const said = new Map<string, { at: string; text: string }[]>();
  const answers = new Map<string, View>();
  const ballots = new Map<string, Omit<Ballot, 'decision'>>();
  let busy = 0;

  const send: typeof fetch = async (...request) => {
    if (busy === 0) return fetch(...request);
    busy -= 1;
    return new Response('{"error":"busy"}', { status: 429, headers: { 'retry-after': '1' } });
  };
  const apiOf = (who: string) =>
    new Api(stack.host().url, async () => stack.entra.signIns.accessToken(who), { fetch: send });
  const tell = (who: string, text: string) =>
    said.set(who, [...(said.get(who) ?? []), { at: new Date().toISOString(), text }]);
  const hear = (who: string, { answer }: Taken) => {
    if (!answer) return;
    answers.set(who, answer);
    tell(who, textOf(answer));
  };
  const see = (state: State) => {
    states.set(state.id, state);
    for (const { id, view } of state.messages) {
      const [first] = (view.actions ?? []).filter((action) => 'ballot' in action);
      if (first) {
        const { instanceId, round, planHash } = first.ballot;
        ballots.set(id, { id: instanceId, round, planHash });
      }
    }
  };
  const watch = (id: string) =>
    void follow(apiOf('alice'), id, see).catch((error: Error) => tell('alice', error.message));
  const seen = (since: string) => (requests.get(since) ?? []).flatMap((id) => states.get(id) ?? []);

  return {
    platform: 'console',
    async ask(who, line) {
      const [at, delivery] = [new Date().toISOString(), randomUUID()];
      const taken = await apiOf(who).ask(line, delivery);
      requests.set(taken.id, [taken.id]);
      if (taken.answer) hear(who, taken);
      else watch(taken.id);
      return { line, at, since: taken.id, delivery };
    },
    shown: ({ since }) =>
      seen(since).flatMap(({ messages }) => messages.map(({ id, view }) => ({ id, text: textOf(view) }))),
    async buttons(who, { since }, id) {
      const state = await apiOf(who).state(since);
      if (!state) return [];
      see(state);
      const { view } = state.messages.find((message) => message.id === id) ?? {};
      return (view?.actions ?? []).flatMap((action) => ('ballot' in action ? [action.kind] : []));
    },
    async press(who, _asked, id, decision, reason) {
      const ballot = ballots.get(id);
      if (!ballot) throw new Error(`${id} never had buttons.`);
      hear(who, await apiOf(who).vote({ ...ballot, decision, ...(reason !== undefined && { reason }) }));
    },
    async say(who, { since }, _id, words) {
      const [decision = '', ...rest] = words.split(' ');
      const say = (text: string) => void tell(who, text);
      const io = { style: plain, terminal: new Terminal({ write: say }), say, note: say, json: false };
      await decide(apiOf(who), io, decision as 'approve' | 'reject', [since.slice(0, 8), ...rest]);
    },
    told: (who, { since, at }) =>
      [
        ...(said.get(who) ?? []).filter((one) => one.at >= at).map(({ text }) => text),
        ...seen(since).flatMap(({ requester, told }) => (requester === who ? told.map(textOf) : [])),
      ].join('\n'),
    async fill(who, { since }, values) {
      const form = answers.get(who)?.form;
      const known = (form?.fields ?? []).flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]]));
      const taken = await apiOf(who).fill(form?.command ?? '', { ...Object.fromEntries(known), ...values });
      hear(who, taken);
      if (!taken.done) return taken.answer ? textOf(taken.answer) : 'nothing';
      requests.get(since)?.push(taken.id);
      watch(taken.id);
      return '';
    },
    async typeToConfirm(who, _asked, id, typed) {
      const taken = await apiOf(who).vote({ ...(ballots.get(id) as Ballot), decision: 'confirm', typed });
      return taken.done || !taken.answer ? '' : textOf(taken.answer);
    },
    async whole(_who, { since }) {
      return seen(since).flatMap(({ files }) => files.map(({ content }) => content))[0] ?? '';
    },
    async redeliver({ line, delivery }) {
      await apiOf('alice').ask(line, delivery);
    },
    throttle: (times) => {
      busy = times;
    },
  };
}
