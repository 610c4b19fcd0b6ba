import { compareVersions, runsVersion } from '../../../../local/host/durable/version-match';

it.each([
  ['', '1', -1],
  ['2', '10', -1],
  ['1.10', '1.9', 1],
  ['1', '1.0', 0],
  ['v2', 'V2', 0],
  ['2025-01-02', '2025-01-10', -1],
])('compares %p with %p', (a, b, sign) => {
  expect(Math.sign(compareVersions(a, b))).toBe(sign);
});

it('runs what its strategy allows', () => {
  expect(runsVersion('1', '2', 'CurrentOrOlder')).toBe(true);
  expect(runsVersion(null, '2', 'CurrentOrOlder')).toBe(true);
  expect(runsVersion('3', '2', 'CurrentOrOlder')).toBe(false);
  expect(runsVersion('1.2', null, 'CurrentOrOlder')).toBe(false);
  expect(runsVersion('1', '2', 'Strict')).toBe(false);
  expect(runsVersion('3', '2', 'None')).toBe(true);
});
