import { type Ballot } from '../../model/view';
import { ChatError } from '../chat-error';
import { readFormHandle } from './form-handle';
import { reasonForm } from './reason-form';
import { OPEN_FORM, type SlackCall } from './slack-call';

export async function openReasonForm(call: SlackCall, handle: string, ballot: Ballot, title: string): Promise<void> {
  const opening = readFormHandle(handle);
  if (!opening) throw new ChatError('The form handle is not one that this platform made.', 'bad_form_handle', false);
  const view = reasonForm(ballot, opening.place, title);
  try {
    await call('views.open', (web) => web.views.open({ trigger_id: opening.trigger, view }), OPEN_FORM);
  } catch (error) {
    // An earlier attempt, whose answer was lost, has opened it.
    if (error instanceof ChatError && error.code === 'exchanged_trigger_id') return;
    throw error;
  }
}
