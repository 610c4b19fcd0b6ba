import { type View } from '../../model/view';
import { type Directory } from './directory';
import { refreshedUsers } from './refreshed-users';
import { renderCard } from './render/render-card';

const CARD_TYPE = 'application/vnd.microsoft.card.adaptive';

/** A view as a message for everybody in a conversation. */
export async function cardMessage(directory: Directory, tenant: string, channel: string, view: View) {
  const refreshUserIds = await refreshedUsers(directory, tenant, channel, view);
  const { card, summary } = renderCard(view, 'everybody', { refreshUserIds });
  return { type: 'message', summary, attachments: [{ contentType: CARD_TYPE, content: card }] };
}
