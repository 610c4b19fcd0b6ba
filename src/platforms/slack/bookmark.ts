import { READ_OR_REPLACE, SAY_ONCE, type SlackCall } from './slack-call';
import { cut } from '../shared/clean-text';

/** Ours: what fits the bar. Characters. */
const TITLE = 60;

/** A link in a channel's bar, once: a second one of the same address is not put there. https://docs.slack.dev/reference/methods/bookmarks.add */
export async function bookmark(call: SlackCall, channel: string, title: string, link: string): Promise<void> {
  const { bookmarks } = await call(
    'bookmarks.list',
    (web) => web.bookmarks.list({ channel_id: channel }),
    READ_OR_REPLACE,
  );
  if (bookmarks?.some((one) => one.link === link)) return;
  await call(
    'bookmarks.add',
    (web) => web.bookmarks.add({ channel_id: channel, title: cut(title, TITLE), type: 'link', link }),
    SAY_ONCE,
  );
}
