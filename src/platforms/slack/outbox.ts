import { WebClient } from '@slack/web-api';
import { type Outbox } from '../platform';
import { accountStanding } from './account-standing';
import { attach } from './attach';
import { commandForm } from './command-form';
import { openForm } from './open-form';
import { post, postOnce } from './post-message';
import { readMessage } from './read-message';
import { reasonForm, typingForm } from './reason-form';
import { renderMessage } from './render/render-message';
import { type SlackSettings } from './settings';
import { slackChannels } from './slack-channels';
import { OPEN_FORM, READ_OR_REPLACE, slackCaller } from './slack-call';
import { whisper } from './whisper';

/**
 * All that we say to Slack. This file is loaded when first needed, and the SDK with it; not the SDK by itself, since a
 * CommonJS package that is imported lazily from a split bundle comes without its names.
 */
export function slackOutbox(settings: SlackSettings): Outbox {
  const call = slackCaller(WebClient, settings);
  return {
    post: (to, view, key, retriedSince) => postOnce(call, to, renderMessage(view), key, retriedSince),
    async update({ channel, message: ts }, view) {
      const content = renderMessage(view);
      await call('chat.update', (web) => web.chat.update({ channel, ts, ...content }), READ_OR_REPLACE);
    },
    whisper: (to, account, view, inPlace) => whisper(call, to, account, renderMessage(view), inPlace),
    async permalink({ channel, message: message_ts }) {
      const { permalink } = await call(
        'chat.getPermalink',
        (web) => web.chat.getPermalink({ channel, message_ts }),
        READ_OR_REPLACE,
      );
      return permalink;
    },
    read: (message) => readMessage(call, message),
    async home(account, view) {
      const { blocks } = renderMessage(view);
      const page = { user_id: account, view: { type: 'home', blocks } } as const;
      await call('views.publish', (web) => web.views.publish(page), READ_OR_REPLACE);
    },
    attach: (to, file, how) => attach(call, settings.apiUrl, to, file, how),
    async reply({ channel, message }, view) {
      await post(call, channel, { ...renderMessage(view), thread_ts: message });
    },
    askReason: (trigger, ballot, title, from) => openForm(call, trigger, reasonForm(ballot, from, title)),
    askToType: (trigger, ballot, title, wanted, from) =>
      openForm(call, trigger, typingForm(ballot, from, title, wanted)),
    openForm: (trigger, form, from) => openForm(call, trigger, commandForm(form, from)),
    async changeForm(viewId, form, from) {
      const view = commandForm(form, from);
      await call('views.update', (web) => web.views.update({ view_id: viewId, view }), OPEN_FORM);
    },
    standing: accountStanding(call, settings.teamId),
    channels: slackChannels(call, settings.teamId),
  };
}
