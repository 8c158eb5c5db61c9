/** Walks over schema nodes, and the FQL that stands in them. */
import type { FslNode } from '../../language/syntax/fsl-tree.ts';
import type { Expr, Name, Span } from '../../language/syntax/tree.ts';
import type { TreeNode } from './children.ts';
import { contains } from './children.ts';

/** Calls `enter` for every node, parents first, in the order of the text. `parents` are outermost first. */
export function visitNodes(
  nodes: readonly FslNode[],
  enter: (node: FslNode, parents: readonly FslNode[]) => void,
  parents: readonly FslNode[] = [],
): void {
  for (const node of nodes) {
    enter(node, parents);
    if (node.body?.kind === 'Block') visitNodes(node.body.items, enter, [...parents, node]);
  }
}

/** The schema nodes round `offset`, outermost first. */
export function nodesAt(nodes: readonly FslNode[], offset: number): FslNode[] {
  const path: FslNode[] = [];
  for (let level = nodes; ; ) {
    const node = level.findLast(({ span }) => contains(span, offset));
    if (!node) return path;
    path.push(node);
    if (node.body?.kind !== 'Block') return path;
    level = node.body.items;
  }
}

/** An expression of a schema node, with the parameters that it can use. */
export interface SchemaExpression {
  root: Expr;
  parameters: Name[];
}

/** The expressions and the types directly in a node, not those of the nodes inside it. */
export function contentOf(node: FslNode): { expressions: SchemaExpression[]; types: TreeNode[] } {
  const { body } = node;
  const plain = (...roots: (Expr | undefined)[]): SchemaExpression[] =>
    roots.flatMap((root) => (root ? [{ root, parameters: [] }] : []));
  switch (body?.kind) {
    case 'Paths':
      return { expressions: plain(...body.paths), types: [] };
    case 'Expression':
      return { expressions: plain(body.expr), types: [] };
    case 'Field':
      return { expressions: plain(body.value), types: body.type ? [body.type.type] : [] };
    case 'Backfill':
      return { expressions: plain(body.value), types: [] };
    case 'Function': {
      const all = body.variadic ? [...body.params, body.variadic] : body.params;
      const parameters = all.map((param) => param.name);
      const types = [...all.map((param) => param.type?.type), body.result?.type].filter(
        (type) => type !== undefined,
      );
      return { expressions: [{ root: body.body, parameters }], types };
    }
    default:
      return { expressions: [], types: [] };
  }
}

/** The brackets of a node itself, each from the opening to the closing one. */
export function bracketsOf({ body }: FslNode): Span[] {
  switch (body?.kind) {
    case 'Block':
      return [{ start: body.openBrace.start, end: body.closeBrace.end }];
    case 'Paths':
      return [{ start: body.openBracket.start, end: body.closeBracket.end }];
    case 'Function':
      return [{ start: body.openParen.start, end: body.closeParen.end }];
    default:
      return [];
  }
}
