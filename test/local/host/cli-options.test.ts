import { readCliOptions } from '../../../local/host/cli-options';

it('takes PORT from the environment and flags before it', () => {
  expect(readCliOptions([], { PORT: '9000' })).toMatchObject({
    port: 9000,
    functionKeySetting: 'FUNCTIONS_DEFAULT_KEY',
    faults: {},
  });
  expect(readCliOptions(['--port', '0'], { PORT: '9000' }).port).toBe(0);
});

it('reads faults and crash points', () => {
  const args = [
    '--fault',
    'worker-death=act:2',
    '--fault',
    'redeliver=act:50',
    '--fault',
    'late-restart=70',
    '--crash-at',
    'store:12:before',
  ];
  expect(readCliOptions(args, {}).faults).toEqual({
    workerDeath: { activity: 'act', run: 2 },
    redeliver: { activity: 'act', afterMs: 50 },
    lateRestart: { afterMs: 70 },
    crash: { point: 'store', index: 12, when: 'before' },
  });
});

it.each([
  [['--port', 'x'], 'PORT is "x"'],
  [['--fault', 'fire'], 'Unknown fault "fire"'],
  [['--crash-at', 'store:1'], 'Unknown crash point "store:1"'],
  [['--log-level', 'loud'], '"loud" is no log level'],
  [['--nonsense'], "Unknown option '--nonsense'"],
])('refuses %p', (args, message) => {
  expect(() => readCliOptions(args, {})).toThrow(message);
});
