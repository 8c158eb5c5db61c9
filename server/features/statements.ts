/** `fql/statements` and `fql/statementAt`: what the editor's run command and its code lenses run. */
import { type Lines, toRange } from '../convert.ts';
import type { OpenDocument } from '../documents.ts';
import type { Runnable, StatementAtParams, StatementsParams, StatementsResult } from '../protocol.ts';
import type { Session } from '../session.ts';
import type { Template } from '../source.ts';
import { type RunnableStatement, runnableStatements, statementAt } from '../statements.ts';
import { contains } from '../tree/children.ts';

export function statements({ uri }: StatementsParams, session: Session): StatementsResult {
  const document = session.documents.get(uri);
  return { version: document?.lines.version ?? 0, statements: document ? runnables(document) : [] };
}

/** The statement that the cursor is in or behind; with the cursor above the first one, the first. In a host document, the template. */
export function statementUnder({ uri, position }: StatementAtParams, session: Session): Runnable | null {
  const document = session.documents.get(uri);
  if (!document) return null;
  const { source, lines } = document;
  const offset = lines.offsetAt(position);
  if (source.language === 'host') {
    const template = source.syntax().find(({ content }) => contains(content, offset));
    return template ? templateRunnable(template, lines) : null;
  }
  if (source.language !== 'fql') return null;
  const found = statementAt(runnableStatements(source.syntax().tree), offset);
  return found ? statementRunnable(found, lines) : null;
}

function runnables({ source, lines }: OpenDocument): Runnable[] {
  switch (source.language) {
    case 'fql':
      return runnableStatements(source.syntax().tree).map((statement) => statementRunnable(statement, lines));
    case 'host':
      return source.syntax().map((template) => templateRunnable(template, lines));
    case 'fsl':
      return [];
  }
}

function statementRunnable({ kind, span, parts }: RunnableStatement, lines: Lines): Runnable {
  return { kind, range: toRange(lines, span), parts: parts.map((part) => toRange(lines, part)), holes: [] };
}

function templateRunnable({ content, holes }: Template, lines: Lines): Runnable {
  const range = toRange(lines, content);
  return { kind: 'template', range, parts: [range], holes: holes.map((hole) => toRange(lines, hole)) };
}
