import { type Origin } from '../../model/command-request';
import { type View } from '../../model/view';
import { renderCard } from './render/render-card';
import { type TeamsSurroundings } from './settings';

/** A card as one person sees it; it goes on refreshing itself for them. */
export async function personalCard(
  { conversations, personOf }: TeamsSurroundings,
  view: View,
  origin: Origin,
): Promise<object> {
  const { tenant, account } = origin;
  const userId = (await conversations().account(tenant, account))?.userId;
  const refreshUserIds = userId === undefined ? undefined : [userId];
  return renderCard(view, { person: personOf(origin) }, { refreshUserIds }).card;
}
