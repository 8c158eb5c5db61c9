/**
 * The only place that turns spans (UTF-16 offsets) into positions of the protocol and back.
 * Positions outside the text are clamped to it, as the protocol wants.
 */
import type { Position, Range } from 'vscode-languageserver-protocol';
import type { Span } from '../language/syntax/tree.ts';

/** What converts: any text with line starts, such as an open document. */
export interface Lines {
  positionAt(offset: number): Position;
  offsetAt(position: Position): number;
}

export function toRange(lines: Lines, span: Span): Range {
  return { start: lines.positionAt(span.start), end: lines.positionAt(span.end) };
}

/** A range given backwards is turned round. */
export function toSpan(lines: Lines, range: Range): Span {
  const from = lines.offsetAt(range.start);
  const to = lines.offsetAt(range.end);
  return { start: Math.min(from, to), end: Math.max(from, to) };
}
