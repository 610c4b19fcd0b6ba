import { logTail } from '../../src/connectors/log-tail';

const at = '2026-11-24T10:00:00.1234567Z ';

it('keeps the last 20 lines, without time stamps, colours and markers', () => {
  const log = Array.from({ length: 50 }, (_, n) => `${at}\u001b[36;1mline ${n}\u001b[0m`).join('\r\n');
  expect(logTail(`\uFEFF${log}\r\n${at}##[error]Process completed with exit code 1.\r\n`)).toEqual([
    ...Array.from({ length: 19 }, (_, n) => `line ${n + 31}`),
    'Error: Process completed with exit code 1.',
  ]);
});

it('leaves out the clean-up after the job that failed', () => {
  const log = [
    'npm test',
    '1 failing',
    '##[error]Process completed with exit code 1.',
    'Post job cleanup.',
    '[command]/usr/bin/git version',
  ];
  expect(logTail(log.map((line) => at + line).join('\n'))).toEqual([
    'npm test',
    '1 failing',
    'Error: Process completed with exit code 1.',
  ]);
});

it('leaves out the runner’s last words after a failure', () => {
  expect(logTail('##[error]exit 1\nCleaning up orphan processes')).toEqual(['Error: exit 1']);
  expect(logTail('ok\nCleaning up orphan processes')).toEqual(['ok', 'Cleaning up orphan processes']);
});

it('masks secrets, also one that goes over several lines', () => {
  const key = ['-----BEGIN PRIVATE KEY-----', 'MIIEvQIBADANBgkqhkiG', 'Qwerty', '-----END PRIVATE KEY-----'];
  const log = ['password=hunter2', ...key, 'the end'].map((line) => at + line).join('\n');
  expect(logTail(log)).toEqual(['password=***', '-----PRIVATE KEY *** -----', 'the end']);
});

it('cuts long lines', () => {
  expect(logTail(`short\n${'x'.repeat(1000)}`)[1]).toHaveLength(300);
});

it('an empty log has no lines', () => expect(logTail('')).toEqual([]));
