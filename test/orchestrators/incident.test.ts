import { wakeIncidents } from '../../src/activities/incident/wake-incidents';
import { incident } from '../../src/orchestrators/incident';
import { replay } from '../kit/replay';
import { away, incidentWorld, type IncidentWorld, wrong } from '../kit/incident-world';

const CREATE = '/incident create "Payment processing failures" --severity sev1';
const ID = 'inc-20260304-payment';
const ROOM = 'C1';
const MINUTE = 60_000;

/** Makes the first so many of what begins like this fail. */
function failing(world: IncidentWorld, what: string, times: number, error: () => Error = away) {
  let left = times;
  world.breakWith((one) => {
    if (!one.startsWith(what) || left === 0) return;
    left -= 1;
    throw error();
  });
}

describe('a step that fails', () => {
  it('is told, holds up no other, and is tried again by itself', async () => {
    const world = incidentWorld();
    failing(world, 'page open', 2);
    await world.ask('dave', CREATE);
    const card = world.said('C0INCID')[0]!;
    expect(card.text).toContain(
      'Status page: ⚠️ not yet: Statuspage: could not reach it. It is tried again by itself.',
    );
    expect(card.text).toContain('Incident channel: #inc-20260304-payment');
    expect(card.text).toContain('PagerDuty notified: payment-team');
    await world.durable.advance(MINUTE);
    expect(world.said('C0INCID')[0]?.text).toContain('Status page updated: Investigating');
    expect(world.page).toHaveLength(1);
  });

  it('for good is left to a button, which runs it again', async () => {
    const world = incidentWorld();
    failing(world, 'page trigger', 1, wrong);
    await world.ask('dave', CREATE);
    await world.durable.advance(60 * MINUTE);
    const card = world.said('C0INCID')[0]!;
    expect(card.text).toContain('⚠️ failed: Statuspage: the key is wrong.');
    expect(world.pages).toEqual([]);
    const [button] = card.view.actions ?? [];
    expect(button).toEqual({ kind: 'run', label: 'Try again: Pager', line: `/incident retry pager --id ${ID}` });
    await world.ask('dave', `/incident retry pager --id ${ID}`);
    expect(world.pages).toHaveLength(1);
    expect(world.said('C0INCID')[0]?.view.actions).toEqual([
      { kind: 'run', label: 'Acknowledge', line: `/incident ack --id ${ID}` },
    ]);
  });

  it('gives up after an hour, and takes the next update as a reason to try again', async () => {
    const world = incidentWorld();
    failing(world, 'page open', 100);
    await world.ask('dave', CREATE);
    await world.durable.advance(120 * MINUTE);
    expect(world.said('C0INCID')[0]?.text).toContain('Status page: ⚠️ failed');
    world.breakWith(() => {});
    await world.ask('dave', '/incident update "Root cause identified"', ROOM);
    expect(world.page).toMatchObject([{ updates: [{ status: 'identified' }] }]);
  });

  it.each([
    ['page trigger', 'PagerDuty notified: ⚠️ not yet: An error inside the bot; its log has it. It is tried'],
    ['post C1', 'Status page updated: Identified'],
  ])('for a reason of our own (%s) is told all the same, and holds up no other', async (what, told) => {
    const warned = jest.spyOn(process, 'emitWarning').mockImplementation(() => {});
    const world = incidentWorld();
    failing(world, what, 5, () => new TypeError('nothing of what was typed'));
    await world.ask('dave', CREATE);
    await world.ask('dave', '/incident update "Root cause identified"', ROOM);
    await world.durable.advance(MINUTE / 6);
    expect(world.page).toMatchObject([{ updates: [{ status: 'identified' }] }]);
    expect(world.said('C0INCID')[0]?.text).toContain(told);
    expect(String(warned.mock.calls[0]?.[0])).toContain(`of ${ID} failed inside`);
    await world.durable.advance(120 * MINUTE);
    warned.mockRestore();
    expect(world.pages).toHaveLength(1);
    expect(world.said('C1').length).toBeGreaterThan(0);
  });

  it.each([
    ['page opened', (world: IncidentWorld) => world.page.length],
    ['page updated', (world: IncidentWorld) => world.page[0]!.updates.length],
    [`created ${ID}`, (world: IncidentWorld) => world.channels.length],
  ])('after the vendor did it (%s) does it no second time', async (what, count) => {
    const world = incidentWorld();
    failing(world, what, 1);
    await world.ask('dave', CREATE);
    await world.durable.advance(MINUTE);
    await world.ask('dave', '/incident update "Root cause identified"', ROOM);
    await world.durable.advance(MINUTE);
    expect(count(world)).toBe(1);
    expect(world.channels.map(({ name }) => name)).toEqual([ID]);
  });

  it('because somebody has a channel of that name takes another name', async () => {
    const world = incidentWorld();
    world.channels.push({ id: 'C0', name: ID, private: false, members: [], topic: '', pins: [], bookmarks: [] });
    await world.ask('dave', CREATE);
    expect(world.channels.at(-1)?.name).toBe(`${ID}-2`);
    expect(world.said('C0INCID')[0]?.text).toContain(`Incident channel: #${ID}-2`);
  });
});

it('a chat that takes no message holds up neither page nor pager, and is told later', async () => {
  const world = incidentWorld();
  const { ChatError } = await import('../../src/platforms/chat-error');
  failing(world, 'post', 8, () => new ChatError('Slack is away.', 'http_500', true));
  await world.ask('dave', CREATE);
  expect(world.posts).toHaveLength(0);
  expect(world.page).toHaveLength(1);
  expect(world.pages).toHaveLength(1);
  await world.durable.advance(MINUTE);
  expect(world.said('C0INCID')[0]?.text).toContain('Status page updated: Investigating');
});

it('says nothing twice when it is woken for nothing', async () => {
  const world = incidentWorld();
  await world.ask('dave', CREATE);
  const before = structuredClone({ posts: world.posts, page: world.page, pages: world.pages });
  for (let times = 0; times < 50; times++) {
    await world.durable.wake(ID);
    await world.durable.settle();
  }
  expect({ posts: world.posts, page: world.page, pages: world.pages }).toEqual(before);
});

it('ends when all is done', async () => {
  const world = incidentWorld();
  await world.ask('dave', CREATE);
  await world.ask('dave', '/incident resolve "Rotated"', ROOM);
  await world.durable.advance(7 * 24 * 60 * MINUTE);
  expect(world.durable.isRunning(ID)).toBe(false);
});

describe('over 30 days', () => {
  it('loses nothing that was said, reminds as often as it should, and its history stays small', async () => {
    const world = incidentWorld();
    await world.ask('dave', CREATE);
    world.durable.lostWakes = 0.5;
    const texts: string[] = [];
    for (let hour = 0; hour < 30 * 24; hour++) {
      if (hour % 7 === 0) {
        texts.push(`Look number ${hour}`);
        await world.ask('dave', `/incident update "Look number ${hour}"`, ROOM);
      }
      await world.durable.advance(30 * MINUTE);
      await wakeIncidents(world.dependencies, world.durable, new Date(world.durable.now), console);
      await world.durable.advance(30 * MINUTE);
    }
    world.durable.lostWakes = 0;
    await world.ask('dave', '/incident resolve "At last"', ROOM);
    expect(world.page[0]?.updates.map(({ text }) => text)).toEqual([...texts, 'At last']);
    const reminders = world.posts.filter(({ text }) => text.includes('a status update is due'));
    // Each update puts the next one off, and half of the wake-ups never come: the sweeper makes up for them, late.
    expect(reminders.length).toBeGreaterThan(500);
    expect(reminders.length).toBeLessThanOrEqual(30 * 48);
    expect(new Set(reminders.map(({ channel }) => channel))).toEqual(new Set([ROOM]));
    expect(world.said('C0INCID')[0]?.text).toContain('Duration: 30 d');
    expect(world.durable.longestHistory).toBeLessThan(400);
    process.stderr.write(
      `longest history of an execution: ${world.durable.longestHistory} events; ${reminders.length} reminders\n`,
    );
  }, 120_000);
});

describe('reminders', () => {
  const reminded = (world: IncidentWorld, words: string) => world.posts.filter(({ text }) => text.includes(words));

  it('ask the commander for a status update 30 minutes after the last, for sev1 only', async () => {
    const world = incidentWorld();
    await world.ask('dave', CREATE);
    await world.durable.advance(20 * MINUTE);
    await world.ask('dave', '/incident update "Still investigating"', ROOM);
    await world.durable.advance(29 * MINUTE);
    expect(reminded(world, 'update is due')).toHaveLength(0);
    await world.durable.advance(2 * MINUTE);
    expect(reminded(world, 'update is due')).toMatchObject([
      { channel: ROOM, text: expect.stringContaining('@dave') as string },
    ]);
    await world.ask('dave', '/incident severity sev2', ROOM);
    await world.durable.advance(120 * MINUTE);
    expect(reminded(world, 'update is due')).toHaveLength(1);
    expect(world.pages).toMatchObject([{ severity: 'error' }]);
  });

  it('call the postmortem when it begins, and the owner of an action each day until it is done', async () => {
    const world = incidentWorld();
    await world.ask('dave', CREATE);
    await world.ask('dave', '/incident action "Rotate keys by machine" --owner @erin --due friday', ROOM);
    await world.ask('dave', '/incident resolve "Rotated"', ROOM);
    await world.durable.advance(24 * 60 * MINUTE);
    expect(reminded(world, 'The postmortem of')).toHaveLength(1);
    await world.durable.advance(3 * 24 * 60 * MINUTE);
    expect(reminded(world, 'this is due: Rotate keys by machine').length).toBe(3);
    await world.ask('erin', '/incident done 1', ROOM);
    await world.durable.advance(7 * 24 * 60 * MINUTE);
    expect(reminded(world, 'this is due').length).toBe(3);
    expect(reminded(world, 'The postmortem of')).toHaveLength(1);
    expect(world.durable.isRunning(ID)).toBe(false);
  });
});

it('100 incidents at once are all reminded, and none twice', async () => {
  const world = incidentWorld();
  for (let number = 0; number < 100; number++)
    await world.ask('dave', `/incident create "Trouble number ${number}" --severity sev1`);
  await world.durable.advance(31 * MINUTE);
  const reminders = world.posts.filter(({ text }) => text.includes('update is due'));
  expect(reminders).toHaveLength(100);
  expect(new Set(reminders.map(({ channel }) => channel)).size).toBe(100);
}, 60_000);

describe('the orchestrator', () => {
  const looks = (steps: string[]) => ({ steps, sayFirst: false, over: false });

  it('runs what is due side by side with the card, looks again, and waits', async () => {
    const { calls, done } = await replay(incident, {
      input: { id: ID },
      activities: {
        lookAtIncident: (_: never, call: number) => looks(call === 1 ? ['channel', 'statusPage', 'pager'] : []),
        makeIncidentChannel: () => null,
        tellStatusPage: () => null,
        tellPager: () => null,
        tellIncident: () => null,
      },
    });
    expect(done).toBe(false);
    expect(calls).toEqual([
      'lookAtIncident',
      ...['makeIncidentChannel', 'tellStatusPage', 'tellPager', 'tellIncident'],
      ...['tellIncident', 'lookAtIncident', 'tellIncident', 'wake'],
    ]);
  });

  it('waits for every step when several fail for good, so that none is mistaken for what is asked next', async () => {
    const away = () => {
      throw new Error('storage is away');
    };
    const { calls, done } = await replay(incident, {
      input: { id: ID },
      activities: {
        lookAtIncident: (_: never, call: number) => looks(call === 1 ? ['channel', 'statusPage', 'pager'] : []),
        makeIncidentChannel: away,
        tellStatusPage: () => null,
        tellPager: away,
        tellIncident: (_: never, call: number) => (call === 1 ? away() : null),
      },
    });
    expect(done).toBe(false);
    expect(calls).toEqual([
      'lookAtIncident',
      ...['makeIncidentChannel', 'tellStatusPage', 'tellPager', 'tellIncident'],
      ...['timer', 'lookAtIncident', 'tellIncident', 'wake'],
    ]);
  });

  it('continues as new after some looks, with nothing but its name', async () => {
    const { calls, continuedWith } = await replay(incident, {
      input: { id: ID },
      activities: { lookAtIncident: () => looks([]), tellIncident: () => null },
      event: () => ({}),
    });
    expect(continuedWith).toEqual({ id: ID });
    expect(calls.filter((name) => name === 'wake')).toHaveLength(20);
  });

  it('waits a minute when its rows cannot be read, and looks again', async () => {
    const { calls } = await replay(incident, {
      input: { id: ID },
      activities: {
        lookAtIncident: (_: never, call: number) => {
          if (call === 1) throw new Error('storage is away');
          return looks([]);
        },
        tellIncident: () => null,
      },
    });
    expect(calls).toEqual(['lookAtIncident', 'timer', 'lookAtIncident', 'tellIncident', 'wake']);
  });
});
