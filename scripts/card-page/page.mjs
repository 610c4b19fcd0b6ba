import { theme } from './host-config.mjs';

/** A page that draws a card twice, light beside dark. It has `AdaptiveCards` and a Markdown parser loaded before. */
export function cardPage(card, width) {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Cards</title><style>
    * { box-sizing: border-box }
    body, p { margin: 0 }
    #shot { display: inline-flex }
    .theme { padding: 16px; background: var(--page); color: var(--text) }
    .card { width: ${width}px; background: var(--card); border: 1px solid var(--border); border-radius: 4px; overflow: hidden }
    .mention, a { color: var(--accent); text-decoration: none }
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
    for (const { hostConfig, colours } of ${inScript(['light', 'dark'].map(theme))}) {
      const card = new AdaptiveCards.AdaptiveCard();
      card.hostConfig = new AdaptiveCards.HostConfig(hostConfig);
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

const inScript = (value) => JSON.stringify(value).replace(/</g, '\\u003c');
