/** A piece of Discord's markdown, as its client takes it apart. */
export type Piece =
  | { kind: 'text' | 'code' | 'block'; text: string }
  | { kind: 'bold'; pieces: Piece[] }
  | { kind: 'link'; pieces: Piece[]; url: string }
  | { kind: 'mention'; user: string }
  | { kind: 'time'; epoch: number };

/** In the order in which the client tries them. An address in plain sight becomes a link of its own. */
const RULES: [RegExp, (match: string[]) => Piece][] = [
  [/^\\([^0-9A-Za-z\s])/, ([, text = '']) => ({ kind: 'text', text })],
  [/^```(?:\w*\n)?([\s\S]*?)\n?```/, ([, text = '']) => ({ kind: 'block', text })],
  [
    /^(`+)([\s\S]*?[^`])\1(?!`)/,
    ([, , text = '']) => ({ kind: 'code', text: text.replace(/^ (?=[\s\S]*`)|(?<=`[\s\S]*) $/g, '') }),
  ],
  [/^\*\*([\s\S]+?)\*\*(?!\*)/, ([, text = '']) => ({ kind: 'bold', pieces: markdown(text) })],
  [
    /^\[((?:\\.|[^\]\\])+)\]\(<?(https?:\/\/[^\s>)]+)>?\)/,
    ([, text = '', url = '']) => ({ kind: 'link', pieces: markdown(text), url }),
  ],
  [/^<@!?(\d+)>/, ([, user = '']) => ({ kind: 'mention', user })],
  [/^<t:(\d+)(?::\w)?>/, ([, epoch]) => ({ kind: 'time', epoch: Number(epoch) })],
  [
    /^https?:\/\/[^\s<]+[^<.,:;"')\]\s]/,
    ([url = '']) => ({ kind: 'link', pieces: [{ kind: 'text', text: url }], url }),
  ],
];

export function markdown(source: string): Piece[] {
  const pieces: Piece[] = [];
  for (let rest = source; rest;) {
    const [match, make] = RULES.map(([rule, then]) => [rule.exec(rest), then] as const).find(([found]) => found) ?? [];
    const piece: Piece = match && make ? make([...match]) : { kind: 'text', text: rest[0] ?? '' };
    rest = rest.slice(match?.[0].length ?? 1);
    const last = pieces.at(-1);
    if (piece.kind === 'text' && last?.kind === 'text') last.text += piece.text;
    else pieces.push(piece);
  }
  return pieces;
}

/** What people read of it. */
export function wordsOf(source: string, nameOf: (user: string) => string): string {
  return markdown(source)
    .map((piece) => pieceText(piece, nameOf))
    .join('');
}

function pieceText(piece: Piece, nameOf: (user: string) => string): string {
  switch (piece.kind) {
    case 'bold':
    case 'link':
      return piece.pieces.map((one) => pieceText(one, nameOf)).join('');
    case 'mention':
      return `@${nameOf(piece.user)}`;
    case 'time':
      return new Date(piece.epoch * 1000).toISOString();
    default:
      return piece.text;
  }
}
