/** The expressions of a document, whatever it is written in. */
import type { Expr, Name } from '../language/syntax/tree.ts';
import type { OpenDocument } from './documents.ts';
import { contentOf, visitNodes } from './tree/fsl.ts';

export interface Root {
  root: Expr;
  /** Of the function whose body `root` is. */
  parameters: readonly Name[];
}

/** In FQL the whole query; in FSL function bodies, computed fields, defaults, checks, predicates, paths. */
export function rootsOf(document: OpenDocument): Root[] {
  const { source } = document;
  if (source.language === 'fql') return [{ root: source.syntax().tree, parameters: [] }];
  const roots: Root[] = [];
  if (source.language === 'fsl') visitNodes(source.syntax().nodes, (node) => roots.push(...contentOf(node).expressions));
  return roots;
}
