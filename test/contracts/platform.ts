import { type AuditEntry } from '../../src/model/audit-entry';
import { type PlatformName } from '../../src/model/person';
import { type Stage } from '../e2e/stage';

/** A chat platform as people use it, in #deployments, in front of the whole product. */
export interface PlatformDriver {
  platform: PlatformName;
  /** Asks a line there. */
  ask(who: string, line: string): Promise<PlatformAsked>;
  /** What the bot has said to all because of it, oldest first, as it stands now. */
  shown(asked: PlatformAsked): { id: string; text: string }[];
  /** The buttons that decide, as this person sees them. */
  buttons(who: string, asked: PlatformAsked, id: string): Promise<string[]>;
  /** Presses a button of a message, also one that was there before. */
  press(who: string, asked: PlatformAsked, id: string, button: Button, reason?: string): Promise<void>;
  /** Says words to the bot in reply to a message. */
  say(who: string, asked: PlatformAsked, id: string, words: string): Promise<void>;
  /** What only this person was told since it was asked. */
  told(who: string, asked: PlatformAsked): string;
  /**
   * Fills in the form that asks this person for what their line lacks, and sends it. @returns what is said of its fields when
   * they are wrong
   */
  fill(who: string, asked: PlatformAsked, values: Record<string, string>): Promise<string>;
  /** Types this to confirm. @returns what is said of it when it is the wrong text */
  typeToConfirm(who: string, asked: PlatformAsked, id: string, text: string): Promise<string>;
  /** The whole of an answer that a message shows only a part of, as this person finds it: the text of a file, or a link. */
  whole(who: string, asked: PlatformAsked): Promise<string>;
  /** Delivers the line's request once more. */
  redeliver(asked: PlatformAsked): Promise<void>;
  /** The platform takes no more for a second, so many times. */
  throttle(times: number): void;
}

export interface PlatformAsked {
  line: string;
  /** ISO 8601. */
  at: string;
  /** A moment or message in the platform's own terms, from which on is looked. */
  since: string;
  delivery: string;
}

type Button = 'approve' | 'reject' | 'cancel';

/** What every chat platform must do. A new one needs a driver and a line in the list. */
export function platformContract(name: string, stage: () => Stage, open: () => PlatformDriver): void {
  describe(`${name} is a chat platform`, () => {
    let chat: PlatformDriver;
    beforeAll(() => {
      chat = open();
    });

    async function until(what: string, look: () => boolean | Promise<boolean>, seen: () => string): Promise<void> {
      if (!(await stage().audience.until(look, 25))) throw new Error(`It never came to ${what}, but: ${seen()}`);
    }
    const all = (asked: PlatformAsked) =>
      chat
        .shown(asked)
        .map(({ text }) => text)
        .join('\n---\n');
    const says = (asked: PlatformAsked, words: string) =>
      until(
        `"${words}"`,
        () => all(asked).includes(words),
        () => all(asked),
      );
    const hears = (who: string, asked: PlatformAsked, words: string) =>
      until(
        `"${words}" for ${who}`,
        () => chat.told(who, asked).includes(words),
        () => chat.told(who, asked),
      );
    const outcome = ({ line, at }: PlatformAsked): Promise<AuditEntry> => stage().audience.outcome(line, at);

    /** A request that waits for bob or carol. */
    async function request(line = '/deploy order-service v2.4.1 production') {
      const asked = await chat.ask('alice', line);
      await until(
        'a request',
        async () => {
          const [first] = chat.shown(asked);
          return first !== undefined && (await chat.buttons('bob', asked, first.id)).includes('approve');
        },
        () => all(asked),
      );
      return { asked, id: chat.shown(asked)[0]?.id ?? '' };
    }

    it('a command is carried out, shown on one message, and recorded where it was asked', async () => {
      const asked = await chat.ask('alice', '/deploy order-service v2.4.1 staging');
      await says(asked, 'Deploy complete');
      expect(chat.shown(asked)).toHaveLength(1);
      expect(await outcome(asked)).toMatchObject({
        result: 'success',
        user: '@alice',
        platform: chat.platform,
        channel: '#deployments',
      });
    });

    it('a request is approved by a button, and then has none', async () => {
      const { asked, id } = await request();
      await chat.press('bob', asked, id, 'approve');
      await says(asked, 'Deploy complete');
      expect(await chat.buttons('bob', asked, id)).toEqual([]);
      expect(await outcome(asked)).toMatchObject({ result: 'success', approved_by: '@bob' });
    });

    it('neither the requester nor a stranger decides, and each is told why', async () => {
      const { asked, id } = await request();
      await chat.press('alice', asked, id, 'approve');
      await hears('alice', asked, 'your own request');
      await chat.press('mallory', asked, id, 'approve');
      await hears('mallory', asked, 'may be decided by');
      await chat.press('alice', asked, id, 'cancel');
      await says(asked, 'Cancelled');
      const refused = (await stage().audience.entries()).filter(
        ({ kind, command, timestamp }) => kind === 'refusal' && command === asked.line && timestamp >= asked.at,
      );
      expect(refused.map(({ user, reason_code }) => [user, reason_code]).sort()).toEqual([
        ['@alice', 'voter_is_requester'],
        ['@mallory', 'voter_not_eligible'],
      ]);
    });

    it('a rejection brings its reason, and a vote after it comes too late', async () => {
      const { asked, id } = await request();
      await chat.press('carol', asked, id, 'reject', 'the bank is closed');
      await says(asked, 'the bank is closed');
      expect(await chat.buttons('bob', asked, id)).toEqual([]);
      expect(await outcome(asked)).toMatchObject({ result: 'rejected', approved_by: null });
      await chat.press('bob', asked, id, 'approve');
      await hears('bob', asked, 'no longer open');
    });

    it('a request is approved by the word', async () => {
      const { asked, id } = await request('/deploy order-service v2.4.2 production');
      await chat.say('bob', asked, id, 'approve');
      await says(asked, 'Deploy complete');
      expect(await outcome(asked)).toMatchObject({ approved_by: '@bob' });
    });

    it('a request that nobody decides expires', async () => {
      const asked = await chat.ask('alice', '/deploy api-gateway v3.2.1 production');
      await says(asked, 'Expired');
      expect(await outcome(asked)).toMatchObject({ result: 'expired' });
    });

    it('a line that is not understood is answered to the asker, with the closest right one', async () => {
      const asked = await chat.ask('alice', '/deploy order-servise v2.4.1 staging');
      await hears('alice', asked, '/deploy order-service v2.4.1 staging');
      expect(chat.shown(asked)).toEqual([]);
    });

    it('a line that lacks something is asked for in a form, and then carried out where it was typed', async () => {
      const asked = await chat.ask('alice', '/deploy order-service');
      await hears('alice', asked, 'The version is missing');
      expect(await chat.fill('alice', asked, { version: 'v2.4.1', environment: 'development' })).toBe('');
      await says(asked, 'Deploy complete');
      const line = '/deploy order-service v2.4.1 development';
      expect(await outcome({ ...asked, line })).toMatchObject({
        result: 'success',
        user: '@alice',
        channel: '#deployments',
      });
      expect(await outcome(asked)).toMatchObject({ result: 'invalid', reason_code: 'not_understood' });
    });

    it('what is wrong in a form is told at its field, and the form is still there', async () => {
      const asked = await chat.ask('alice', '/scale api-gateway');
      await hears('alice', asked, 'The replicas is missing');
      const wrong = { replicas: 'many', environment: 'staging' };
      expect(await chat.fill('alice', asked, wrong)).toContain('not a whole number');
      expect(await chat.fill('alice', asked, { ...wrong, replicas: '4', 'dry-run': 'true' })).toBe('');
      await says(asked, 'Dry run');
      expect(await outcome({ ...asked, line: '/scale api-gateway 4 staging --dry-run' })).toMatchObject({
        result: 'success',
      });
    });

    it('what has to be confirmed by typing is confirmed by the right text of its requester alone', async () => {
      const asked = await chat.ask('alice', '/rollback order-service production');
      await says(asked, 'To confirm, type');
      const id = chat.shown(asked)[0]?.id ?? '';
      expect((await chat.buttons('alice', asked, id)).some((button) => button.startsWith('confirm'))).toBe(true);
      expect(await chat.typeToConfirm('alice', asked, id, 'order')).toContain('Type order-service, exactly so');
      expect(await chat.typeToConfirm('alice', asked, id, 'order-service')).toBe('');
      await says(asked, 'Rollback complete');
      expect(await outcome(asked)).toMatchObject({ result: 'success', approved_by: null });
    });

    it('what is too long for a message is whole in a file for the asker alone, or at a link', async () => {
      const asked = await chat.ask('alice', '/logs order-service --limit 300 --last 2d');
      await hears('alice', asked, 'Logs of order-service');
      const whole = await chat.whole('alice', asked);
      expect(whole.trimEnd().split('\n').length === 300 || whole.startsWith('http')).toBe(true);
      expect(chat.shown(asked)).toEqual([]);
    });

    it('a failure says so', async () => {
      const asked = await chat.ask('alice', '/deploy order-service v0.0.0-nowhere staging');
      await until(
        'an answer',
        () => /v0\.0\.0-nowhere/.test(all(asked) + chat.told('alice', asked)),
        () => all(asked),
      );
      expect((await outcome(asked)).result).not.toBe('success');
    });

    it('what is delivered twice is done once', async () => {
      const asked = await chat.ask('alice', '/deploy order-service v2.4.1 development');
      await chat.redeliver(asked);
      await says(asked, 'Deploy complete');
      await chat.redeliver(asked);
      await outcome(asked);
      expect(chat.shown(asked)).toHaveLength(1);
    });

    it('a platform that is busy for a moment is waited for', async () => {
      chat.throttle(1);
      const asked = await chat.ask('alice', '/deploy order-service v2.4.2 staging');
      await says(asked, 'Deploy complete');
      expect(chat.shown(asked)).toHaveLength(1);
    });

    it('hostile words stay words, and long ones still fit', async () => {
      const hostile = '<at>Bob</at> <!channel> **bold** [x](https://evil.example) {{DATE(2026-01-01)}} ${x}';
      const { asked, id } = await request(`/deploy order-service v2.4.1 production --reason "${hostile}"`);
      expect(all(asked)).toContain('evil.example');
      await chat.press('bob', asked, id, 'reject', `${'long '.repeat(90)}<at>Carol</at>`);
      await says(asked, 'long long');
      const { at } = asked;
      const ended = (await stage().audience.entries()).filter(
        (entry) => entry.kind === 'outcome' && entry.timestamp >= at,
      );
      expect(ended.map(({ result }) => result)).toEqual(['rejected']);
    });

    it('a request made before a restart is decided and shown after it', async () => {
      const { asked, id } = await request('/deploy order-service v2.4.2 production');
      await stage().stack.host().stop();
      await stage().stack.restartHost();
      await chat.press('bob', asked, id, 'approve');
      await says(asked, 'Deploy complete');
      expect(chat.shown(asked)).toHaveLength(1);
    });
  });
}
