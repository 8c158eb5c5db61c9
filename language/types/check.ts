/** Type checking of a whole query (`spec/types.md 1`). */
import type { Diagnostic } from '../syntax/diagnostic.ts';
import type { BlockExpr, Expr, Statement } from '../syntax/tree.ts';
import { simplifyValue } from './display.ts';
import type { Environment } from './environment.ts';
import { hint } from './errors.ts';
import { infer } from './infer.ts';
import type { Type } from './model.ts';
import { LimitReached } from './session.ts';
import type { Scope, Typing } from './typing.ts';

/** Steps that one text may cost: a few seconds of work. */
export const defaultBudget = 3_000_000;

export interface CheckOptions {
  /** Steps of the solver after which the text stays unchecked. */
  budget?: number;
  /** Names in scope beside the globals: the parameters of a function, the arguments of a query. */
  scope?: Scope;
}

export interface Checked {
  /** Errors and warnings in the order in which they were found. */
  diagnostics: Diagnostic[];
  /** The type of the whole; undefined when the limit was reached. */
  type: Type | undefined;
  /** The type of an expression, a chain component, or the name of a field, parameter or `let`. */
  typeOf(node: object): Type | undefined;
}

/** Types a query (or any expression). Never throws: a program that is too much work stays unchecked. */
export function check(tree: BlockExpr | Expr, environment: Environment, options: CheckOptions = {}): Checked {
  const typing = startTyping(environment, options.budget);
  try {
    const type = infer(typing, tree, options.scope);
    const last = tree.kind === 'Block' ? tree.statements.at(-1) : undefined;
    const warning = last && typing.diagnostics.every(isWarning) && uncalled(last, type, environment);
    return {
      diagnostics: warning ? [...typing.diagnostics, warning] : typing.diagnostics,
      type,
      typeOf: (node) => typing.types.get(node),
    };
  } catch (reason) {
    if (!(reason instanceof LimitReached)) throw reason;
    return { diagnostics: [], type: undefined, typeOf: (node) => typing.types.get(node) };
  }
}

export function isWarning({ severity }: Diagnostic): boolean {
  return severity !== 'error';
}

export function startTyping(environment: Environment, budget = defaultBudget): Typing {
  return { environment, budget: { steps: budget, groups: 0 }, types: new Map(), diagnostics: [], level: 1 };
}

/** The server's warning for a query that yields a function (`spec/types.md 19`). */
export function uncalled(last: Statement, type: Type, environment: Environment): Diagnostic | undefined {
  if (last.kind !== 'Expr' || !isFunction(simplifyValue(type, environment))) return undefined;
  const { start, end } = last.span;
  const hints = [hint('hint', 'Call the function.', { start: end, end }, '()')];
  return {
    severity: 'warning',
    code: 'function-not-called',
    message: 'Function is not called.',
    span: { start, end },
    hints,
  };
}

export function isFunction(type: Type): boolean {
  if (type.kind === 'intersect') return type.members.length > 0 && type.members.every(isFunction);
  return type.kind === 'function';
}
