/** Formatting of a document and of a range: the one style of `language/format`. Text that cannot be formatted stays, and the user is told why. */
import type {
  DocumentFormattingParams,
  DocumentRangeFormattingParams,
  TextEdit,
} from 'vscode-languageserver';
import { formatFql, formatFqlRange, formatFsl, formatFslRange } from '../../language/format/format.ts';
import type { Span } from '../../language/syntax/tree.ts';
import { toRange, toSpan } from '../convert.ts';
import type { OpenDocument } from '../documents.ts';
import type { Session } from '../session.ts';

export function formatting({ textDocument }: DocumentFormattingParams, session: Session): TextEdit[] | null {
  const document = session.documents.get(textDocument.uri);
  if (!document || document.language === 'host') return null;
  const text = document.lines.getText();
  const formatted = document.language === 'fsl' ? formatFsl(text) : formatFql(text);
  if (!formatted.ok) return refuse(formatted.message, session);
  return edit(document, { start: 0, end: text.length }, formatted.text);
}

/** Formats the statements or items that the range touches, whole. */
export function rangeFormatting(
  { textDocument, range }: DocumentRangeFormattingParams,
  session: Session,
): TextEdit[] | null {
  const document = session.documents.get(textDocument.uri);
  if (!document || document.language === 'host') return null;
  const text = document.lines.getText();
  const span = toSpan(document.lines, range);
  const formatted = document.language === 'fsl' ? formatFslRange(text, span) : formatFqlRange(text, span);
  return formatted.ok ? edit(document, formatted.span, formatted.text) : refuse(formatted.message, session);
}

function edit({ lines }: OpenDocument, span: Span, newText: string): TextEdit[] {
  return lines.getText().slice(span.start, span.end) === newText
    ? []
    : [{ range: toRange(lines, span), newText }];
}

function refuse(message: string, session: Session): null {
  session.tell(message);
  return null;
}
