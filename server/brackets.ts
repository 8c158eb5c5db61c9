/** The brackets of nodes, as spans from the opening to the closing one. In broken text the closing one may be missing. */
import type { Span } from '../language/syntax/tree.ts';
import type { OpenDocument } from './documents.ts';
import { rootsOf } from './roots.ts';
import { contains, pathAt, type TreeNode } from './tree/children.ts';
import { bracketsOf, nodesAt } from './tree/fsl.ts';

/** The pairs round `offset` (both ends count), outermost first. */
export function bracketsAround(document: OpenDocument, offset: number): Span[] {
  const text = document.lines.getText();
  const pairs: Span[] = [];
  if (document.source.language === 'fsl') {
    for (const node of nodesAt(document.source.syntax().nodes, offset)) pairs.push(...bracketsOf(node));
  }
  for (const { root } of rootsOf(document)) {
    if (contains(root.span, offset)) pairs.push(...pathAt(root, offset).flatMap(bracketsIn));
  }
  // A query is a block without braces.
  return pairs.filter(
    ({ start, end }) => contains({ start, end }, offset) && '([{'.includes(text[start] ?? ' '),
  );
}

function bracketsIn(node: TreeNode): Span[] {
  switch (node.kind) {
    case 'Object':
    case 'Array':
    case 'Tuple':
    case 'Block':
    case 'ObjectType':
    case 'InterfaceType':
    case 'TupleType':
      return [node.span];
    case 'MethodCall':
    case 'Apply':
      return [node.applySpan];
    case 'Access':
      return [node.accessSpan];
    default:
      return [];
  }
}

export function isClosed(text: string, { start, end }: Span): boolean {
  return end - 1 > start && ')]}'.includes(text[end - 1] ?? ' ');
}
