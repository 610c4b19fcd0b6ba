import { type View } from '../model/view';
import { noticeView } from './notice-view';

/** What somebody is told who marked a message for the timeline, or takes the mark away. */
export function pinView(incident: string, added: boolean, text: string): View {
  return added
    ? noticeView('good', [{ code: incident }, ' keeps this in its timeline 📌'], [[text]])
    : noticeView('neutral', [{ code: incident }, ' keeps this no more, unless somebody else had it kept']);
}

/** Why nothing was kept. */
export function notPinnedView(why: 'unknown person' | 'no incident' | 'no text'): View {
  return noticeView('neutral', ['Nothing was kept.'], [[WORDS[why]]]);
}

const WORDS = {
  'unknown person': 'I do not know you: ask for an entry under people in the company file.',
  'no incident': 'This conversation is no incident’s.',
  'no text': 'That message has no text. /incident note "…" keeps what you say of it.',
};
