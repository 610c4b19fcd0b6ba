import { runState, stepState } from '../../../src/connectors/github/run-state';

it.each(['queued', 'waiting', 'pending', 'requested', null])('a run that is %s is queued', (status) =>
  expect(runState(status, null)).toBe('queued'),
);

it.each([
  ['in_progress', null, 'running'],
  ['completed', null, 'running'],
  ['completed', 'success', 'succeeded'],
  ['completed', 'neutral', 'succeeded'],
  ['completed', 'failure', 'failed'],
  ['completed', 'startup_failure', 'failed'],
  ['completed', 'action_required', 'failed'],
  ['completed', 'stale', 'failed'],
  ['completed', 'skipped', 'failed'],
  ['completed', 'cancelled', 'cancelled'],
  ['completed', 'timed_out', 'timed_out'],
  ['completed', 'something new', 'failed'],
])('a run that is %s with %s is %s', (status, conclusion, state) => expect(runState(status, conclusion)).toBe(state));

it.each([
  ['queued', null, 'waiting'],
  ['pending', null, 'waiting'],
  ['in_progress', null, 'running'],
  ['completed', 'success', 'done'],
  ['completed', 'skipped', 'skipped'],
  ['completed', 'cancelled', 'skipped'],
  ['completed', 'failure', 'failed'],
  ['completed', 'timed_out', 'failed'],
])('a step that is %s with %s is %s', (status, conclusion, state) => expect(stepState(status, conclusion)).toBe(state));
