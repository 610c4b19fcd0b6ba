import { type PersonRef } from '../../../model/person';
import { cleanLine, cut } from '../../shared/clean-text';
import { type Piece } from './piece';

/** What Teams turns the same `text` on a card into: a mention of the one with this Entra object ID. */
export interface Mention {
  type: 'mention';
  text: string;
  mentioned: { id: string; name: string };
}

/** Of one card. Two people never share a text, since Teams could not tell them apart. */
export class Mentions {
  private readonly byText = new Map<string, Mention>();

  /** A mention of those with a Teams account, `@id` for others. */
  of({ id, accounts }: PersonRef): Piece {
    const name = cut(cleanLine(id), 50);
    const words = `@${name}`;
    if (!accounts.teams || !OBJECT_ID.test(accounts.teams) || !PLAIN.test(name)) return { words };
    const text = `<at>${name}</at>`;
    const mention = this.byText.get(text) ?? { type: 'mention', text, mentioned: { id: accounts.teams, name } };
    if (mention.mentioned.id !== accounts.teams) return { words };
    this.byText.set(text, mention);
    return { words, mention };
  }

  all(): Mention[] {
    return [...this.byText.values()];
  }
}

/** Bots may mention by it on cards. https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-format */
const OBJECT_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Names in which nothing is Markdown: in a mention nothing can be escaped. */
const PLAIN = /^[\p{L}\p{N}]+(?:[ .'_-][\p{L}\p{N}]+)*$/u;
