import { buttons, readable } from '../../demo/audience';
import { createLocks } from '../../../src/state/locks';
import { createTables } from '../../../src/state/tables';
import { type Deploy } from './production-deploy';
import { type WiredCompany } from './wired-company';

/** Gives what must not be after a deploy, whatever befell it. */
export async function auditDeploy({ audience, stack }: WiredCompany, { since, at, line }: Deploy): Promise<string[]> {
  const wrong: string[] = [];
  const entries = (await audience.entries()).filter(({ command, timestamp }) => command === line && timestamp >= at);
  const of = (kind: string) => entries.filter((entry) => entry.kind === kind);
  const [outcome] = of('outcome');
  const correlation = of('intent')[0]?.details['correlation'];
  const dispatches = stack.github.requests.list().filter(({ method, path, body }) => {
    const inputs = (body as { inputs?: { correlation?: string } } | undefined)?.inputs;
    return method === 'POST' && path.endsWith('/dispatches') && inputs?.correlation === correlation;
  }).length;

  if (of('outcome').length !== 1) wrong.push(`${of('outcome').length} outcome entries`);
  if (of('intent').length !== 1) wrong.push(`${of('intent').length} intent entries`);
  if (dispatches > 1) wrong.push(`${dispatches} dispatches`);
  // Killed between the mark and the dispatch: nobody can know whether it was taken, so it is not made again.
  const expected = dispatches === 1 ? 'success completed' : 'failure unknown_outcome';
  const ended = `${outcome?.result} ${outcome?.reason_code}`;
  if (ended !== expected) wrong.push(`it ended as ${ended} instead of ${expected}`);
  if (outcome?.approved_by !== '@bob, @carol') wrong.push(`approved by ${outcome?.approved_by}`);

  const said = audience.posts(since);
  const posts = said.filter(({ thread_ts, ts }) => (thread_ts ?? ts) === ts);
  if (posts.length !== 1) wrong.push(`${posts.length} messages`);
  const calls = said.filter((message) => readable(message).includes('this waits for you')).length;
  // Not at all where all had voted before the first count; twice where the kill came between saying and noting it.
  if (calls > 2) wrong.push(`${calls} calls of who may approve`);
  if (posts.some((post) => buttons(post).length > 0)) wrong.push('live buttons on an ended request');
  const words = expected === 'success completed' ? 'Deploy complete' : 'Failed: Deploy';
  if (!posts.some(({ text }) => text.includes(words))) wrong.push(`the message says: ${posts[0]?.text.split('\n')[0]}`);

  const locks = await createLocks(createTables(stack.tables.connectionString)).list();
  wrong.push(...locks.map(({ service, environment }) => `${service} in ${environment} is still locked`));
  const chain = await audience.verifyChain();
  if (!chain.intact) wrong.push(`the chain is broken: ${JSON.stringify(chain.bad)}`);
  return wrong;
}
