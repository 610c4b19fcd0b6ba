import { type Origin } from '../../../src/model/command-request';
import { type MessageRef } from '../../../src/model/message-ref';
import { type PlatformName } from '../../../src/model/person';
import { type View } from '../../../src/model/view';
import { type Outbox } from '../../../src/platforms/platform';

interface Post {
  ref: Omit<MessageRef, 'mirrors'>;
  key: string;
  view: View;
}

/** What a chat platform shows, by what was posted and changed last. `hit` is called before and after each call, and may throw. */
export function createChat(platform: PlatformName, now: () => number, hit: (when: 'before' | 'after') => void) {
  const posts: Post[] = [];
  const channels: string[] = [];
  const call = async <T>(run: () => T): Promise<T> => {
    hit('before');
    const given = run();
    hit('after');
    return given;
  };
  const outbox: Outbox = {
    post: ({ tenant, channel }: Origin, view, key, retriedSince) =>
      call(() => {
        const there = retriedSince === undefined ? undefined : posts.find((post) => post.key === key);
        if (there) return there.ref;
        const seconds = Math.floor(now() / 1_000);
        const message = `${seconds}.${String(posts.length + 1).padStart(6, '0')}`;
        posts.push({ ref: { platform, tenant, channel, message }, key, view });
        return posts.at(-1)!.ref;
      }),
    update: ({ message }, view) =>
      call(() => {
        const post = posts.find(({ ref }) => ref.message === message);
        if (!post) throw new Error(`There is no message ${message}.`);
        post.view = view;
      }),
    whisper: () => call(() => undefined),
    attach: () => call(() => 'here' as const),
    reply: () => call(() => undefined),
    permalink: async () => undefined,
    askReason: () => call(() => undefined),
    askToType: () => call(() => undefined),
    openForm: () => call(() => undefined),
    changeForm: () => call(() => undefined),
    standing: async () => 'ours',
    ...(platform === 'slack' && {
      channels: {
        privately: true,
        createChannel: (name: string) =>
          call(() => {
            channels.push(name);
            return { id: `C${channels.length}`, name, url: `https://slack.example/${name}` };
          }),
        findOwn: (name: string) =>
          call(() => {
            const place = channels.indexOf(name) + 1;
            return place ? { id: `C${place}`, name, url: `https://slack.example/${name}` } : undefined;
          }),
        invite: (_: string, accounts: string[]) => call(() => accounts),
        setTopic: () => call(() => undefined),
        pin: () => call(() => undefined),
      },
    }),
  };
  return { outbox, posts, channels };
}
