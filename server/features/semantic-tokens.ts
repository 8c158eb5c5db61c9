/** Semantic tokens: whole, for a range, and as the difference to the answer before. */
import {
  type SemanticTokens,
  SemanticTokensBuilder,
  type SemanticTokensDelta,
  type SemanticTokensDeltaParams,
  type SemanticTokensParams,
  type SemanticTokensRangeParams,
} from 'vscode-languageserver';
import type { Span } from '../../language/syntax/tree.ts';
import { toSpan } from '../convert.ts';
import type { OpenDocument } from '../documents.ts';
import type { Session } from '../session.ts';
import { tokenModifiers, tokenTypes } from '../token-legend.ts';
import { type Token, tokensOf } from '../tokens.ts';

/** Of each document what it was last told, which the next difference is taken to. */
const builders = new WeakMap<OpenDocument, SemanticTokensBuilder>();

export function semanticTokens({ textDocument }: SemanticTokensParams, session: Session): SemanticTokens {
  const document = session.documents.get(textDocument.uri);
  if (!document) return { data: [] };
  const builder = new SemanticTokensBuilder();
  builders.set(document, builder);
  fill(builder, document, session);
  return builder.build();
}

export function semanticTokensDelta(
  { textDocument, previousResultId }: SemanticTokensDeltaParams,
  session: Session,
): SemanticTokens | SemanticTokensDelta {
  const document = session.documents.get(textDocument.uri);
  const builder = document && builders.get(document);
  if (!document || !builder) return semanticTokens({ textDocument }, session);
  builder.previousResult(previousResultId);
  fill(builder, document, session);
  return builder.buildEdits();
}

export function semanticTokensRange(
  { textDocument, range }: SemanticTokensRangeParams,
  session: Session,
): SemanticTokens {
  const document = session.documents.get(textDocument.uri);
  if (!document) return { data: [] };
  const builder = new SemanticTokensBuilder();
  fill(builder, document, session, toSpan(document.lines, range));
  return builder.build();
}

function fill(builder: SemanticTokensBuilder, document: OpenDocument, session: Session, within?: Span): void {
  for (const token of tokensOf(document, session.schema)) {
    const { start, end } = token.span;
    if (within && (end < within.start || start > within.end)) continue;
    const from = document.lines.positionAt(start);
    const to = document.lines.positionAt(end);
    // A token has one line; only a quoted key can have more.
    if (from.line !== to.line) continue;
    builder.push(from.line, from.character, end - start, tokenTypes.indexOf(token.type), modifiers(token));
  }
}

function modifiers({ declaration, library }: Token): number {
  return (
    (declaration ? 1 << tokenModifiers.indexOf('declaration') : 0) |
    (library ? 1 << tokenModifiers.indexOf('defaultLibrary') : 0)
  );
}
