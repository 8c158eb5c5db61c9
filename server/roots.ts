/** The expressions of a document, whatever it is written in. */
import type { FslNode } from '../language/syntax/fsl-tree.ts';
import type { Expr, Name } from '../language/syntax/tree.ts';
import type { OpenDocument } from './documents.ts';
import type { FqlSource } from './source.ts';
import { contentOf, visitNodes } from './tree/fsl.ts';

export interface Root {
  root: Expr;
  /** Of the function whose body `root` is. */
  parameters: readonly Name[];
  /** In an FQL document, what keeps its types. */
  source?: FqlSource;
  /** In a schema file, the node that has the expression and what that stands in, outermost first. */
  owner?: { node: FslNode; parents: readonly FslNode[] };
}

/** In FQL the whole query; in FSL function bodies, computed fields, defaults, checks, predicates, paths. */
export function rootsOf({ source }: OpenDocument): Root[] {
  if (source.language === 'fql') return [queryRoot(source)];
  return source.language === 'fsl' ? rootsIn(source.syntax().nodes) : [];
}

export function queryRoot(source: FqlSource): Root {
  return { root: source.syntax().tree, parameters: [], source };
}

export function rootsIn(nodes: readonly FslNode[]): Root[] {
  const roots: Root[] = [];
  visitNodes(nodes, (node, parents) => {
    for (const expression of contentOf(node).expressions)
      roots.push({ ...expression, owner: { node, parents } });
  });
  return roots;
}
