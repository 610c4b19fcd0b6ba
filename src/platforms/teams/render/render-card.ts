import { Template } from 'adaptivecards-templating';
import message from '../../../../cards/message.json';
import { type View } from '../../../model/view';
import { ballotData, type Viewer } from './buttons';
import { cardData } from './card-data';
import { CARD_BYTES, REFRESHED_USERS, type Room, ROOMS } from './card-limits';
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
  const draw = (room: Room): RenderedCard => {
    const { mentions, summary, ...data } = cardData(view, viewer, Boolean(refreshes), room);
    const card = { ...(template.expand({ $root: data }) as object), ...(refresh && { refresh }) };
    return { card, mentions, summary };
  };
  const [ample, ...smaller] = ROOMS;
  let rendered = draw(ample);
  for (const room of smaller) {
    if (Buffer.byteLength(JSON.stringify(rendered.card)) <= CARD_BYTES) break;
    rendered = draw(room);
  }
  return rendered;
}
