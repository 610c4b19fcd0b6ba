import { answerOf, discordWith, interaction, send } from './signed-interaction';

const typing = (focused: string, value: string, others: [string, string][] = [], over?: object) =>
  interaction(
    4,
    {
      id: '1',
      name: 'deploy',
      type: 1,
      options: [
        ...others.map(([name, known]) => ({ name, type: 3, value: known })),
        { name: focused, type: 3, value, focused: true },
      ],
    },
    over,
  );
const offered = async (payload: object, to = discordWith()) => {
  const { status, body } = await answerOf(send(payload, { to }));
  expect([status, body.type]).toEqual([200, 8]);
  return body.data.choices.map(({ value }: { value: string }) => value);
};

test('services and environments are offered by what was typed', async () => {
  expect(await offered(typing('service', ''))).toEqual(['order-service', 'payment-service']);
  expect(await offered(typing('service', 'PAY'))).toEqual(['payment-service']);
  expect(await offered(typing('environment', 'ti'))).toEqual(['production']);
  expect(await offered(typing('environment', 'sta'))).toEqual(['staging']);
});

test('versions of the service that was filled in are asked for once a minute', async () => {
  const asked: string[] = [];
  const to = discordWith({ versions: async (service) => (asked.push(service), ['v2.4.1', 'v2.4.0']) });
  expect(await offered(typing('version', '2.4.0', [['service', 'order-service']]), to)).toEqual(['v2.4.0']);
  expect(await offered(typing('version', '', [['service', 'order-service']]), to)).toEqual(['v2.4.1', 'v2.4.0']);
  expect(await offered(typing('version', '', [['service', 'no-service']]), to)).toEqual([]);
  expect(asked).toEqual(['order-service']);
});

test('a vendor that fails or hangs offers nothing, in time', async () => {
  const failing = discordWith({ versions: () => Promise.reject(new Error('500')) });
  expect(await offered(typing('version', '', [['service', 'order-service']]), failing)).toEqual([]);
  jest.useFakeTimers();
  const hanging = offered(
    typing('version', '', [['service', 'order-service']]),
    discordWith({ versions: () => new Promise(() => {}) }),
  );
  await jest.advanceTimersByTimeAsync(1600);
  jest.useRealTimers();
  expect(await hanging).toEqual([]);
});

test('nothing is offered to people whom the company does not know', async () => {
  const asked: string[] = [];
  const to = discordWith({ versions: async (service) => (asked.push(service), ['v1']) });
  const stranger = { member: { user: { id: '719999999999999999' } } };
  expect(await offered(typing('service', '', [], stranger), to)).toEqual([]);
  expect(await offered(typing('version', '', [['service', 'order-service']], stranger), to)).toEqual([]);
  expect(asked).toEqual([]);
});

test('at most 25 choices are offered, none over 100 characters', async () => {
  const services = [...Array.from({ length: 60 }, (_, n) => `s${n}`), 's'.repeat(101)];
  const all = await offered(typing('service', 's'), discordWith({ services: () => services }));
  expect(all).toHaveLength(25);
});

test('a field or command that is none offers nothing', async () => {
  expect(await offered(typing('reason', 'x'))).toEqual([]);
  expect(await offered(interaction(4, { name: 'nothing', type: 1, options: [] }))).toEqual([]);
});
