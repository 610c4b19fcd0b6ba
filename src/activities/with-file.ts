import { type DirectAnswer } from '../commands/command';
import { type Attachment } from '../model/attachment';
import { type CommandRequest } from '../model/command-request';
import { type View } from '../model/view';
import { ChatError } from '../platforms/chat-error';
import { attachOnce } from './attach-once';
import { type Dependencies } from './dependencies';

/**
 * The view, which says where the file with all of it is, once that is there: for whoever sees the view. A file that the
 * platform does not take holds no answer up, and is said to be missing. Undefined when the file itself was what was asked for.
 */
export async function withFile(
  dependencies: Dependencies,
  request: CommandRequest,
  { view, file, shared }: DirectAnswer,
): Promise<View | undefined> {
  if (!file) return view;
  const where = await attach(dependencies, request, file, shared);
  if (where === 'delivered') return undefined;
  return where ? { ...view, lines: [...(view.lines ?? []), [where]] } : view;
}

async function attach(
  dependencies: Dependencies,
  { instanceId, origin }: CommandRequest,
  file: Attachment,
  shared: boolean | undefined,
): Promise<string> {
  try {
    const step = { instanceId, step: 'file' };
    const where = await attachOnce(dependencies, step, origin, file, shared ? undefined : origin.account);
    if (where === 'unsupported') return '';
    if (where === 'delivered') return where;
    return `📎 ${file.type.startsWith('image/') ? 'The picture' : 'All of it'} is ${SAID[where]}`;
  } catch (error) {
    if (!(error instanceof ChatError)) throw error;
    return `⚠️ The file ${file.name} could not be attached: ${error.message}`;
  }
}

const SAID = {
  here: 'in the file beside this.',
  directly: 'in a file in your direct messages with me, since a file here would be for everybody.',
  offered: 'in the file that I offer you in our own chat: accept it there.',
};
