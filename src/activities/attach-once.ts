import { type Attachment } from '../model/attachment';
import { type Origin } from '../model/command-request';
import { type Attached } from '../platforms/platform';
import { type Dependencies } from './dependencies';

/** Puts a file that is a step of an instance where `to` is, once. Throws ChatError; another try looks for it first. */
export async function attachOnce(
  { marks, now, outbox }: Pick<Dependencies, 'marks' | 'now' | 'outbox'>,
  { instanceId, step }: { instanceId: string; step: string },
  to: Origin,
  file: Attachment,
  account?: string,
): Promise<Attached> {
  const { first, at } = await marks.mark(instanceId, step, now().toISOString());
  const known = first ? undefined : await marks.get<Attached>(instanceId, step);
  if (known) return known;
  const attached = await (
    await outbox(to.platform)
  ).attach(to, file, {
    account,
    ...(!first && { retriedSince: at }),
  });
  return marks.settle(instanceId, step, attached);
}
