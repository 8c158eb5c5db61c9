/**
 * Builds the tree of `tree.ts` from a match of the FQL grammar (`spec/grammar.md 25`), and records the semantic errors (23).
 * The actions for types, patterns and strings are in files of their own.
 */
import type { ActionDict, Grammar, MatchResult, Node, Semantics } from 'ohm-js';
import { expressionActions } from './build-expression.ts';
import { patternActions } from './build-pattern.ts';
import { stringActions } from './build-string.ts';
import { typeActions } from './build-type.ts';
import { type Build, during } from './building.ts';
import { treeOf } from './cst.ts';
import type { Diagnostic } from './diagnostic.ts';

export { building } from './building.ts';

const fqlActions: ActionDict<unknown> = {
  ...expressionActions,
  ...patternActions,
  ...stringActions,
  ...typeActions,
};

/** A grammar with what its matches become. */
export interface TreeSemantics {
  readonly grammar: Grammar;
  readonly actions: ActionDict<unknown>;
  /** Ohm's access to the nodes of a match. */
  readonly nodes: Semantics;
}

/** How trees are built from matches of `grammar`: FQL's own or an extension of it, whose additional actions come as `more`. */
export function treeSemantics(grammar: Grammar, more: ActionDict<unknown> = {}): TreeSemantics {
  return { grammar, actions: { ...fqlActions, ...more }, nodes: grammar.createSemantics() };
}

/** The tree of a match, with the semantic errors found on the way. */
export function buildTree<T>(
  { actions, nodes }: TreeSemantics,
  match: MatchResult,
): { tree: T; problems: Diagnostic[] } {
  const problems: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic) => problems.push(diagnostic);
  const run: Build = { report, refuse: report, typeProblems: [], nextPlaceholder: 0, actions };
  return { tree: during(run, () => treeOf<T>(nodes(match) as unknown as Node)), problems };
}
