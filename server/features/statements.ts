/** `fql/statements` and `fql/statementAt`: what the editor's run command and its code lenses run. */
import { toRange } from '../convert.ts';
import type { OpenDocument } from '../documents.ts';
import type { Runnable, StatementAtParams, StatementsParams, StatementsResult } from '../protocol.ts';
import type { Session } from '../session.ts';
import { runnableStatements, statementAt } from '../statements.ts';

export function statements({ uri }: StatementsParams, session: Session): StatementsResult {
  const document = session.documents.get(uri);
  return { version: document?.lines.version ?? 0, statements: document ? runnables(document) : [] };
}

/** The statement that the cursor is in or behind; with the cursor above the first one, the first. */
export function statementUnder({ uri, position }: StatementAtParams, session: Session): Runnable | null {
  const document = session.documents.get(uri);
  if (document?.source.language !== 'fql') return null;
  const offset = document.lines.offsetAt(position);
  const found = statementAt(runnableStatements(document.source.syntax().tree), offset);
  return found ? toRunnable(document, found) : null;
}

function runnables(document: OpenDocument): Runnable[] {
  if (document.source.language !== 'fql') return [];
  return runnableStatements(document.source.syntax().tree).map((statement) =>
    toRunnable(document, statement),
  );
}

function toRunnable(
  { lines }: OpenDocument,
  { kind, span, parts }: ReturnType<typeof runnableStatements>[number],
): Runnable {
  return { kind, range: toRange(lines, span), parts: parts.map((part) => toRange(lines, part)), holes: [] };
}
