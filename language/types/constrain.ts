/**
 * `value <: use` (`spec/types.md 5`): the rules in their order, each in a few lines; the larger ones have files of
 * their own. Returns what has to hold, or nothing when it holds whatever is chosen.
 */
import {
  type Alternative,
  alive,
  base,
  both,
  type Group,
  neverMeet,
  openGroup,
  settledUse,
  settledValue,
} from './alternatives.ts';
import { arityOf } from './arity.ts';
import type { Check } from './checks.ts';
import { application, named, variable } from './construct.ts';
import { escapesScope } from './escape.ts';
import { extrude } from './extrude.ts';
import { failureOrder } from './failure-order.ts';
import { instanceOf } from './instances.ts';
import { isNumericSubtype, isValueOf, literalKey, primaryName } from './literals.ts';
import type { FunctionType, Place, Type, VariableType } from './model.ts';
import { project } from './project.ts';
import { accessRecord, accessTuple, constrainRecords, selectField } from './records.ts';
import { addBound, combine, compare, enter, fail, leave, noteCheck, type Session, succeed, wasSeen } from './session.ts';
import { subtract } from './subtract.ts';

/** Constrains a value that exists under `from` to a use that holds under `to`. */
export function constrain(s: Session, value: Type, from: Alternative, use: Type, to: Alternative): Check | undefined {
  if (value === use) return succeed(value, from, to);
  if (neverMeet(from, to) || !alive(from) || !alive(to)) return undefined;
  enter(s);
  const check = apply(s, value, from, use, to);
  leave(s);
  return check;
}

function apply(s: Session, value: Type, from: Alternative, use: Type, to: Alternative): Check | undefined {
  if (value.kind === 'unknown') return unknownValue(s, value, from, use, to);
  if (use.kind === 'unknown') return succeed(value, from, to);
  if (value.kind === 'variable' || use.kind === 'variable') return variables(s, value, from, use, to);
  if (value.kind === 'union') return combine(value.members.map((m) => constrain(s, m, from, use, to)));
  if (use.kind === 'intersect') return combine(use.members.map((m) => constrain(s, value, from, m, to)));
  if (value.kind === 'intersect') return overloads(s, value.members, value, from, use, to);
  if (use.kind === 'union') return unionUse(s, value, from, use, to);
  if (value.kind === 'difference') {
    const removed = value.removed;
    const guarded: Type = { kind: 'guard', removed, use, level: Math.max(removed.level, use.level), span: use.span };
    return constrain(s, value.base, from, guarded, to);
  }
  if (use.kind === 'guard') {
    const left = subtract(s, value, use.removed);
    if (left.length === 0) return succeed(value, from, to);
    return combine(left.map((part) => constrain(s, part, from, use.use, to)));
  }
  if (value.kind === 'skolem' || use.kind === 'skolem') return skolems(s, value, from, use, to);
  if (value.kind === 'singleton') return literal(s, value, from, use, to);
  return structures(s, value, from, use, to) ?? last(s, value, from, use, to);
}

/** What an unknown value is used for is unknown too. */
function unknownValue(s: Session, value: Type, from: Alternative, use: Type, to: Alternative): Check | undefined {
  switch (use.kind) {
    case 'selection':
    case 'application':
    case 'access':
    case 'projection':
      return constrain(s, value, from, use.result, to);
    case 'guard':
      return constrain(s, value, from, use.use, to);
    case 'variable':
      return use.lower.some(({ type }) => type.kind === 'unknown') ? undefined : addValue(s, value, from, use, to);
    default:
      return succeed(value, from, to);
  }
}

// ---------------------------------------------------------------- variables (5.2)

function variables(s: Session, value: Type, from: Alternative, use: Type, to: Alternative): Check | undefined {
  if (wasSeen(s, value, from, use, to)) return undefined;
  if (use.kind === 'variable' && use.level >= value.level) {
    if (value.kind === 'union') return combine(value.members.map((m) => constrain(s, m, from, use, to)));
    return addValue(s, value, from, use, to);
  }
  if (value.kind === 'variable' && value.level >= use.level) {
    if (use.kind === 'intersect') return combine(use.members.map((m) => constrain(s, value, from, m, to)));
    return addUse(s, value, from, use, to);
  }
  if (use.kind === 'variable') return constrain(s, extrude(s, value, 'positive', use.level), from, use, to);
  const lower = value as VariableType;
  const escape = escapesScope(s, lower, use);
  if (escape) {
    s.errors.push(escape);
    return undefined;
  }
  return constrain(s, lower, from, extrude(s, use, 'negative', lower.level), to);
}

function addValue(s: Session, value: Type, from: Alternative, use: VariableType, to: Alternative): Check | undefined {
  const alternative = both(settledValue(from), settledUse(to));
  addBound(s, use, 'lower', { type: value, alternative });
  const count = use.upper.length;
  for (let i = 0; i < count; i++) {
    const bound = use.upper[i]!;
    if (!alive(bound.alternative)) {
      if (bound.alternative.excluded) s.excluded.add(bound.alternative);
      continue;
    }
    noteCheck(s, use, constrain(s, value, alternative, bound.type, settledUse(bound.alternative)));
  }
  return boundsOf(s, use, value, from, to);
}

function addUse(s: Session, value: VariableType, from: Alternative, use: Type, to: Alternative): Check | undefined {
  const alternative = both(settledUse(to), settledValue(from));
  addBound(s, value, 'upper', { type: use, alternative });
  const count = value.lower.length;
  for (let i = 0; i < count; i++) {
    const bound = value.lower[i]!;
    if (!alive(bound.alternative)) continue;
    noteCheck(s, value, constrain(s, bound.type, settledValue(bound.alternative), use, alternative));
  }
  return boundsOf(s, value, value, from, to);
}

function boundsOf(
  s: Session,
  met: VariableType,
  value: Type,
  from: Alternative,
  to: Alternative,
): Check | undefined {
  return compare(value, from, to, [s.ofVariable.has(met) ? { kind: 'variable', variable: met } : undefined]);
}

// ---------------------------------------------------------------- overloads and unions (5.3)

function groupOf(s: Session, type: Type, size: number, parent: Alternative, exclusive: () => boolean): Group {
  let known = s.groups.get(type);
  if (!known) {
    known = [];
    s.groups.set(type, known);
  }
  let entry = known.find((one) => one.parent === parent);
  if (!entry) {
    entry = { parent, group: openGroup(++s.budget.groups, size, parent, exclusive(), s.level) };
    known.push(entry);
  }
  return entry.group;
}

function overloads(
  s: Session,
  members: Type[],
  value: Type,
  from: Alternative,
  use: Type,
  to: Alternative,
): Check | undefined {
  const group = groupOf(s, value, members.length, from, () => arityOf(value) > 1);
  return combine(members.map((member, i) => constrain(s, member, group.alternatives[i]!, use, to)));
}

function unionUse(
  s: Session,
  value: Type,
  from: Alternative,
  use: Type & { kind: 'union' },
  to: Alternative,
): Check | undefined {
  const { members } = use;
  if (value.kind === 'any') return succeed(value, from, to);
  if (value.level === 0 && use.level === 0) {
    const decided = decideClosed(s, value, from, use, to, ++s.budget.groups);
    if (decided !== undecided) return decided;
  }
  const group = groupOf(s, use, members.length, to, () => false);
  return combine(members.map((member, i) => constrain(s, value, from, member, group.alternatives[i]!)));
}

const undecided = Symbol('undecided');

/** Without variables on either side no choice stays open: one member that fits settles it. */
function decideClosed(
  s: Session,
  value: Type,
  from: Alternative,
  use: Type & { kind: 'union' },
  to: Alternative,
  group: number,
): Check | undefined | typeof undecided {
  const failed: Check[] = [];
  for (const member of use.members) {
    const check = constrain(s, value, from, member, to);
    const outcome = check ? closedOutcome(check, from, to) : true;
    if (outcome === undefined) return undecided;
    if (outcome) return succeed(value, from, to);
    failed.push(check!);
  }
  if (value.kind === 'named') {
    const alias = instanceOf(s, s.environment.shape(value.name)?.alias(), value);
    if (alias?.kind === 'union') return aliased(value, constrain(s, alias, from, use, to));
  }
  const listed = failureOrder(group, failed.length).map((i) => failed[i]);
  return compare(value, from, to, listed);
}

function aliased(value: Type, check: Check | undefined): Check | undefined {
  return check && { kind: 'alias', value, check };
}

/** Whether a check without choices holds; undefined when it has some. */
function closedOutcome(check: Check, from: Alternative, to: Alternative): boolean | undefined {
  switch (check.kind) {
    case 'leaf': {
      const same = check.valueAlternative === from && check.useAlternative === to;
      const flipped = check.valueAlternative === to && check.useAlternative === from;
      if (!same && !flipped) return undefined;
      return check.failure ? false : check.child ? closedOutcome(check.child, from, to) : true;
    }
    case 'alias':
      return closedOutcome(check.check, from, to);
    case 'combinations':
    case 'all': {
      let holds = true;
      for (const part of check.checks) {
        const outcome = closedOutcome(part, from, to);
        if (outcome === undefined) return undefined;
        holds &&= outcome;
      }
      return holds;
    }
    default:
      return undefined;
  }
}

// ---------------------------------------------------------------- rigid parameters and literals (5.4, 5.5)

function skolems(s: Session, value: Type, from: Alternative, use: Type, to: Alternative): Check | undefined {
  if (use.kind === 'any' || use.kind === 'top' || value.kind === 'any' || value.kind === 'never') {
    return succeed(value, from, to);
  }
  if (value.kind === 'skolem' && use.kind === 'skolem') {
    if (value.name === use.name || value.invalid || use.invalid) return succeed(value, from, to);
    const span = value.span ?? use.span ?? s.callSite;
    return fail(value, from, to, { kind: 'generic-value', span, name: value.name, use });
  }
  if (value.kind === 'skolem') {
    if (value.invalid) return constrain(s, poisoned(s), from, use, to);
    const span = use.span ?? value.span ?? s.callSite;
    return fail(value, from, to, { kind: 'generic-value', span, name: value.name, use });
  }
  if (use.kind !== 'skolem' || use.invalid) return succeed(value, from, to);
  const span = value.span ?? use.span ?? s.callSite;
  return fail(value, from, to, { kind: 'generic-use', span, value, name: use.name });
}

function poisoned(s: Session): VariableType {
  const fresh = variable(s.level);
  fresh.poisoned = true;
  return fresh;
}

function literal(
  s: Session,
  value: Type & { kind: 'singleton' },
  from: Alternative,
  use: Type,
  to: Alternative,
): Check | undefined {
  if (use.kind === 'any' || use.kind === 'top') return succeed(value, from, to);
  if (use.kind === 'named' && isValueOf(value.value, use.name)) return succeed(value, from, to);
  if (use.kind === 'singleton') {
    if (literalKey(value.value) === literalKey(use.value)) return succeed(value, from, to);
    return fail(value, from, to, { kind: 'not-same-value', span: value.span ?? use.span ?? s.callSite, value, use });
  }
  const promoted = named(primaryName(value.value), [], value.span);
  return compare(value, from, to, [constrain(s, promoted, from, use, to)]);
}

// ---------------------------------------------------------------- structures (5.6 – 5.8)

/** The rules for two constructors; undefined when none applies. Success without conditions is an empty conjunction. */
function structures(s: Session, value: Type, from: Alternative, use: Type, to: Alternative): Check | undefined {
  switch (use.kind) {
    case 'named':
      if (value.kind !== 'named') break;
      if (value.name === use.name) {
        const { args } = value;
        return held(compare(value, from, to, use.args.map((arg, i) => args[i] && constrain(s, args[i], from, arg, to))));
      }
      return isNumericSubtype(value.name, use.name) ? held(succeed(value, from, to)) : undefined;
    case 'tuple':
      if (value.kind !== 'tuple') break;
      if (value.elements.length !== use.elements.length) {
        const [expected, received] = [use.elements.length, value.elements.length];
        return fail(value, from, to, { kind: 'tuple-arity', span: value.span ?? s.callSite, expected, received });
      }
      return held(
        compare(value, from, to, value.elements.map((e, i) => constrain(s, e, from, use.elements[i]!, to))),
      );
    case 'record':
      return value.kind === 'record' ? held(constrainRecords(s, value, from, use, to)) : undefined;
    case 'interface':
    case 'selection':
      return selectField(s, value, from, use, to);
    case 'function':
      if (value.kind !== 'function') break;
      return held(call(s, value, from, use.params.map(({ type }) => type), use.result, use.span, to));
    case 'application': {
      if (value.kind === 'function') {
        return held(call(s, value, from, use.args, use.result, use.span, to));
      }
      if (value.kind !== 'named') break;
      const applied = instanceOf(s, s.environment.shape(value.name)?.apply(), value);
      return applied && held(constrain(s, applied, from, use, to));
    }
    case 'access': {
      if (value.kind === 'record') return accessRecord(s, value, from, use, to);
      if (value.kind === 'tuple') {
        const check = accessTuple(s, value, from, use, to);
        if (check !== 'widen') return held(check);
        break;
      }
      if (value.kind !== 'named') break;
      const accessed = instanceOf(s, s.environment.shape(value.name)?.access(), value);
      return accessed && held(constrain(s, accessed, from, application(use.args, use.result, use.span), to));
    }
  }
  return undefined;
}

/** Marks success, so that a rule which applied is told from one that did not. */
export function held(check: Check | undefined): Check {
  return check ?? { kind: 'all', checks: [] };
}

/** A function value applied to arguments (rule 29); `to` is the alternative of the call. */
function call(
  s: Session,
  value: FunctionType,
  from: Alternative,
  args: Type[],
  result: Type,
  argsSpan: Place | undefined,
  to: Alternative,
): Check | undefined {
  const expected = value.params.length;
  const received = args.length;
  if (received < expected || (received > expected && !value.variadic)) {
    return fail(value, from, to, { kind: 'arity', span: argsSpan ?? s.callSite, expected, received });
  }
  const parts = args.map((arg, i) => constrain(s, arg, to, (value.params[i] ?? value.variadic!).type, from));
  parts.push(constrain(s, value.result, from, result, to));
  return compare(value, from, to, parts);
}

// ---------------------------------------------------------------- Any, widening, aliases, failure (5.9 – 5.11)

function last(s: Session, value: Type, from: Alternative, use: Type, to: Alternative): Check | undefined {
  if (use.kind === 'projection') {
    const projected = project(s, value, from, use, to);
    if (projected) return projected;
  }
  if (value.kind === 'any') {
    if (use.kind === 'application' || use.kind === 'access' || use.kind === 'selection' || use.kind === 'projection') {
      return constrain(s, value, from, use.result, to);
    }
    if (use.kind === 'interface') return constrain(s, value, from, use.type, to);
    if (use.kind === 'named') return compare(value, from, to, use.args.map((arg) => constrain(s, value, from, arg, to)));
    return succeed(value, from, to);
  }
  if (use.kind === 'any' || use.kind === 'top' || value.kind === 'never') return succeed(value, from, to);
  if (value.kind === 'tuple' && widensToArray(use)) {
    return compare(value, from, to, [constrain(s, widenTuple(s, value), from, use, to)]);
  }
  if (value.kind === 'named') {
    const alias = instanceOf(s, s.environment.shape(value.name)?.alias(), value);
    if (alias) return aliased(value, constrain(s, alias, from, use, to));
  }
  if (use.kind === 'named') {
    const alias = instanceOf(s, s.environment.shape(use.name)?.alias(), use);
    if (alias) return constrain(s, value, from, alias, to);
  }
  return mismatch(s, value, from, use, to);
}

function widensToArray(use: Type): boolean {
  switch (use.kind) {
    case 'projection':
    case 'interface':
    case 'selection':
    case 'access':
      return true;
    default:
      return use.kind === 'named' && use.name === 'Array';
  }
}

/** `Array` of everything in the tuple (rule 39); the same one for a tuple, or recursion would never end. */
function widenTuple(s: Session, value: Type & { kind: 'tuple' }): Type {
  const known = s.arrays.get(value);
  if (known) return known;
  const element = variable(Math.max(s.level, value.level));
  const array = named('Array', [element], value.span);
  s.arrays.set(value, array);
  // Fresh, so nothing has to be checked; errors show it, so it is not taken back.
  for (const part of value.elements) element.lower.push({ type: part, alternative: base });
  return array;
}

function mismatch(s: Session, value: Type, from: Alternative, use: Type, to: Alternative): Check {
  const span = value.span ?? s.callSite;
  switch (use.kind) {
    case 'application':
    case 'function':
      return fail(value, from, to, { kind: 'not-a-function', span, value, argsSpan: use.span });
    case 'access':
      return fail(value, from, to, { kind: 'cannot-access', span: use.span ?? span, value });
    case 'selection':
    case 'interface': {
      const dotSpan = use.kind === 'selection' ? use.dotSpan : undefined;
      return fail(value, from, to, { kind: 'missing-field', span: use.span ?? span, value, field: use.field, dotSpan });
    }
    case 'projection':
      return fail(value, from, to, { kind: 'cannot-project', span, value });
    default:
      return fail(value, from, to, { kind: 'not-subtype', span, value, use });
  }
}
