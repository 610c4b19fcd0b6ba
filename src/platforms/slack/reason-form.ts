import { type ModalView } from '@slack/types';
import { type Ballot } from '../../model/view';
import { type Place, writeFormMemory } from './form-memory';
import { SECTION_TEXT } from './limits';
import { cleanLine, cut } from '../shared/clean-text';

/** The form's callback_id. */
export const REASON_FORM = 'countersign-reject';
/** block_id and action_id of its one field. */
export const REASON_FIELD = 'reason';

const REASON_LENGTH = 500;

/** The callback_id of the form in which a confirmation is typed; block_id and action_id of its one field. */
export const TYPING_FORM = 'countersign-confirm';
export const TYPING_FIELD = 'typed';

/** Asks for the text that confirms. Whether it is the right one is for whoever takes it. */
export function typingForm(ballot: Ballot, place: Place, title: string, wanted: string): ModalView {
  return {
    type: 'modal',
    callback_id: TYPING_FORM,
    private_metadata: writeFormMemory(ballot, place),
    title: { type: 'plain_text', text: 'Confirm' },
    submit: { type: 'plain_text', text: 'Confirm' },
    close: { type: 'plain_text', text: 'Back' },
    blocks: [
      { type: 'section', text: { type: 'plain_text', text: cut(title, SECTION_TEXT) || 'Request', emoji: false } },
      {
        type: 'input',
        block_id: TYPING_FIELD,
        label: { type: 'plain_text', text: cut(`Type ${cleanLine(wanted)} to confirm`, TYPING_LABEL), emoji: false },
        element: { type: 'plain_text_input', action_id: TYPING_FIELD, max_length: REASON_LENGTH, focus_on_load: true },
        optional: false,
      },
    ],
  };
}

const TYPING_LABEL = 200;

/** Asks why a request is rejected. Slack does not let it be sent empty. */
export function reasonForm(ballot: Ballot, place: Place, title: string): ModalView {
  return {
    type: 'modal',
    callback_id: REASON_FORM,
    private_metadata: writeFormMemory(ballot, place),
    title: { type: 'plain_text', text: 'Reject request' },
    submit: { type: 'plain_text', text: 'Reject' },
    close: { type: 'plain_text', text: 'Cancel' },
    blocks: [
      { type: 'section', text: { type: 'plain_text', text: cut(title, SECTION_TEXT) || 'Request', emoji: false } },
      {
        type: 'input',
        block_id: REASON_FIELD,
        label: { type: 'plain_text', text: 'Reason' },
        hint: { type: 'plain_text', text: 'Shown to everybody in the channel, and recorded.' },
        element: {
          type: 'plain_text_input',
          action_id: REASON_FIELD,
          multiline: true,
          max_length: REASON_LENGTH,
          focus_on_load: true,
        },
        optional: false,
      },
    ],
  };
}
