import { type ChatEvent } from '../model/chat-event';
import { type Origin } from '../model/command-request';
import { formOf } from '../model/form-of';
import { type View } from '../model/view';
import { lineOfForm } from '../parser/line-of-form';
import { parseCommand } from '../parser/parse-command';
import { noticeView } from '../views/notice-view';
import { notUnderstoodView } from '../views/not-understood-view';
import { type Intake } from './intake';
import { takeCommand } from './take-command';

type FormSent = Extract<ChatEvent, { kind: 'form' }>;

/**
 * Asks the line that a form says, exactly as if it had been typed. What is wrong with it is told at its fields, and nothing
 * is recorded while the form is still being filled in.
 */
export async function takeForm(intake: Intake, event: FormSent): Promise<View> {
  const { language } = intake;
  const { command, values, key } = event;
  const spec = language.commands.find(({ name }) => name === command);
  if (!spec) return noticeView('bad', ['This form is of a command that there is not any more. Nothing was started.']);
  const text = lineOfForm(spec, values);
  const parsed = parseCommand(text, language);
  if (!parsed.ok) {
    const { faults = {} } = parsed;
    const [first = ''] = spec.arguments.map(({ name }) => name);
    const form = { ...formOf(spec, language, text, values), from: event.from };
    return {
      ...notUnderstoodView(parsed, form),
      faults: Object.keys(faults).length > 0 ? faults : { [first]: parsed.problem },
    };
  }
  const origin = await placeOf(intake, event);
  const nowhere = () => Promise.reject(new Error('A line without faults opens no form.'));
  await takeCommand(intake, { kind: 'command', key, text, origin, answerable: false }, nowhere);
  return noticeView('good', ['Asked: ', { code: parsed.text }]);
}

/** A form that was sent to its asker privately is asked where its line was; whoever else presses it, where they are. */
async function placeOf({ requests }: Intake, { from, origin }: FormSent): Promise<Origin> {
  const asked = from === undefined ? undefined : (await requests.get(from))?.request.origin;
  const theirs =
    asked?.platform === origin.platform && asked.tenant === origin.tenant && asked.account === origin.account;
  return theirs ? asked : origin;
}
