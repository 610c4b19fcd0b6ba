import { unlessBusy } from '../../src/intake/unless-busy';
import { type ChatEvent } from '../../src/model/chat-event';
import { type HttpAnswer } from '../../src/platforms/platform';
import { createSlack } from '../../src/platforms/slack/index';

const slack = createSlack({
  apiUrl: 'https://slack.com/api/',
  signingSecrets: ['x'],
  teamId: 'T',
  botToken: 'x',
  commandNames: [],
});
const origin = { platform: 'slack', tenant: 'T', account: 'U', channel: 'C' } as const;
const command: ChatEvent = {
  kind: 'command',
  key: { scope: 'command', key: '1' },
  text: '/locks',
  origin,
  answerable: true,
};
const mention: ChatEvent = { ...command, answerable: false };
const taken: HttpAnswer = { status: 200 };

it('takes 64 events at a time, refuses more at once, and takes again when one is through', async () => {
  const through: ((answer: HttpAnswer) => void)[] = [];
  const busy = Array.from({ length: 64 }, () =>
    unlessBusy(slack, mention, () => new Promise((resolve) => void through.push(resolve))),
  );
  const never = () => Promise.reject(new Error('It was taken.'));
  await expect(unlessBusy(slack, mention, never)).resolves.toEqual({ status: 503 });
  const told = await unlessBusy(slack, command, never);
  expect(told.status).toBe(200);
  expect(told.body).toContain('Nothing was started');

  through.pop()!(taken);
  await busy.pop();
  await expect(unlessBusy(slack, command, () => Promise.resolve(taken))).resolves.toBe(taken);

  for (const end of through) end(taken);
  await Promise.all(busy);
});

it('counts one that failed as through', async () => {
  for (let time = 0; time < 65; time++)
    await expect(unlessBusy(slack, mention, () => Promise.reject(new Error('away')))).rejects.toThrow('away');
});

it('refuses beyond 16 as soon as the oldest has taken a second', async () => {
  const through: (() => void)[] = [];
  const wait = () => unlessBusy(slack, mention, () => new Promise((resolve) => through.push(() => resolve(taken))));
  const clock = jest.spyOn(performance, 'now').mockReturnValue(5_000);
  const busy = Array.from({ length: 15 }, wait);
  clock.mockReturnValue(6_000);
  busy.push(wait());
  await expect(unlessBusy(slack, mention, () => Promise.reject(new Error('It was taken.')))).resolves.toEqual({
    status: 503,
  });

  for (const end of through.splice(0, 15)) end();
  await Promise.all(busy.slice(0, 15));
  await expect(unlessBusy(slack, mention, () => Promise.resolve(taken))).resolves.toBe(taken);

  for (const end of through) end();
  await busy[15];
  clock.mockRestore();
});
