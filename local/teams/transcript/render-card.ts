import { isObject, type Json } from '../state/model';

/** A card as lines of text: what stands on it, its inputs, and its buttons in brackets. */
export function renderCard(card: Json): string[] {
  return [...list(card.body).flatMap(renderElement), ...buttons(card.actions)];
}

function renderElement(element: Json): string[] {
  if (element.isVisible === false) return [];
  switch (element.type) {
    case 'TextBlock':
      return String(element.text).split('\n');
    case 'RichTextBlock':
      return [(element.inlines as unknown[]).map((run) => (isObject(run) ? String(run.text) : String(run))).join('')];
    case 'FactSet':
      return list(element.facts).map(({ title, value }) => `${String(title)}: ${String(value)}`);
    case 'Container':
      return list(element.items).flatMap(renderElement);
    case 'ColumnSet':
      return [
        list(element.columns)
          .map((column) => list(column.items).flatMap(renderElement).join(' '))
          .join(' | '),
      ];
    case 'Table':
      return list(element.rows).map((row) =>
        list(row.cells)
          .map((cell) => list(cell.items).flatMap(renderElement).join(' '))
          .join(' | '),
      );
    case 'ActionSet':
      return buttons(element.actions);
    case 'Image':
      return [`(${String(element.altText)})`];
    default:
      return String(element.type).startsWith('Input.')
        ? [`${String(element.label ?? element.id)}: ____ (${String(element.id)})`]
        : [];
  }
}

function buttons(actions: unknown): string[] {
  const all = list(actions);
  const forms = all.flatMap(({ card, title }) =>
    isObject(card) ? [`${String(title)}:`, ...renderCard(card).map((line) => `  ${line}`)] : [],
  );
  return all.length > 0 ? [all.map(({ title }) => `[${String(title)}]`).join(' '), ...forms] : [];
}

const list = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isObject) : []);
