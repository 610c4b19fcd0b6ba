import { z } from 'zod';
import { checkCard } from '../cards/check-card';
import { CARD_TYPE } from '../connector/check-activity';
import { type Delivery } from '../delivery/deliveries';
import { type Json } from '../state/model';

/** What the person sees after a click or a refresh. */
export interface InvokeAnswer {
  /** The card as they see it from now on. */
  card?: Json;
  /** A short word beneath the card. */
  message?: string;
  /** What the client shows where the answer was an error, or none that it takes. */
  trouble?: string;
}

/** https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/universal-actions-for-adaptive-cards/work-with-universal-actions-for-adaptive-cards#response-format */
const answerSchema = z.discriminatedUnion('type', [
  z.object({ statusCode: z.literal(200), type: z.literal(CARD_TYPE), value: z.record(z.string(), z.unknown()) }),
  z.object({
    statusCode: z.literal(200),
    type: z.literal('application/vnd.microsoft.activity.message'),
    value: z.string().min(1),
  }),
  z.object({
    statusCode: z.union([z.literal(400), z.literal(401), z.literal(404), z.literal(412), z.literal(500)]),
    type: z.literal('application/vnd.microsoft.error'),
    value: z.object({ code: z.string(), message: z.string().min(1) }),
  }),
]);

export function readInvokeAnswer({ answer, failure }: Delivery): InvokeAnswer {
  const unreachable = (why: string) => ({ trouble: `Unable to reach app. Please try again. (${why})` });
  if (!answer) return unreachable(failure ?? 'no answer');
  if (answer.status !== 200) return unreachable(`HTTP ${answer.status}`);
  const read = answerSchema.safeParse(parsed(answer.body));
  if (!read.success) return unreachable(`not an answer to adaptiveCard/action: ${answer.body.slice(0, 200)}`);
  const { type, value } = read.data;
  if (type === 'application/vnd.microsoft.activity.message') return { message: value };
  if (type === 'application/vnd.microsoft.error') return { trouble: value.message };
  const problems = checkCard(value);
  return problems.length > 0 ? unreachable(`a wrong card: ${problems.join('; ')}`) : { card: value };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
