import { ChatError } from '../../../src/platforms/chat-error';
import { incidentWorld } from '../../kit/incident-world';
import { plainText } from '../../kit/plain-text';

const CREATE = '/incident create "Payment processing failures" --severity sev1';
const ROOM = 'C1';

/** An incident, and what its timeline says. */
async function opened() {
  const world = incidentWorld();
  await world.ask('dave', CREATE);
  await world.durable.advance(60_000);
  const timeline = async () => {
    const { told } = await world.ask('alice', '/incident timeline', ROOM);
    return (told?.text ?? '').split('\n').filter((line) => line.includes('📌'));
  };
  return { ...world, timeline };
}

describe('a message marked with 📌 in the channel of an incident', () => {
  it('is in the timeline at the time when it was said, by whom, with people by name', async () => {
    const { say, pin, durable, timeline } = await opened();
    const message = say('erin', 'Errors began\nwith <@U0BOB> at 14:58', ROOM);
    await durable.advance(600_000);
    await pin('dave', message, ROOM);
    expect(await timeline()).toEqual(['2026-03-04T15:01:00.000Z @erin said: Errors began with @bob at 14:58 📌']);
  });

  it('is there once, however many mark it and however often Slack says so', async () => {
    const { say, pin, timeline } = await opened();
    const message = say('erin', 'Errors began', ROOM);
    await pin('dave', message, ROOM, { key: 'ev' });
    await pin('dave', message, ROOM, { key: 'ev' });
    await pin('bob', message, ROOM);
    expect(await timeline()).toHaveLength(1);
  });

  it('goes when the last one takes the mark away, and comes back with the next', async () => {
    const { say, pin, durable, timeline } = await opened();
    const message = say('erin', 'Errors began', ROOM);
    await pin('dave', message, ROOM);
    await pin('bob', message, ROOM);
    await durable.advance(1_000);
    await pin('dave', message, ROOM, { added: false });
    expect(await timeline()).toHaveLength(1);
    await pin('bob', message, ROOM, { added: false });
    expect(await timeline()).toEqual([]);
    await durable.advance(1_000);
    await pin('bob', message, ROOM);
    expect(await timeline()).toHaveLength(1);
  });

  it('of somebody we do not know says what was said, and a stranger marks nothing', async () => {
    const { say, pin, timeline } = await opened();
    const message = say('nobody', '*Hello* <!channel>', ROOM);
    await pin('stranger', message, ROOM);
    expect(await timeline()).toEqual([]);
    await pin('dave', message, ROOM);
    expect(await timeline()).toEqual(['2026-03-04T15:01:00.000Z 📌 *Hello* <!channel>']);
  });

  it('that is gone, or that we may not read, is left out', async () => {
    const { say, pin, breakWith, durable, timeline } = await opened();
    await pin('dave', 'gone', ROOM);
    const message = say('erin', 'Errors began', ROOM);
    breakWith((what) => {
      if (what.startsWith('read')) throw new ChatError('Slack says not_in_channel.', 'not_in_channel', false);
    });
    await pin('dave', message, ROOM);
    await durable.settle();
    expect(await timeline()).toEqual([]);
  });

  it('in another conversation means nothing', async () => {
    const { say, pin, timeline } = await opened();
    await pin('dave', say('erin', 'Lunch?', 'C0GENERAL'), 'C0GENERAL');
    expect(await timeline()).toEqual([]);
  });
});

describe('a message that is kept from its menu, where the platform tells what it says', () => {
  const said = { account: 'U0ERIN', text: 'Errors  began\nwith <@!U0BOB>', at: '2026-03-04T14:58:00.000Z' };

  it('is kept as it was told, without being read, and who kept it is told what', async () => {
    const { pin, breakWith, timeline } = await opened();
    breakWith((what) => {
      if (what.startsWith('read')) throw new Error('It was read.');
    });
    const answer = await pin('dave', 'm1', ROOM, { said });
    expect(plainText(answer)).toBe('✅ inc-20260304-payment keeps this in its timeline 📌\nErrors began with @bob');
    expect(await timeline()).toEqual(['2026-03-04T14:58:00.000Z @erin said: Errors began with @bob 📌']);
  });

  it('is kept from a thread of the channel too, and once', async () => {
    const { pin, timeline } = await opened();
    await pin('dave', 'm1', ROOM, { said, thread: 'root' });
    await pin('bob', 'm1', ROOM, { said });
    expect(await timeline()).toHaveLength(1);
  });

  it('goes when the last one takes it out, and they are told', async () => {
    const { pin, durable, timeline } = await opened();
    await pin('dave', 'm1', ROOM, { said });
    await durable.advance(1_000);
    const answer = await pin('dave', 'm1', ROOM, { said, added: false });
    expect(plainText(answer)).toBe('ℹ️ inc-20260304-payment keeps this no more, unless somebody else had it kept');
    expect(await timeline()).toEqual([]);
  });

  it('is cut to 300 characters before it is stored', async () => {
    const { pin, timeline } = await opened();
    await pin('dave', 'm1', ROOM, { said: { ...said, text: '😀'.repeat(10_000) } });
    expect(await timeline()).toEqual([`2026-03-04T14:58:00.000Z @erin said: ${'😀'.repeat(300)} 📌`]);
  });

  it.each([
    [
      'an unknown person',
      'stranger',
      ROOM,
      said.text,
      'I do not know you: ask for an entry under people in the company file.',
    ],
    ['another conversation', 'dave', 'C0GENERAL', said.text, 'This conversation is no incident’s.'],
    ['no text', 'dave', ROOM, ' \n ', 'That message has no text. /incident note "…" keeps what you say of it.'],
  ])('is not, and it is said why: %s', async (_, who, channel, text, why) => {
    const { pin, timeline } = await opened();
    expect(plainText(await pin(who, 'm1', channel, { said: { ...said, text } }))).toBe(`ℹ️ Nothing was kept.\n${why}`);
    expect(await timeline()).toEqual([]);
  });
});
