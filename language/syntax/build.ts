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
import type { Span } from './tree.ts';

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

/** What building gives besides the tree. */
export interface Built<T> {
  tree: T;
  /** Semantic errors. */
  problems: Diagnostic[];
  /** Where something is missing or superfluous; only in trees of the tolerant grammar. */
  mistakes: Span[];
}

/** The tree of a match. `placeholders` template values stand before it in the text. */
export function buildTree<T>(
  { actions, nodes }: TreeSemantics,
  match: MatchResult,
  placeholders = 0,
): Built<T> {
  const problems: Diagnostic[] = [];
  const mistakes: Span[] = [];
  const report = (diagnostic: Diagnostic) => problems.push(diagnostic);
  const run: Build = {
    report,
    refuse: report,
    typeProblems: [],
    mistakes,
    nextPlaceholder: placeholders,
    actions,
  };
  return { tree: during(run, () => treeOf<T>(nodes(match) as unknown as Node)), problems, mistakes };
}
