/** Variables in a constraint (`spec/types.md 5.2`): a bound is added and checked against those on the other side. */
import { type Alternative, alive, both, settledUse, settledValue } from './alternatives.ts';
import type { Check } from './checks.ts';
import { constrain } from './constrain.ts';
import { escapesScope } from './escape.ts';
import { extrude } from './extrude.ts';
import type { Type, VariableType } from './model.ts';
import { addBound, combine, compare, noteCheck, type Session, wasSeen } from './session.ts';

/** The rules for a constraint with a variable on either side. */
export function variables(
  s: Session,
  value: Type,
  from: Alternative,
  use: Type,
  to: Alternative,
): Check | undefined {
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
  const escaping = escapesScope(s, lower, use);
  if (escaping) {
    s.errors.push(escaping);
    return undefined;
  }
  return constrain(s, lower, from, extrude(s, use, 'negative', lower.level), to);
}

/** Adds a value to what flows into a variable. */
export function addValue(
  s: Session,
  value: Type,
  from: Alternative,
  use: VariableType,
  to: Alternative,
): Check | undefined {
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

function addUse(
  s: Session,
  value: VariableType,
  from: Alternative,
  use: Type,
  to: Alternative,
): Check | undefined {
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
