import { type Inline, type View } from '../../src/model/view';

/** A view as somebody without any markup would read it. */
export function plainText(view: View): string {
  const line = (parts: Inline[]) => parts.map(word).join('');
  return [
    `${view.icon} ${line(view.headline)}`,
    ...(view.lines ?? []).map(line),
    ...(view.reactionHint ? [line(view.reactionHint)] : []),
    ...(view.facts ?? []).map(({ label, value }) => `${label}: ${line(value)}`),
    ...(view.lists ?? []).flatMap(({ title, items, more }) => [
      title,
      ...items.map(line),
      ...(more ? [line(more)] : []),
    ]),
    ...(view.steps ?? []).map(({ label, state }) => `${state} ${label}`),
    ...(view.code ? [view.code.title, view.code.text] : []),
    ...(view.links ?? []).map(({ text, url }) => `${text}: ${url}`),
    ...(view.actions ?? []).map(({ kind }) => `[${kind}]`),
    ...(view.footer ?? []).map(line),
  ].join('\n');
}

function word(part: Inline): string {
  if (typeof part === 'string') return part;
  if ('bold' in part) return part.bold;
  if ('code' in part) return part.code;
  if ('person' in part) return `@${part.person.id}`;
  if ('time' in part) return part.time;
  return part.link;
}
