import { html, raw } from 'hono/html';

/** A page on which people see what a sandbox vendor holds. @param style CSS of its own, from source code alone */
export function sandboxPage(title: string, style: string, body: ReturnType<typeof html>) {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${title}</title>
        <style>
          ${raw(BASE + style)}
        </style>
      </head>
      <body>
        <h1>${title}</h1>
        ${body}
      </body>
    </html>`;
}

const BASE = `
  body { font: 16px/1.5 system-ui; max-width: 44rem; margin: 2rem auto; padding: 0 1rem; color: #1f2328; overflow-wrap: anywhere; }
  small { color: #59636e; }
`;
