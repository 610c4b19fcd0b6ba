import { Hono } from 'hono';
import { listen } from '../../../local/kit/listen';
import { type ServerEnv } from '../../../local/kit/server-env';

interface Received {
  path: string;
  headers: Record<string, string>;
  body: string;
  form: Record<string, string>;
  /** The interaction's payload, or the event's body: read by tests that name what they expect. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  json: any;
}

/** An app that keeps what it is told and answers as a test says. */
export async function fakeApp() {
  const received: Received[] = [];
  let answer: (request: Received) => Response | Promise<Response> = () => new Response('');
  const app = new Hono<ServerEnv>().post('*', async (c) => {
    const body = await c.req.text();
    const form = Object.fromEntries(new URLSearchParams(body));
    const json = body.startsWith('{') ? JSON.parse(body) : form.payload && JSON.parse(form.payload);
    const request = { path: c.req.path, headers: c.req.header(), body, form, json };
    received.push(request);
    return answer(request);
  });
  const listening = await listen(app);
  return {
    received,
    url: `${listening.url}/api/slack/`,
    close: () => listening.close(),
    answerWith: (next: typeof answer) => {
      answer = next;
    },
    last: () => received.at(-1)!,
  };
}

export type FakeApp = Awaited<ReturnType<typeof fakeApp>>;

export const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });
export const button = (label: string, action_id: string, more: object = {}) => ({
  type: 'button',
  text: { type: 'plain_text', text: label },
  action_id,
  ...more,
});
export const actions = (...elements: object[]) => ({ type: 'actions', elements });

export const reasonView = {
  type: 'modal' as const,
  callback_id: 'reason',
  private_metadata: 'round 1',
  title: { type: 'plain_text' as const, text: 'Reject' },
  submit: { type: 'plain_text' as const, text: 'Reject' },
  close: { type: 'plain_text' as const, text: 'Back' },
  notify_on_close: true,
  blocks: [
    {
      type: 'input',
      block_id: 'reason',
      label: { type: 'plain_text', text: 'Why?' },
      element: { type: 'plain_text_input', action_id: 'text', multiline: true, max_length: 500 },
    },
  ],
};
