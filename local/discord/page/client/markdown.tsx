import { markdown, type Piece } from '../../text/markdown';

/** Discord's markdown, drawn. */
export function Markdown({ source, nameOf }: { source: string; nameOf: (user: string) => string }) {
  return <Pieces pieces={markdown(source)} nameOf={nameOf} />;
}

function Pieces({ pieces, nameOf }: { pieces: Piece[]; nameOf: (user: string) => string }) {
  return pieces.map((piece, at) => {
    switch (piece.kind) {
      case 'text':
        return <span key={at}>{piece.text}</span>;
      case 'code':
        return <code key={at}>{piece.text}</code>;
      case 'block':
        return <pre key={at}>{piece.text}</pre>;
      case 'bold':
        return (
          <b key={at}>
            <Pieces pieces={piece.pieces} nameOf={nameOf} />
          </b>
        );
      case 'link':
        return (
          <a key={at} href={piece.url} target="_blank" rel="noreferrer">
            <Pieces pieces={piece.pieces} nameOf={nameOf} />
          </a>
        );
      case 'mention':
        return (
          <span key={at} className="mention">
            @{nameOf(piece.user)}
          </span>
        );
      case 'time':
        return (
          <time key={at}>
            {new Date(piece.epoch * 1000).toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' })}
          </time>
        );
    }
  });
}
