/** Reading a match: spans, lists, and the trees that the builder's actions make of nodes. */
import type { Node } from 'ohm-js';
import { building } from './building.ts';
import type { Name, Span } from './tree.ts';

export const spanOf = (node: Node): Span => ({ start: node.source.startIdx, end: node.source.endIdx });

/** From the start of one node to the end of another. */
export const between = (from: Node, to: Node): Span => ({
  start: from.source.startIdx,
  end: to.source.endIdx,
});

export const nameOf = (node: Node): Name => ({ text: node.sourceString, span: spanOf(node) });

/** The tree of a node. A node of `explain.ts` has it already, because there trees are built while reading. */
export function treeOf<T>(node: Node): T {
  if ('built' in node) return node.built as T;
  const action = building().actions[node.ctorName];
  const { children } = node;
  if (action !== undefined) return action.apply(node, children) as T;
  const [only] = children;
  if (only === undefined || children.length > 1)
    throw new Error(`The rule ${node.ctorName} needs an action.`);
  return treeOf<T>(only);
}

/** The nodes inside `?` and `*`, however deep. No spreading: a list may have hundreds of thousands of members. */
export function flat(...nodes: readonly Node[]): Node[] {
  const found: Node[] = [];
  collect(nodes, found);
  return found;
}

function collect(nodes: readonly Node[], found: Node[]): void {
  for (const node of nodes) {
    if (node.isIteration()) collect(node.children, found);
    else found.push(node);
  }
}

/** The node inside a `?`, if there is one. */
export const optional = (node: Node): Node | undefined => flat(node)[0];

/** The trees of all nodes inside `?` and `*`. */
export const treesOf = <T>(...nodes: readonly Node[]): T[] => flat(...nodes).map((node) => treeOf<T>(node));
