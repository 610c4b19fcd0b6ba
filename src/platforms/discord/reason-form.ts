import { type APIModalInteractionResponseCallbackData } from 'discord-api-types/v10';
import { type Ballot } from '../../model/view';
import { cleanLine, cut } from '../shared/clean-text';
import { writeCustomId } from './custom-id';
import { escapeMarkdown } from './render/escape-markdown';

/** custom_id of the form's one field. */
export const REASON_FIELD = 'reason';

const REASON_LENGTH = 500;
const ASKED = 1000;

/** Asks why a request is rejected. https://docs.discord.com/developers/components/using-modal-components */
export function reasonForm(ballot: Ballot, title: string): APIModalInteractionResponseCallbackData {
  const field = {
    type: 4,
    custom_id: REASON_FIELD,
    style: 2,
    min_length: 1,
    max_length: REASON_LENGTH,
    required: true,
  } as const;
  return {
    custom_id: writeCustomId({ kind: 'reject', ballot }) ?? '',
    title: 'Reject request',
    components: [
      { type: 10, content: escapeMarkdown(cut(cleanLine(title), ASKED)) || 'Request' },
      { type: 18, label: 'Reason', description: 'Shown to everybody in the channel, and recorded.', component: field },
    ],
  };
}

/** custom_id of the one field of the form in which a confirmation is typed. */
export const TYPING_FIELD = 'typed';

const LABEL = 45;

/** Asks for the text that confirms. Whether it is the right one is for whoever takes it. */
export function typingForm(ballot: Ballot, title: string, wanted: string): APIModalInteractionResponseCallbackData {
  const field = { type: 4, custom_id: TYPING_FIELD, style: 1, min_length: 1, required: true } as const;
  return {
    custom_id: writeCustomId({ kind: 'type', ballot }) ?? '',
    title: 'Confirm',
    components: [
      { type: 10, content: escapeMarkdown(cut(cleanLine(title), ASKED)) || 'Request' },
      { type: 18, label: cut(`Type ${cleanLine(wanted)}`, LABEL), component: field },
    ],
  };
}
