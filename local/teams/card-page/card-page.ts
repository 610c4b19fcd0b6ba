import { join } from 'node:path';
import { type Page } from 'playwright-core';
import { theme } from './host-config';

const MODULES = join(process.cwd(), 'node_modules');
/** Microsoft's renderer, and a Markdown parser for it, which it has none of itself. */
const SCRIPTS = ['adaptivecards/dist/adaptivecards.min.js', 'prettier/plugins/markdown.js'];
const ADDRESS = 'http://cards.invalid/';

export type ThemeName = 'light' | 'dark';

/** What a press on a button of a drawn card would send. */
export interface Pressed {
  type: string;
  verb?: string;
  data?: unknown;
  url?: string;
}

/** Draws a card by Microsoft's renderer, once a theme side by side, in Chromium. Run it from the repository's root. */
export async function drawCard(page: Page, card: object, width: number, themes: ThemeName[]): Promise<void> {
  await page.unrouteAll();
  await page.route(ADDRESS, (route) => route.fulfill({ contentType: 'text/html', body: html(card, width, themes) }));
  await page.goto(ADDRESS);
}

/** Loads what the page needs, into every page that `drawCard` then draws. */
export async function prepare(page: Page): Promise<void> {
  for (const script of SCRIPTS) await page.addInitScript({ path: join(MODULES, script) });
}

/** What was pressed on the card since it was drawn. */
export const pressed = (page: Page): Promise<Pressed[]> => page.evaluate('pressed');

function html(card: object, width: number, themes: ThemeName[]): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Cards</title><style>
    * { box-sizing: border-box }
    body, p { margin: 0 }
    #shot { display: inline-flex }
    .theme { padding: 16px; background: var(--page); color: var(--text) }
    .card { width: ${width}px; background: var(--card); border: 1px solid var(--border); border-radius: 4px; overflow: hidden }
    .mention, a { color: var(--accent); text-decoration: none }
    /* Teams' renderer has a setting for it, the published one has not. */
    .ac-actionSet { flex-wrap: wrap; row-gap: 8px }
    .ac-pushButton, .ac-input { font: 14px 'Segoe UI', 'Noto Sans', 'DejaVu Sans', sans-serif; color: var(--text);
      border: 1px solid var(--border); border-radius: 4px; background: var(--card) }
    .ac-pushButton { font-weight: 600; padding: 5px 12px }
    .ac-pushButton.style-positive { background: #5b5fc7; border-color: #5b5fc7; color: #fff }
    .ac-pushButton.style-destructive { color: var(--attention); border-color: var(--attention) }
    .ac-input { width: 100%; padding: 6px 8px }
    .ac-multiline { min-height: 56px; resize: none }
  </style><body><div id="shot"></div><script>
    const escape = (text) => text.replace(/[&<>"]/g, (one) => '&#' + one.charCodeAt(0) + ';');
    /** Of Markdown, what Teams reads, and mentions as it shows them. */
    const html = ({ type, children = [], value, url }) => {
      const inside = children.map(html).join('');
      if (value === '<at>') return '<span class="mention">';
      if (value === '</at>') return '</span>';
      if (type === 'strong' || type === 'emphasis') return '<' + type + '>' + inside + '</' + type + '>';
      if (type === 'link') return '<a href="' + escape(url) + '">' + inside + '</a>';
      if (type === 'paragraph') return '<p>' + inside + '</p>';
      return value === undefined ? inside : escape(value);
    };
    AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
      const tree = prettierPlugins.markdown.parsers.markdown.parse(text, {});
      Object.assign(result, { outputHtml: html(tree).replaceAll('emphasis>', 'em>'), didProcess: true });
    };
    const pressed = [];
    for (const { hostConfig, colours } of ${inScript(themes.map(theme))}) {
      const card = new AdaptiveCards.AdaptiveCard();
      card.hostConfig = new AdaptiveCards.HostConfig(hostConfig);
      card.onExecuteAction = ({ _propertyBag: { type, verb, url }, data }) => pressed.push({ type, verb, url, data });
      card.parse(${inScript(card)});
      const frame = document.createElement('div');
      frame.className = 'theme';
      for (const [name, colour] of Object.entries(colours)) frame.style.setProperty('--' + name, colour);
      const box = document.createElement('div');
      box.className = 'card';
      box.append(card.render());
      frame.append(box);
      document.getElementById('shot').append(frame);
    }
  </script></body></html>`;
}

const inScript = (value: unknown) => JSON.stringify(value).replace(/</g, '\\u003c');
