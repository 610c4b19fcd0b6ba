const ENTITIES: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };

/**
 * Undoes what Slack does to typed text, in one pass: `<http://x.y|x.y>` → `x.y`, `<#C1|general>` → `#general`,
 * `<mailto:a@b|a@b>` → `a@b`, `<!here>` → `@here`, `&lt;` → `<`. Mentions of people stay `<@U123>`, without the name.
 * https://docs.slack.dev/messaging/formatting-message-text
 */
export function unslackText(text: string): string {
  return text.replace(/<([^<>]*)>|&(?:amp|lt|gt);/g, (token: string, inside: string | undefined) =>
    inside === undefined ? (ENTITIES[token] ?? token) : asTyped(token, inside),
  );
}

function asTyped(token: string, inside: string): string {
  const bar = inside.indexOf('|');
  const target = bar === -1 ? inside : inside.slice(0, bar);
  const label = bar === -1 ? '' : unescapeEntities(inside.slice(bar + 1));
  switch (target[0]) {
    case '@':
      return `<${target}>`;
    case '#':
      return label ? `#${label}` : token;
    case '!':
      return special(target.slice(1), label);
    default:
      return label || unescapeEntities(target.replace(/^mailto:/, ''));
  }
}

/** `<!here>`, `<!subteam^S1|@leads>`, `<!date^…|fallback>`. */
function special(name: string, label: string): string {
  if (['here', 'channel', 'everyone'].includes(name)) return `@${name}`;
  return label;
}

function unescapeEntities(text: string): string {
  return text.replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity] ?? entity);
}
