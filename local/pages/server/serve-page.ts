import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Hono } from 'hono';
import { type ServerEnv } from '../../kit/server-env';

const built = '.build/page';
const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#4b2d73"/>' +
  '<path d="M9 17l5 5 9-12" fill="none" stroke="#fff" stroke-width="4" stroke-linecap="round" stroke-linejoin="round"/></svg>';

/** Only what this server serves; images too may come from https, as messages can show some. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' https:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * A page at `/` made of the client bundle `.build/page/<name>.{js,css}`.
 * @throws Error that says to build when there is no such bundle
 */
export function servePage({ name, title }: { name: string; title: string }): Hono<ServerEnv> {
  const files = { js: read(`${name}.js`), css: read(`${name}.css`) };
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)}</title>
<link rel="icon" href="/_page/icon.svg">
<link rel="stylesheet" href="/_page/${name}.css">
<script type="module" src="/_page/${name}.js"></script>
</head>
<body><div id="page"></div><noscript>This page needs JavaScript.</noscript></body>
</html>
`;
  const headers = {
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-cache',
  };
  return new Hono<ServerEnv>()
    .get('/', (c) => c.html(html, 200, headers))
    .get(`/_page/${name}.js`, (c) => c.body(files.js, 200, { ...headers, 'content-type': 'text/javascript' }))
    .get(`/_page/${name}.css`, (c) => c.body(files.css, 200, { ...headers, 'content-type': 'text/css' }))
    .get('/_page/icon.svg', (c) => c.body(icon, 200, { ...headers, 'content-type': 'image/svg+xml' }));
}

/** The company's name is in it. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

function read(file: string): string {
  try {
    return readFileSync(join(built, file), 'utf8');
  } catch (cause) {
    throw new Error(`${join(built, file)} is missing: run npm run build first, from the repository's root`, { cause });
  }
}
