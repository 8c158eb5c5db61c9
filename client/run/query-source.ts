/** The text of a query and the places in a document that it came from. Offsets count UTF-16 code units. */

/** A piece of a query. */
export interface Piece {
  text: string;
  /** Where the piece comes from, half-open. */
  document: { start: number; end: number };
  /** Whether `text` is the document's own text there; otherwise it stands for the whole place (a value for a `${…}` hole). */
  verbatim: boolean;
}

export interface QuerySource {
  text: string;
  pieces: { start: number; piece: Piece }[];
}

/** A place in a text as the database counts it: line and column from 0, in UTF-16 code units. */
export interface Place {
  line: number;
  column: number;
}

/** Puts the pieces of a query together, with nothing between them. */
export function querySource(pieces: readonly Piece[]): QuerySource {
  let start = 0;
  const placed = pieces.map((piece) => {
    const at = start;
    start += piece.text.length;
    return { start: at, piece };
  });
  return { text: pieces.map(({ text }) => text).join(''), pieces: placed };
}

/**
 * The place in the document of a range of the query, half-open. It never is empty where the document has a character to show:
 * a problem at the very end marks the last character.
 */
export function documentRange(source: QuerySource, from: Place, to: Place): { start: number; end: number } {
  const first = offsetAt(source.text, from);
  const last = Math.max(offsetAt(source.text, to), first);
  const start = documentOffset(source, first, 'start');
  const end = Math.max(documentOffset(source, last, 'end'), start);
  if (end > start) return { start, end };
  const text = source.text;
  if (first < text.length && text[first] !== '\n' && text[first] !== '\r') return { start, end: start + 1 };
  return { start: Math.max(start - 1, documentOffset(source, 0, 'start')), end: start };
}

function offsetAt(text: string, { line, column }: Place): number {
  let start = 0;
  for (let number = 0; number < line; number++) {
    const end = text.indexOf('\n', start);
    if (end < 0) return text.length;
    start = end + 1;
  }
  const end = text.indexOf('\n', start);
  return Math.min(start + column, end < 0 ? text.length : end);
}

function documentOffset({ pieces }: QuerySource, offset: number, side: 'start' | 'end'): number {
  // A boundary between two pieces belongs to the following piece as a start, to the preceding piece as an end.
  const found =
    pieces.findLast(({ start }) => (side === 'start' ? start <= offset : start < offset)) ?? pieces[0];
  if (found === undefined) return 0;
  const { start, piece } = found;
  if (!piece.verbatim) return side === 'start' ? piece.document.start : piece.document.end;
  return Math.min(piece.document.start + Math.max(offset - start, 0), piece.document.end);
}
