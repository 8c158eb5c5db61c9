/**
 * One constrain session: everything that is tried for one emitted constraint (`spec/types.md 5`), so that it can be
 * taken back as a whole when it fails.
 */

import type { Diagnostic } from '../syntax/diagnostic.ts';
import { type Alternative, base, type Group } from './alternatives.ts';
import { type Check, type Evaluation, evaluate } from './checks.ts';
import type { Environment } from './environment.ts';
import type { Failure } from './failure.ts';
import type { Instances } from './instances.ts';
import type { Bound, Place, Scheme, Type, VariableType } from './model.ts';
import { settle } from './propagate.ts';

/** Work that may still be spent, shared by all sessions of one text or statement. */
export interface Budget {
  steps: number;
  /** Groups opened so far. */
  groups: number;
}

/** Thrown when the budget or the depth is used up: the expression stays unchecked, nothing is reported. */
export class LimitReached extends Error {
  constructor() {
    super('The limit on the work for one type check was reached.');
  }
}

const maxDepth = 600;

export interface Session extends Evaluation {
  environment: Environment;
  level: number;
  callSite: Place;
  budget: Budget;
  depth: number;
  /** Pairs with a variable that were met before; they end recursion. */
  seen: Map<Type, Map<Type, [Alternative, Alternative][]>>;
  /** One group per overloaded type and session. */
  groups: Map<Type, { parent: Alternative; group: Group }[]>;
  instances: Map<Scheme, Instances>;
  /** Tuples that were widened. */
  arrays: Map<Type, Type>;
  ofVariable: Map<VariableType, Check[]>;
  /** Alternatives that were passed over because another one of their group is needed. */
  excluded: Set<Alternative>;
  /** Errors that are no failure of a pair, such as a rigid parameter that would escape. */
  errors: Diagnostic[];
}

/** What the sessions of one text share. */
export interface Solver {
  environment: Environment;
  budget: Budget;
}

export function openSession({ environment, budget }: Solver, level: number, callSite: Place): Session {
  return {
    environment,
    level,
    callSite,
    budget,
    depth: 0,
    seen: new Map(),
    groups: new Map(),
    instances: new Map(),
    arrays: new Map(),
    ofVariable: new Map(),
    excluded: new Set(),
    errors: [],
    undo: [],
    pending: [],
    done: new Map(),
  };
}

/** Counts one step; to be paired with `leave`. */
export function enter(session: Session): void {
  if (--session.budget.steps < 0 || ++session.depth > maxDepth) throw new LimitReached();
}
export function leave(session: Session): void {
  session.depth--;
}

/** Ends a session: evaluates its checks and takes everything back when there are failures, which are returned. */
export function closeSession(session: Session, check: Check | undefined): Failure[] {
  let failures = check ? evaluate(session, check) : [];
  if (failures.length === 0) failures = settle(session) ?? [];
  else if (session.fatal) failures = [...failures, ...session.fatal];
  if (failures.length > 0 || session.errors.length > 0) takeBack(session);
  return failures;
}

export function takeBack(session: Session): void {
  for (let undo = session.undo.pop(); undo; undo = session.undo.pop()) undo();
}

/** Whether the pair was met before under the same alternatives; remembers it. */
export function wasSeen(
  session: Session,
  value: Type,
  from: Alternative,
  use: Type,
  to: Alternative,
): boolean {
  let uses = session.seen.get(value);
  if (!uses) {
    uses = new Map();
    session.seen.set(value, uses);
  }
  const pairs = uses.get(use);
  if (!pairs) {
    uses.set(use, [[from, to]]);
    return false;
  }
  if (pairs.some(([a, b]) => a === from && b === to)) return true;
  pairs.push([from, to]);
  return false;
}

/** Adds a bound that the session's failure takes back. */
export function addBound(
  session: Session,
  variable: VariableType,
  side: 'lower' | 'upper',
  bound: Bound,
): void {
  const bounds = variable[side];
  const length = bounds.length;
  bounds.push(bound);
  session.undo.push(() => {
    bounds.length = length;
  });
  for (let { group } = bound.alternative; group; group = group.parent.group) {
    if (group.level <= variable.level) continue;
    const lowered = group;
    const before = group.level;
    group.level = variable.level;
    session.undo.push(() => {
      lowered.level = before;
    });
  }
}

export function noteCheck(session: Session, variable: VariableType, check: Check | undefined): void {
  if (!check) return;
  const checks = session.ofVariable.get(variable);
  if (checks) checks.push(check);
  else session.ofVariable.set(variable, [check]);
}

/** A comparison that succeeds: worth a node only when it tells alternatives apart. */
export function succeed(value: Type, from: Alternative, to: Alternative): Check | undefined {
  return from === to || (from === base && to === base)
    ? undefined
    : { kind: 'leaf', value, valueAlternative: from, useAlternative: to };
}

export function fail(value: Type, from: Alternative, to: Alternative, failure: Failure): Check {
  return { kind: 'leaf', value, valueAlternative: from, useAlternative: to, failure };
}

/** A comparison that holds when its parts hold. */
export function compare(
  value: Type,
  from: Alternative,
  to: Alternative,
  parts: (Check | undefined)[],
): Check | undefined {
  const checks = parts.filter((part) => part !== undefined);
  if (checks.length === 0) return succeed(value, from, to);
  const child: Check = checks.length === 1 ? checks[0]! : { kind: 'all', checks };
  return from === to ? child : { kind: 'leaf', value, valueAlternative: from, useAlternative: to, child };
}

/** Checks of which each value needs one alternative. */
export function combine(parts: (Check | undefined)[]): Check | undefined {
  const checks = parts.filter((part) => part !== undefined);
  if (checks.length === 0) return undefined;
  return checks.length === 1 ? checks[0] : { kind: 'combinations', checks };
}

/** Marks success, so that a rule which applied is told from one that did not. */
export function held(check: Check | undefined): Check {
  return check ?? { kind: 'all', checks: [] };
}
