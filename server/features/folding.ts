/** Folding: whatever stands between brackets over several lines, method chains, comments, and `// #region` … `// #endregion`. */
import { type FoldingRange, FoldingRangeKind, type FoldingRangeParams } from 'vscode-languageserver';
import type { Comment, Span } from '../../language/syntax/tree.ts';
import type { Lines } from '../convert.ts';
import { rootsOf } from '../roots.ts';
import type { Session } from '../session.ts';
import { type TreeNode, visit } from '../tree/children.ts';
import { visitNodes } from '../tree/fsl.ts';

export function folding({ textDocument }: FoldingRangeParams, session: Session): FoldingRange[] {
  const document = session.documents.get(textDocument.uri);
  if (!document) return [];
  const { source, lines } = document;
  const byStart = new Map<number, FoldingRange>();
  const fold = (range: FoldingRange | undefined) => {
    const known = range && byStart.get(range.startLine);
    // One range for a line, the larger: an editor shows one arrow there.
    if (range && (!known || known.endLine < range.endLine)) byStart.set(range.startLine, range);
  };
  if (source.language === 'fsl') {
    visitNodes(source.syntax().nodes, ({ keyword, body, span }) => {
      // A closing bracket stays visible below the fold.
      const open = body?.kind === 'Block' || body?.kind === 'Paths' || body?.kind === 'Function';
      if (open) fold(linesOf(lines, { start: keyword.span.start, end: span.end }, 1));
    });
  }
  const query = source.language === 'fql' && source.syntax().tree;
  for (const { root } of rootsOf(document))
    visit(root, (node) => node !== query && fold(foldOf(node, lines)));
  if (source.language !== 'host') {
    const { comments } = source.syntax();
    for (const range of commentFolds(comments, lines, lines.getText())) fold(range);
  }
  return [...byStart.values()].sort((a, b) => a.startLine - b.startLine);
}

function foldOf(node: TreeNode, lines: Lines): FoldingRange | undefined {
  switch (node.kind) {
    case 'Block':
    case 'Object':
    case 'Array':
    case 'Tuple':
    case 'Project':
    case 'Match':
    case 'MethodCall':
    case 'Apply':
    case 'ObjectType':
      return linesOf(
        lines,
        node.kind === 'Project' ? { start: node.subject.span.end, end: node.span.end } : node.span,
        1,
      );
    case 'Chain':
    case 'Template':
      return linesOf(lines, node.span, 0);
    default:
      return undefined;
  }
}

function linesOf(lines: Lines, span: Span, visibleAtEnd: number): FoldingRange | undefined {
  const startLine = lines.positionAt(span.start).line;
  const endLine = lines.positionAt(span.end).line - visibleAtEnd;
  return endLine > startLine ? { startLine, endLine } : undefined;
}

function* commentFolds(
  comments: readonly Comment[],
  lines: Lines,
  text: string,
): Generator<FoldingRange | undefined> {
  const regions: number[] = [];
  let first: number | undefined;
  let last = -2;
  const run = (): FoldingRange | undefined =>
    first !== undefined && last > first
      ? { startLine: first, endLine: last, kind: FoldingRangeKind.Comment }
      : undefined;
  for (const { kind, span } of comments) {
    const { line, character } = lines.positionAt(span.start);
    if (kind === 'block') {
      const range = linesOf(lines, span, 0);
      yield range && { ...range, kind: FoldingRangeKind.Comment };
      continue;
    }
    const words = text.slice(span.start, span.end);
    if (/^\/\/\s*#region\b/.test(words)) regions.push(line);
    else if (/^\/\/\s*#endregion\b/.test(words)) {
      const startLine = regions.pop();
      if (startLine !== undefined) yield { startLine, endLine: line, kind: FoldingRangeKind.Region };
    } else {
      const alone = text.slice(span.start - character, span.start).trim() === '';
      if (alone && line === last + 1 && first !== undefined) last = line;
      else {
        yield run();
        first = alone ? line : undefined;
        last = alone ? line : -2;
      }
    }
  }
  yield run();
}
