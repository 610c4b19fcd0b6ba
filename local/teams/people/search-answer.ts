import { z } from 'zod';
import { type Delivery } from '../delivery/deliveries';

/** https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/dynamic-search#response */
const schema = z.object({
  type: z.literal('application/vnd.microsoft.search.searchResponse'),
  value: z.object({ results: z.array(z.object({ title: z.string().min(1), value: z.string().min(1) })).max(15) }),
});

/** What the menu shows. @throws Error when the app's answer is none that Teams takes */
export function readSearchAnswer({ answer, failure }: Delivery): { title: string; value: string }[] {
  if (answer?.status !== 200) throw new Error(`no choices: ${failure ?? `HTTP ${answer?.status}`}`);
  return schema.parse(JSON.parse(answer.body)).value.results;
}
