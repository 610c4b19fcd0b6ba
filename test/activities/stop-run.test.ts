import { type Dependencies } from '../../src/activities/dependencies';
import { pollAction, type PollInput } from '../../src/activities/poll-action';
import { VendorError } from '../../src/connectors/vendor-error';
import { type View } from '../../src/model/view';
import { plainText } from '../kit/plain-text';

const running = { id: '7', state: 'running', steps: [] };
const input = {
  request: { instanceId: 'abc', command: 'deploy', args: {}, text: '/deploy' },
  requester: { id: 'alice', accounts: {} },
  plan: {
    action: 'deploy',
    service: 'api',
    environment: 'staging',
    connector: 'github',
    desired: {},
    display: { commits: [], moreCommits: 0 },
  },
  approvedBy: [],
  message: { platform: 'slack' },
  correlation: 'cs-1',
  since: '2026-03-04T15:00:00.000Z',
  runId: '7',
  shown: '',
} as unknown as PollInput;

interface World {
  stop?: object;
  run?: object;
  cancel?: (...asked: unknown[]) => Promise<unknown>;
}

async function poll(world: World, over: Partial<PollInput> = {}) {
  const shown: View[] = [];
  const command = {
    kind: 'changes',
    spec: { name: 'deploy' },
    words: { title: () => 'Deploy', doing: () => 'Deploying...' },
    poll: async () => world.run ?? running,
    cancel: world.cancel,
  };
  const dependencies = {
    company: { people: [] },
    commands: [command],
    requests: { get: async () => undefined, stopped: async () => world.stop },
    messages: { keepShown: async (_: string, view: View) => void shown.push(view) },
    outbox: async () => ({ update: async () => undefined }),
  } as unknown as Dependencies;
  const polled = await pollAction(dependencies)({ ...input, ...over });
  const view = shown[0];
  return { polled, said: view ? plainText(view) : '', actions: view?.actions };
}

const stop = { by: 'bob', at: '2026-03-04T15:00:05.000Z' };

it('offers to whoever sees the run to cancel it, where the vendor can', async () => {
  const cancel = async () => 'cancelling';
  expect((await poll({ cancel })).actions).toEqual([{ kind: 'run', label: 'Cancel', line: '/cancel abc' }]);
  expect((await poll({})).actions).toBeUndefined();
});

it('asks the vendor once, and says for whom', async () => {
  const cancel = jest.fn(async () => 'cancelling');
  const { polled, said, actions } = await poll({ stop, cancel });
  expect(cancel).toHaveBeenCalledTimes(1);
  expect(cancel).toHaveBeenCalledWith(input.plan, '7', expect.anything());
  expect(said).toContain('@bob wants it to stop, and github has been asked');
  expect(actions).toBeUndefined();
  const { stopping, shown } = polled as { stopping: PollInput['stopping']; shown: string };
  await poll({ stop, cancel }, { stopping, shown });
  expect(cancel).toHaveBeenCalledTimes(1);
});

it('asks again where the vendor was away, and not where it refuses', async () => {
  const away = async () => {
    throw new VendorError('GitHub: 503', 'GitHub', true);
  };
  expect((await poll({ stop, cancel: away })).polled).toMatchObject({ state: 'going', stopping: undefined });
  const refuses = async () => {
    throw new VendorError('GitHub: the token may not.', 'GitHub', false);
  };
  const { polled, said } = await poll({ stop, cancel: refuses });
  expect(polled).toMatchObject({ stopping: { by: 'bob', refused: 'GitHub: the token may not.' } });
  expect(said).toContain('@bob wants it to stop, which is refused: GitHub: the token may not.');
});

it('asks nothing of a run that has ended, and tells who had wanted it to stop', async () => {
  const cancel = jest.fn();
  const { polled } = await poll({ stop, cancel, run: { ...running, state: 'cancelled' } });
  expect(cancel).not.toHaveBeenCalled();
  expect(polled).toMatchObject({ state: 'ended', stoppedBy: 'bob' });
});
