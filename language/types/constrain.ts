/**
 * `value <: use` (`spec/types.md 5`): the rules in their order. Returns what has to hold, or nothing when it holds
 * whatever is chosen.
 */
import { type Alternative, alive, base, neverMeet } from './alternatives.ts';
import { addValue, variables } from './bounds.ts';
import type { Check } from './checks.ts';
import { named, variable } from './construct.ts';
import { instanceOf } from './instances.ts';
import type { Type } from './model.ts';
import { project } from './project.ts';
import { literal, skolems } from './rigid.ts';
import { combine, compare, enter, fail, leave, type Session, succeed } from './session.ts';
import { structures } from './structures.ts';
import { subtract } from './subtract.ts';
import { aliased, overloads, unionUse } from './unions.ts';

/** Constrains a value that exists under `from` to a use that holds under `to`. */
export function constrain(
  s: Session,
  value: Type,
  from: Alternative,
  use: Type,
  to: Alternative,
): Check | undefined {
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
    const guarded: Type = {
      kind: 'guard',
      removed,
      use,
      level: Math.max(removed.level, use.level),
      span: use.span,
    };
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
function unknownValue(
  s: Session,
  value: Type,
  from: Alternative,
  use: Type,
  to: Alternative,
): Check | undefined {
  switch (use.kind) {
    case 'selection':
    case 'application':
    case 'access':
    case 'projection':
      return constrain(s, value, from, use.result, to);
    case 'guard':
      return constrain(s, value, from, use.use, to);
    case 'variable':
      return use.lower.some(({ type }) => type.kind === 'unknown')
        ? undefined
        : addValue(s, value, from, use, to);
    default:
      return succeed(value, from, to);
  }
}

// ---------------------------------------------------------------- Any, widening, aliases, failure (5.9 – 5.11)

function last(s: Session, value: Type, from: Alternative, use: Type, to: Alternative): Check | undefined {
  if (use.kind === 'projection') {
    const projected = project(s, value, from, use, to);
    if (projected) return projected;
  }
  if (value.kind === 'any') {
    if (
      use.kind === 'application' ||
      use.kind === 'access' ||
      use.kind === 'selection' ||
      use.kind === 'projection'
    ) {
      return constrain(s, value, from, use.result, to);
    }
    if (use.kind === 'interface') return constrain(s, value, from, use.type, to);
    if (use.kind === 'named')
      return compare(
        value,
        from,
        to,
        use.args.map((arg) => constrain(s, value, from, arg, to)),
      );
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
      return fail(value, from, to, {
        kind: 'missing-field',
        span: use.span ?? span,
        value,
        field: use.field,
        dotSpan,
      });
    }
    case 'projection':
      return fail(value, from, to, { kind: 'cannot-project', span, value });
    default:
      return fail(value, from, to, { kind: 'not-subtype', span, value, use });
  }
}
