import type { Piece } from './query-source.ts';

/** A `${…}` hole of a template, in offsets of the template's text, and the FQL expression that takes its place. */
export interface Hole {
  start: number;
  end: number;
  value: string;
}

const escapeSequence = /\\(u\{[0-9a-fA-F]+\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|\r\n|[^ux])/gu;

const escapedCharacters: Record<string, string> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  v: '\v',
  '0': '\0',
};

/**
 * The query that a tagged template of JavaScript stands for: its text with the escapes of JavaScript resolved, as the driver gets it,
 * and each hole filled with an expression in parentheses.
 * @param text what is between the back-ticks; @param offset where it begins in the document
 */
export function templatePieces(text: string, offset: number, holes: readonly Hole[]): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const { start, end, value } of [...holes, { start: text.length, end: text.length, value: '' }]) {
    pieces.push(...resolved(text.slice(from, start), offset + from));
    if (end > start) {
      pieces.push({
        text: `(${value})`,
        document: { start: offset + start, end: offset + end },
        verbatim: false,
      });
    }
    from = end;
  }
  return pieces;
}

function resolved(text: string, offset: number): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  const verbatim = (to: number) => {
    if (to > from) {
      pieces.push({
        text: text.slice(from, to),
        document: { start: offset + from, end: offset + to },
        verbatim: true,
      });
    }
  };
  for (const match of text.matchAll(escapeSequence)) {
    const [whole, escaped = ''] = match;
    verbatim(match.index);
    from = match.index + whole.length;
    const place = { start: offset + match.index, end: offset + from };
    pieces.push({ text: characterOf(escaped), document: place, verbatim: false });
  }
  verbatim(text.length);
  return pieces;
}

function characterOf(escaped: string): string {
  const code = /^[ux]\{?([0-9a-fA-F]+)/.exec(escaped)?.[1];
  if (code !== undefined) return String.fromCodePoint(Math.min(Number.parseInt(code, 16), 0x10ffff));
  // A backslash before a line break continues the line.
  if (escaped === '\n' || escaped === '\r\n') return '';
  return escapedCharacters[escaped] ?? escaped;
}
