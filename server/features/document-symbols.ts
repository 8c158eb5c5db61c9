/**
 * The outline of a document, for breadcrumbs, the outline view and "go to symbol in editor".
 * In FQL: every `let`, nested by the functions and blocks that they stand in, and the top-level statements.
 * In FSL: items with their members.
 */
import { type DocumentSymbol, type DocumentSymbolParams, SymbolKind } from 'vscode-languageserver';
import type { FslNode } from '../../language/syntax/fsl-tree.ts';
import type { Expr, Span, Statement } from '../../language/syntax/tree.ts';
import { type Lines, toRange } from '../convert.ts';
import type { Session } from '../session.ts';
import { children, type TreeNode } from '../tree/children.ts';

export function documentSymbols({ textDocument }: DocumentSymbolParams, session: Session): DocumentSymbol[] {
  const document = session.documents.get(textDocument.uri);
  if (!document) return [];
  const { source, lines } = document;
  if (source.language === 'fsl')
    return source.syntax().nodes.flatMap((node) => schemaSymbol(node, undefined, lines));
  if (source.language === 'fql') {
    const text = lines.getText();
    return source.syntax().tree.statements.map((statement) => statementSymbol(statement, text, lines));
  }
  return [];
}

function statementSymbol(statement: Statement, text: string, lines: Lines): DocumentSymbol {
  if (statement.kind === 'Let') {
    const { name, value, span } = statement;
    const kind = isFunction(value) ? SymbolKind.Function : SymbolKind.Variable;
    return symbol(
      { name: name.text, kind, span, selection: name.span, children: letsIn(value, text, lines) },
      lines,
    );
  }
  const { expr, span } = statement;
  const name = summary(text.slice(span.start, span.end));
  const kind = expr.kind === 'Object' ? SymbolKind.Object : SymbolKind.Event;
  return symbol({ name, kind, span, selection: span, children: letsIn(expr, text, lines) }, lines);
}

/** The `let`s below an expression that no other `let` is between. Iterative along the left side of operators. */
function letsIn(root: Expr, text: string, lines: Lines): DocumentSymbol[] {
  const found: DocumentSymbol[] = [];
  const pending: TreeNode[] = [root];
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (node.kind === 'Let') found.push(statementSymbol(node, text, lines));
    else pending.push(...children(node).toReversed());
  }
  return found;
}

function isFunction(value: Expr): boolean {
  return value.kind === 'LongLambda' || value.kind === 'ShortLambda';
}

/** The first line of a statement, cut to a length that an outline can show. */
function summary(text: string): string {
  const line = text.split('\n', 1)[0]?.trim() ?? '';
  const complete = line.length === text.trim().length;
  return complete && line.length <= 60 ? line : `${line.slice(0, 59).trimEnd()} …`;
}

const itemKinds: Record<string, SymbolKind> = {
  collection: SymbolKind.Class,
  function: SymbolKind.Function,
  role: SymbolKind.Interface,
  'access provider': SymbolKind.Module,
  field: SymbolKind.Field,
  index: SymbolKind.Key,
  unique: SymbolKind.Constant,
  check: SymbolKind.Boolean,
  migrations: SymbolKind.Package,
};

/** `inside` is the keyword of the item that the node is a member of. */
function schemaSymbol(node: FslNode, inside: string | undefined, lines: Lines): DocumentSymbol[] {
  const { keyword, name, body, span } = node;
  // The statements of a migrations block are history, not structure.
  if (inside === 'migrations') return [];
  const members =
    body?.kind === 'Block' ? body.items.flatMap((item) => schemaSymbol(item, keyword.text, lines)) : [];
  const computed = body?.kind === 'Field' && body.form === 'Compute';
  const detail = keyword.text === 'field' ? (computed ? 'compute' : undefined) : keyword.text;
  return [
    symbol(
      {
        name: name?.text || keyword.text,
        detail: name ? detail : undefined,
        kind: computed ? SymbolKind.Property : (itemKinds[keyword.text] ?? SymbolKind.Property),
        span,
        selection: name?.span ?? keyword.span,
        children: members,
      },
      lines,
    ),
  ];
}

interface SymbolParts {
  name: string;
  detail?: string;
  kind: SymbolKind;
  span: Span;
  selection: Span;
  children: DocumentSymbol[];
}

/** Names may be empty in broken text, which the protocol does not allow. */
function symbol(
  { name, detail, kind, span, selection, children: below }: SymbolParts,
  lines: Lines,
): DocumentSymbol {
  const range = toRange(lines, span);
  return {
    name: name || '(unnamed)',
    detail,
    kind,
    range,
    selectionRange: toRange(lines, selection),
    children: below,
  };
}
