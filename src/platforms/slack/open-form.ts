import { type ModalView } from '@slack/types';
import { ChatError } from '../chat-error';
import { OPEN_FORM, type SlackCall } from './slack-call';

export async function openForm(call: SlackCall, trigger: string, view: ModalView): Promise<void> {
  try {
    await call('views.open', (web) => web.views.open({ trigger_id: trigger, view }), OPEN_FORM);
  } catch (error) {
    // An earlier attempt, whose answer was lost, has opened it.
    if (error instanceof ChatError && error.code === 'exchanged_trigger_id') return;
    throw error;
  }
}
