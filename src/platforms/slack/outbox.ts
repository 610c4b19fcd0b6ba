import { type WebClient } from '@slack/web-api';
import { type Outbox } from '../platform';
import { accountStanding } from './account-standing';
import { openReasonForm } from './open-reason-form';
import { post, postOnce } from './post-message';
import { renderMessage } from './render/render-message';
import { type SlackSettings } from './settings';
import { READ_OR_REPLACE, slackCaller } from './slack-call';
import { whisper } from './whisper';

/** All that we say to Slack. The SDK's class is handed in, so that it is loaded when first needed. */
export function slackOutbox(Client: typeof WebClient, settings: SlackSettings): Outbox {
  const call = slackCaller(Client, settings);
  return {
    post: (to, view, key, retriedSince) => postOnce(call, to, renderMessage(view), key, retriedSince),
    async update({ channel, message: ts }, view) {
      const content = renderMessage(view);
      await call('chat.update', (web) => web.chat.update({ channel, ts, ...content }), READ_OR_REPLACE);
    },
    whisper: (to, account, view) => whisper(call, to, account, renderMessage(view)),
    async reply({ channel, message }, view) {
      await post(call, channel, { ...renderMessage(view), thread_ts: message });
    },
    askReason: (trigger, ballot, title, from) => openReasonForm(call, trigger, ballot, title, from),
    standing: accountStanding(call, settings.teamId),
  };
}
