import { type ChatEvent } from '../../model/chat-event';
import { type Origin } from '../../model/command-request';
import { type HttpAnswer } from '../platform';
import { jsonAnswer } from '../shared/http-answers';
import { asObject, asText } from '../shared/read-json';
import { type TeamsActivity } from './activity';
import { formValues } from './card-action';
import { readDataset } from './form-input';

/** What a menu of Teams shows. https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/dynamic-search */
const MOST = 15;
/** What is typed beyond this is no version any more. */
const TYPED = 200;

/** Reads what somebody types into a field that offers, beside what the other fields hold. */
export function readSearch({ raw }: TeamsActivity, origin: Origin): ChatEvent {
  const value = asObject(raw['value']);
  const asked = readDataset(asText(value['dataset']) ?? '');
  if (!asked) return { kind: 'unsupported', reason: 'A menu that is none of ours.' };
  const typed = (asText(value['queryText']) ?? '').slice(0, TYPED);
  return { kind: 'choices-wanted', ...asked, typed, values: formValues(asObject(value['data'])), origin };
}

export function offer(choices: string[]): HttpAnswer {
  const results = choices.slice(0, MOST).map((choice) => ({ title: choice, value: choice }));
  return jsonAnswer(200, {
    statusCode: 200,
    type: 'application/vnd.microsoft.search.searchResponse',
    value: { results },
  });
}
