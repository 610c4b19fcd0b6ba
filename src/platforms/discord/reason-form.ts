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
