/** Document highlight: a bracket with its partner, or a name with its declaration and its other uses. */
import {
  type DocumentHighlight,
  DocumentHighlightKind,
  type DocumentHighlightParams,
} from 'vscode-languageserver';
import type { Span } from '../../language/syntax/tree.ts';
import { bracketsAround, isClosed } from '../brackets.ts';
import { toRange } from '../convert.ts';
import type { OpenDocument } from '../documents.ts';
import { rootsOf } from '../roots.ts';
import type { Session } from '../session.ts';
import { contains } from '../tree/children.ts';
import { declarationAt, resolveNames } from '../tree/names.ts';

export function highlight(
  { textDocument, position }: DocumentHighlightParams,
  session: Session,
): DocumentHighlight[] {
  const document = session.documents.get(textDocument.uri);
  if (!document) return [];
  const offset = document.lines.offsetAt(position);
  return (namesAt(document, offset) ?? bracketsAt(document, offset)).map(({ span, kind }) => ({
    range: toRange(document.lines, span),
    kind,
  }));
}

interface Mark {
  span: Span;
  kind: DocumentHighlightKind;
}

function namesAt(document: OpenDocument, offset: number): Mark[] | undefined {
  for (const { root, parameters } of rootsOf(document)) {
    const inside = contains(root.span, offset) || parameters.some(({ span }) => contains(span, offset));
    if (!inside) continue;
    const names = resolveNames(root, parameters);
    const declaration = declarationAt(names, offset);
    if (declaration) {
      const uses = declaration.uses.map((span) => ({ span, kind: DocumentHighlightKind.Read }));
      return [{ span: declaration.span, kind: DocumentHighlightKind.Write }, ...uses];
    }
    const free = names.free.find(({ span }) => contains(span, offset));
    if (free) {
      return names.free
        .filter(({ name }) => name === free.name)
        .map(({ span }) => ({ span, kind: DocumentHighlightKind.Read }));
    }
  }
  return undefined;
}

/** The brackets whose opening or closing one the cursor touches, the innermost pair. */
function bracketsAt(document: OpenDocument, offset: number): Mark[] {
  const text = document.lines.getText();
  const touched = bracketsAround(document, offset).findLast(
    (span) => isClosed(text, span) && [span.start, span.start + 1, span.end - 1, span.end].includes(offset),
  );
  if (!touched) return [];
  const { start, end } = touched;
  return [
    { span: { start, end: start + 1 }, kind: DocumentHighlightKind.Text },
    { span: { start: end - 1, end }, kind: DocumentHighlightKind.Text },
  ];
}
