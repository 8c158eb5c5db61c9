/**
 * Indentation while typing: a new line is indented by the bracket that it stands in, and a typed closing bracket goes under the line
 * of its opening one.
 */
import type { DocumentOnTypeFormattingParams, TextEdit } from 'vscode-languageserver';
import { bracketsAround, isClosed } from '../brackets.ts';
import type { OpenDocument } from '../documents.ts';
import type { Session } from '../session.ts';

export function onTypeFormatting(
  { textDocument, position, ch, options }: DocumentOnTypeFormattingParams,
  session: Session,
): TextEdit[] {
  const document = session.documents.get(textDocument.uri);
  if (!document) return [];
  const { lines } = document;
  const text = lines.getText();
  const lineStart = lines.offsetAt({ line: position.line, character: 0 });
  const present = blankAt(text, lineStart);
  const first = lineStart + present.length;
  const closing = ')]}'.includes(text[first] ?? ' ');
  // A closing bracket counts only when it is the first thing on its line.
  if (ch !== '\n' && !(closing && first + 1 === lines.offsetAt(position))) return [];

  const opening = openingBefore(document, first);
  const unit = options.insertSpaces ? ' '.repeat(options.tabSize) : '\t';
  let wanted = '';
  if (opening !== undefined) {
    const { line } = lines.positionAt(opening);
    wanted = blankAt(text, lines.offsetAt({ line, character: 0 })) + (closing ? '' : unit);
  }
  if (wanted === present || isContinuation(text, first)) return [];
  const start = { line: position.line, character: 0 };
  return [{ range: { start, end: { line: position.line, character: present.length } }, newText: wanted }];
}

/** A line that goes on with a method chain keeps the indentation that its writer gave it. */
function isContinuation(text: string, first: number): boolean {
  return /^\??\.[^.]/.test(text.slice(first, first + 3));
}

function blankAt(text: string, lineStart: number): string {
  let end = lineStart;
  while (text[end] === ' ' || text[end] === '\t') end++;
  return text.slice(lineStart, end);
}

/** The opening bracket of the innermost pair that `offset` is inside; undefined at the top level. */
function openingBefore(document: OpenDocument, offset: number): number | undefined {
  const text = document.lines.getText();
  const around = bracketsAround(document, offset).filter((span) => span.start < offset);
  return around.findLast((span) => offset < span.end || !isClosed(text, span))?.start;
}
