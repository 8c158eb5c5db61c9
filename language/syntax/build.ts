/**
 * Builds the tree of `tree.ts` from a match of the FQL grammar (`spec/grammar.md 25`), and records the semantic errors (23).
 * The rules of types, patterns and paths are in files of their own; all share one Ohm semantics per grammar.
 */
import type { ActionDict, Grammar, MatchResult, Node, Semantics } from 'ohm-js';
import { expressionActions } from './build-expression.ts';
import { patternActions } from './build-pattern.ts';
import { stringActions } from './build-string.ts';
import { typeActions } from './build-type.ts';
import type { Diagnostic } from './diagnostic.ts';

/** What one run of the builder shares. */
export interface Build {
  report: (diagnostic: Diagnostic) => void;
  /** The number of the next template value. */
  nextPlaceholder: number;
}

let current: Build = { report: () => {}, nextPlaceholder: 0 };

/** The run that the actions belong to: building is synchronous, so there is one at a time. */
export const building = (): Build => current;

const actions: ActionDict<unknown> = {
  ...expressionActions,
  ...patternActions,
  ...stringActions,
  ...typeActions,
};

/** The operation `tree` for a grammar or an extension of it, whose own rules come as `more`. */
export function treeSemantics(grammar: Grammar, more: ActionDict<unknown> = {}): Semantics {
  return grammar.createSemantics().addOperation<unknown>('tree', { ...actions, ...more });
}

/** Runs the operation `tree` over a match and gives the tree with the semantic errors in the order recorded. */
export function buildTree<T>(semantics: Semantics, match: MatchResult): { tree: T; problems: Diagnostic[] } {
  const problems: Diagnostic[] = [];
  const outer = current;
  current = { report: (diagnostic) => problems.push(diagnostic), nextPlaceholder: 0 };
  try {
    return { tree: (semantics(match) as Node).tree() as T, problems };
  } finally {
    current = outer;
  }
}
