import { type Origin } from '../../model/command-request';
import { type Ballot } from '../../model/view';
import { ChatError } from '../chat-error';
import { reasonForm } from './reason-form';
import { OPEN_FORM, type SlackCall } from './slack-call';

export async function openReasonForm(
  call: SlackCall,
  trigger: string,
  ballot: Ballot,
  title: string,
  from: Origin,
): Promise<void> {
  const view = reasonForm(ballot, from, title);
  try {
    await call('views.open', (web) => web.views.open({ trigger_id: trigger, view }), OPEN_FORM);
  } catch (error) {
    // An earlier attempt, whose answer was lost, has opened it.
    if (error instanceof ChatError && error.code === 'exchanged_trigger_id') return;
    throw error;
  }
}
