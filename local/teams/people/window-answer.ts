import { z } from 'zod';
import { type Delivery } from '../delivery/deliveries';

/** What the client shows after a pick in a message's menu. */
export interface Window {
  message?: string;
  /** Where the answer is none that it takes. */
  trouble?: string;
}

/** https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/task-modules/task-modules-bots#respond-to-the-user; windows of cards and pages are none of the sandbox's. */
const schema = z.object({ task: z.object({ type: z.literal('message'), value: z.string().min(1) }) });

export function readWindow({ answer, failure }: Delivery): Window {
  const trouble = (why: string) => ({ trouble: `Something went wrong. Please try again. (${why})` });
  if (answer?.status !== 200) return trouble(failure ?? `HTTP ${answer?.status}`);
  try {
    return { message: schema.parse(JSON.parse(answer.body)).task.value };
  } catch {
    return trouble(`not an answer to composeExtension/fetchTask: ${answer.body.slice(0, 200)}`);
  }
}
