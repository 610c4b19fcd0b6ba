import { Template } from 'adaptivecards-templating';
import message from '../../../../cards/message.json';
import { type View } from '../../../model/view';
import { ballotData, type Viewer } from './buttons';
import { cardData } from './card-data';
import { CARD_BYTES, REFRESHED_USERS, ROOMS } from './card-limits';
import { type Mention } from './mentions';

export interface RenderedCard {
  card: object;
  /** Those on the card, which names them itself. */
  mentions: Mention[];
  /** Plain text: what a notification shows. */
  summary: string;
}

export interface CardOptions {
  /**
   * The Teams IDs (`29:…`) of all who may press a button, so that they get a card of their own and the others one without
   * buttons. When one is missing, give none: then the buttons show to all.
   */
  refreshUserIds?: string[];
}

/** Preparing takes 36 ms, filling in some 1.5 ms: it is prepared once. */
const template = new Template(message);

/**
 * Any view as a card that Teams takes, as one viewer sees it. What is too long is cut, and said so. Loads the templating
 * package, so whoever needs it imports this file when it is first needed.
 */
export function renderCard(view: View, viewer: Viewer, { refreshUserIds = [] }: CardOptions = {}): RenderedCard {
  const say = view.actions?.find((action) => action.kind !== 'run');
  const refreshes = say && refreshUserIds.length > 0 && refreshUserIds.length <= REFRESHED_USERS;
  const refresh = refreshes && {
    action: { type: 'Action.Execute', title: 'Refresh', verb: 'refresh', data: { ballot: ballotData(say) } },
    userIds: refreshUserIds,
  };
  const drawn = ROOMS.map((room) => () => cardData(view, viewer, Boolean(refreshes), room));
  for (const draw of drawn) {
    const { mentions, summary, ...data } = draw();
    const card = { ...(template.expand({ $root: data }) as object), ...(refresh && { refresh }) };
    if (Buffer.byteLength(JSON.stringify(card)) <= CARD_BYTES) return { card, mentions, summary };
  }
  throw new Error('A card is too long even with next to nothing on it.');
}
