import { type State } from '../../cli/api';
import { follow } from '../../cli/follow';
import { type View } from '../../src/model/view';

const ballot = { instanceId: 'i', round: 1, planHash: 'h' };
const view = (kind: View['kind'], actions?: View['actions']): View => ({
  kind,
  tone: 'neutral',
  icon: '🚀',
  headline: [kind],
  actions,
});

function state(revision: string, more: Partial<State>): State {
  const blank = { id: 'i', line: '/deploy', requester: 'alice', yours: true, askedAt: '', platform: 'console' };
  return { ...blank, state: 'running', messages: [], told: [], files: [], revision, ...more };
}
const said = (shown: View) => [{ id: 'm', view: shown, replies: [] }];
const ended: Partial<State> = { state: 'ended', outcome: { result: 'success', reasonCode: 'completed' } };

/** An app that answers with these, one after the other. */
function app(...states: (State | undefined)[]) {
  const asked: (string | undefined)[] = [];
  return {
    asked,
    state: async (_id: string, seen?: string) => {
      asked.push(seen);
      return states.length > 1 ? states.shift() : states[0];
    },
  };
}

it('waits until the request is there, shows each change once, and ends when the end is said', async () => {
  const shown: string[] = [];
  const api = app(
    undefined,
    state('1', { messages: said(view('progress')) }),
    state('1', { messages: said(view('progress')) }),
    state('2', { ...ended, messages: said(view('progress')) }),
    state('3', { ...ended, messages: said(view('result')) }),
  );
  const last = await follow(api, 'i', ({ revision }) => shown.push(revision));
  expect(shown).toEqual(['1', '2', '3']);
  expect(last.revision).toBe('3');
  expect(api.asked).toEqual([undefined, undefined, '1', '1', undefined]);
});

it('asks the requester to confirm, again when they mistyped, three times at most, and nobody else', async () => {
  const request = said(view('request', [{ kind: 'confirm', ballot, type: 'order-service' }]));
  const states = () => [
    state('1', { messages: request }),
    state('2', { messages: request }),
    state('3', { ...ended, told: [view('notice')] }),
  ];
  const answers = [false, true];
  let times = 0;
  await follow(
    app(...states()),
    'i',
    () => undefined,
    async () => answers[times++] ?? true,
  );
  expect(times).toBe(2);
  times = 0;
  await follow(
    app(...states()),
    'i',
    () => undefined,
    async () => ++times > 99,
  );
  expect(times).toBe(3);
  times = 0;
  const others = states().map((one) => ({ ...one, yours: false }));
  await follow(
    app(...others),
    'i',
    () => undefined,
    async () => ++times > 0,
  );
  expect(times).toBe(0);
});
