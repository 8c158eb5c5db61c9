/**
 * The check tree of one constrain session (`spec/types.md 7.3`): what was compared under which alternatives. A check that
 * holds whatever is chosen is `undefined`, so that ordinary code builds no tree.
 *
 * Evaluation happens when the whole session has been walked, since a value rejected by one alternative may be accepted
 * by the next.
 */
import {
  type Alternative,
  alive,
  base,
  contains,
  type Group,
  outermost,
  settledUse,
  settledValue,
} from './alternatives.ts';
import type { Failure } from './failure.ts';
import { failureOrder } from './failure-order.ts';
import type { Type, VariableType } from './model.ts';
import { addFlow, discard, type Propagation } from './propagate.ts';

/** A comparison of a value with a use: without `failures` and `child` it succeeded. */
export interface Leaf {
  kind: 'leaf';
  value: Type;
  valueAlternative: Alternative;
  useAlternative: Alternative;
  failure?: Failure;
  child?: Check;
}
export type Check =
  | Leaf
  /** All must hold. */
  | { kind: 'all'; checks: Check[] }
  /** What comes of splitting unions and intersections: each value needs one alternative of each group. */
  | { kind: 'combinations'; checks: Check[] }
  /** What was compared in the place of a named value. */
  | { kind: 'alias'; value: Type; check: Check }
  /** All bounds of a variable that met in this session. */
  | { kind: 'variable'; variable: VariableType };

export interface Evaluation extends Propagation {
  ofVariable: ReadonlyMap<VariableType, Check[]>;
  done: Map<VariableType, Failure[]>;
}

/** The failures that no choice avoids. Rules out alternatives and records flows on the way. */
export function evaluate(state: Evaluation, check: Check): Failure[] {
  switch (check.kind) {
    case 'leaf':
      return evaluateLeaf(state, check);
    case 'all':
      return distinct(check.checks.flatMap((part) => evaluate(state, part)));
    case 'combinations':
    case 'alias':
      return evaluateCombinations(state, [check]);
    case 'variable': {
      const known = state.done.get(check.variable);
      if (known) return known;
      state.done.set(check.variable, []);
      const failures = evaluateCombinations(state, state.ofVariable.get(check.variable) ?? []);
      state.done.set(check.variable, failures);
      return failures;
    }
  }
}

/** The same failure reached in several ways is one: variables are referred to from many places. */
function distinct(failures: Failure[]): Failure[] {
  return failures.length < 2 ? failures : [...new Set(failures)];
}

function evaluateLeaf(state: Evaluation, leaf: Leaf): Failure[] {
  if (leaf.failure) return [leaf.failure];
  if (!alive(leaf.valueAlternative) || !alive(leaf.useAlternative)) return [{ kind: 'dependent' }];
  return leaf.child ? evaluate(state, leaf.child) : [];
}

/** A check with the named values that it stands for. */
interface Reached {
  check: Check;
  path: readonly Type[];
}

function flatten(checks: Check[], path: readonly Type[], into: Reached[]): Reached[] {
  for (const check of checks) {
    if (check.kind === 'combinations') flatten(check.checks, path, into);
    else if (check.kind === 'alias') flatten([check.check], [...path, check.value], into);
    else into.push({ check, path });
  }
  return into;
}

/** One value against one outermost group: per alternative its leaves. */
interface Choice {
  value: Type;
  path: readonly Type[];
  from: Alternative;
  group: Group;
  leaves: Map<Alternative, Leaf[]>;
}

function evaluateCombinations(state: Evaluation, checks: Check[]): Failure[] {
  let failures: Failure[] = [];
  const demands: { leaf: Leaf; from: Alternative }[] = [];
  const choices: Choice[] = [];
  const index = new Map<Type, Choice[]>();
  for (const { check, path } of flatten(checks, [], [])) {
    if (check.kind !== 'leaf') {
      failures = failures.concat(evaluate(state, check));
      continue;
    }
    const { value, valueAlternative, useAlternative } = check;
    if (!alive(valueAlternative) || !alive(useAlternative)) continue;
    const from = settledValue(valueAlternative);
    const to = settledUse(useAlternative);
    if (to === base || contains(to, from)) {
      demands.push({ leaf: check, from });
      continue;
    }
    const group = outermost(to)!;
    let known = index.get(value);
    if (!known) {
      known = [];
      index.set(value, known);
    }
    let choice = known.find((one) => one.from === valueAlternative && one.group === group);
    if (!choice) {
      choice = { value, path, from: valueAlternative, group, leaves: new Map() };
      known.push(choice);
      choices.push(choice);
    }
    const leaves = choice.leaves.get(useAlternative);
    if (leaves) leaves.push(check);
    else choice.leaves.set(useAlternative, [check]);
  }
  for (const { leaf, from } of demands) {
    const found = evaluateLeaf(state, leaf);
    if (found.length === 0) continue;
    if (from === base) failures = failures.concat(found);
    else discard(state, from, found);
  }
  // What accepts a named value accepts what it stands for.
  for (const choice of choices) {
    for (const named of choice.path) {
      for (const whole of index.get(named) ?? []) {
        if (whole.group !== choice.group || whole.from !== choice.from) continue;
        for (const [alternative, leaves] of whole.leaves) {
          choice.leaves.set(alternative, [...(choice.leaves.get(alternative) ?? []), ...leaves]);
        }
      }
    }
  }
  for (const choice of choices) failures = failures.concat(evaluateChoice(state, choice));
  return distinct(failures);
}

function inFailureOrder(leaves: [Alternative, Leaf[]][]): [Alternative, Leaf[]][] {
  const group = leaves[0]![0].group!;
  if (leaves.some(([alternative]) => alternative.group !== group)) return leaves;
  const order = failureOrder(group.id, group.alternatives.length).map((i) => group.alternatives[i]);
  return leaves.sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
}

function evaluateChoice(state: Evaluation, { value, from, leaves }: Choice): Failure[] {
  const good: Alternative[] = [];
  const dropped = new Set<Failure>();
  for (const [alternative, checks] of inFailureOrder([...leaves])) {
    const failures = checks.flatMap((leaf) => evaluateLeaf(state, leaf));
    if (failures.length === 0) good.push(alternative);
    else for (const failure of failures) dropped.add(failure);
  }
  if (good.length > 0) {
    addFlow(state, { value, from, good, dropped: [...dropped] });
    return [];
  }
  const source = settledValue(from);
  if (source === base) return [...dropped];
  discard(state, source, [...dropped]);
  return [];
}
