import { Hono } from 'hono';
import { html } from 'hono/html';
import { sandboxPage } from '../../kit/sandbox-page';
import type { ServerEnv } from '../../kit/server-env';
import { type SignIns } from './sign-ins';

/** Where a person says who they are, and that the device with this code may act for them. Here that is a choice. */
export function devicePage(signIns: SignIns): Hono<ServerEnv> {
  const page = (body: ReturnType<typeof html>) => sandboxPage('Sign in to Countersign', STYLE, body);
  return new Hono<ServerEnv>()
    .get('/devicelogin', (c) =>
      c.html(
        page(
          html`<p>
              This stands for Entra on this machine. Enter the code that your terminal shows, and choose who you are.
            </p>
            <form method="post">
              <p>
                <label
                  >Code <input name="code" required autocomplete="off" value="${c.req.query('code') ?? ''}"
                /></label>
              </p>
              <p>
                ${signIns.people.map(({ name }) => html`<button name="person" value="${name}">${name}</button> `)}
                <button name="person" value="">Decline</button>
              </p>
            </form>`,
        ),
      ),
    )
    .post('/devicelogin', async (c) => {
      const form = new URLSearchParams(await c.req.text());
      const person = signIns.people.find(({ name }) => name === form.get('person')) ?? null;
      const done = signIns.decide(form.get('code') ?? '', person);
      const words = !done
        ? 'No sign-in waits under this code. Codes are good for 15 minutes, once.'
        : person
          ? `You are signed in as ${person.name}. You can close this page.`
          : 'Declined.';
      return c.html(page(html`<p>${words}</p>`), done ? 200 : 400);
    });
}

const STYLE = `
  input { font: 1.25rem ui-monospace, monospace; letter-spacing: .1em; width: 12ch; text-transform: uppercase; padding: .25rem .5rem; }
  button { font: inherit; padding: .35rem .9rem; margin: 0 .25rem .5rem 0; cursor: pointer; }
`;
