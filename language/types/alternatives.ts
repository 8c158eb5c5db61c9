/**
 * Overloads (`spec/types.md 7`). Where an overloaded value is used, or a value meets a union, the solver opens a *group*
 * with one *alternative* per member and tags every bound with the alternative that it holds under.
 *
 * What is known of the choice is kept as *flows*: a value, which exists under one alternative (or always), must be
 * accepted by at least one of these alternatives of a group. Flows are propagated at once: a value that always exists and
 * has one way to go forces it, an alternative that no value may leave is dead, and an exclusive group with a forced
 * alternative has no other. So `1 + 2 + …` decides each `+` as soon as it is typed.
 */
import type { Failure } from './failure.ts';
import type { Type } from './model.ts';

export interface Alternative {
  /** Absent for the base alternative, under which everything ordinary holds. */
  group?: Group;
  /** Ruled out. */
  dead: boolean;
  /** Ruled out only because another alternative of its exclusive group is needed. */
  excluded: boolean;
  /** Taken in every world: some value that always exists needs it. */
  forced: boolean;
  /** Flows of values that exist under this alternative. */
  flows: Flow[];
  /** Why it is dead, as far as there is a message. */
  failures: Failure[];
}

export interface Group {
  /** Counts the groups of one typing from 1; decides the order in which failures are listed. */
  id: number;
  alternatives: Alternative[];
  /** The alternative that this group lives in. */
  parent: Alternative;
  /** At most one alternative serves all values (`spec/types.md 7.1`). */
  exclusive: boolean;
  /** The lowest level of a variable whose bounds mention an alternative: above it, generalisation decides the group. */
  level: number;
  /** Flows into this group and the groups inside it; only outermost groups have them. */
  flows: Flow[];
}

export interface Flow {
  value: Type;
  /** The alternative that the value exists under. */
  from: Alternative;
  /** The alternatives that accept it. */
  good: Alternative[];
  /** Why the others do not. */
  dropped: Failure[];
}

export const base: Alternative = { dead: false, excluded: false, forced: true, flows: [], failures: [] };

/** Opens a group of `size` alternatives inside `parent`. */
export function openGroup(
  id: number,
  size: number,
  parent: Alternative,
  exclusive: boolean,
  level: number,
): Group {
  const group: Group = { id, alternatives: [], parent, exclusive, level, flows: [] };
  for (let i = 0; i < size; i++) {
    group.alternatives.push({ group, dead: false, excluded: false, forced: false, flows: [], failures: [] });
  }
  return group;
}

/** Whether the alternative and all that it lives in are still possible. */
export function alive(alternative: Alternative): boolean {
  for (let a: Alternative | undefined = alternative; a; a = a.group?.parent) if (a.dead) return false;
  return true;
}

function isLast({ alternatives }: Group): boolean {
  let living = 0;
  for (const alternative of alternatives) if (!alternative.dead) living++;
  return living <= 1;
}

/** A use that holds under `alternative` holds under the result: groups with one alternative left are no choice. */
export function settledUse(alternative: Alternative): Alternative {
  let result = alternative;
  while (result.group && isLast(result.group)) result = result.group.parent;
  return result;
}

/** The same for values, which also exist always when their alternative is forced. */
export function settledValue(alternative: Alternative): Alternative {
  let result = alternative;
  while (result.group && (result.forced || isLast(result.group))) result = result.group.parent;
  return result;
}

/** The group that is in no other one. */
export function outermost(alternative: Alternative): Group | undefined {
  let group = alternative.group;
  while (group?.parent.group) group = group.parent.group;
  return group;
}

/** Whether `outer` is `inner` or contains it. */
export function contains(outer: Alternative, inner: Alternative): boolean {
  for (let a: Alternative | undefined = inner; a; a = a.group?.parent) if (a === outer) return true;
  return false;
}

/** Two alternatives that belong to different choices of one group never meet (`spec/types.md 5.1`). */
export function neverMeet(a: Alternative, b: Alternative): boolean {
  if (a === b || !a.group || !b.group) return false;
  return outermost(a) === outermost(b) && !contains(a, b) && !contains(b, a);
}

/**
 * The alternative that a bound holds under when it was reached through both. Two of different groups cannot be written
 * as one tag; the first is kept.
 */
export function both(first: Alternative, second: Alternative): Alternative {
  return first.group ? first : second;
}
