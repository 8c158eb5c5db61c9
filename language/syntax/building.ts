/** What one run of the tree builder shares. Building is synchronous, so there is one run at a time. */
import type { ActionDict } from 'ohm-js';
import type { Diagnostic } from './diagnostic.ts';
import type { Span } from './tree.ts';

export interface Build {
  /** Takes semantic errors (`spec/grammar.md 23`) as they are found. */
  report: (diagnostic: Diagnostic) => void;
  /** Takes an error behind which the database does not read on. */
  refuse: (diagnostic: Diagnostic) => void;
  /** Problems of object types, until it is known what the type is for (`takeTypeProblems`). */
  typeProblems: Diagnostic[];
  /** Places where the tolerant grammar found something missing or superfluous. */
  mistakes: Span[];
  /** The number of the next template value. */
  nextPlaceholder: number;
  /** How each rule's node becomes a tree; a rule without an action stands for its only child. */
  readonly actions: ActionDict<unknown>;
}

let current: Build | undefined;

/** The run that the actions belong to. */
export function building(): Build {
  if (current === undefined) throw new Error('A tree is built outside of a run.');
  return current;
}

/** Does something within a run. */
export function during<T>(build: Build, work: () => T): T {
  const outer = current;
  current = build;
  try {
    return work();
  } finally {
    current = outer;
  }
}
