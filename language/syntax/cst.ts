/** Reading Ohm's match tree: spans and lists. */
import type { Node } from 'ohm-js';
import type { Name, Span } from './tree.ts';

export const spanOf = (node: Node): Span => ({ start: node.source.startIdx, end: node.source.endIdx });

/** From the start of one node to the end of another. */
export const between = (from: Node, to: Node): Span => ({
  start: from.source.startIdx,
  end: to.source.endIdx,
});

export const nameOf = (node: Node): Name => ({ text: node.sourceString, span: spanOf(node) });

export const treeOf = <T>(node: Node): T => node.tree() as T;

/** The nodes inside `?` and `*`, however deep. */
export function flat(...nodes: readonly Node[]): Node[] {
  return nodes.flatMap((node) => (node.isIteration() ? flat(...node.children) : [node]));
}

/** The node inside a `?`, if there is one. */
export const optional = (node: Node): Node | undefined => flat(node)[0];

/** The trees of all nodes inside `?` and `*`. */
export const treesOf = <T>(...nodes: readonly Node[]): T[] => flat(...nodes).map((node) => treeOf<T>(node));
