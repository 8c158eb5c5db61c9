/** Rigid parameters and literals (`spec/types.md 5.4` and 5.5). */
import type { Alternative } from './alternatives.ts';
import type { Check } from './checks.ts';
import { constrain } from './constrain.ts';
import { named, variable } from './construct.ts';
import { isValueOf, literalKey, primaryName } from './literals.ts';
import type { Type, VariableType } from './model.ts';
import { compare, fail, type Session, succeed } from './session.ts';

export function skolems(
  s: Session,
  value: Type,
  from: Alternative,
  use: Type,
  to: Alternative,
): Check | undefined {
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

export function literal(
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
    return fail(value, from, to, {
      kind: 'not-same-value',
      span: value.span ?? use.span ?? s.callSite,
      value,
      use,
    });
  }
  const promoted = named(primaryName(value.value), [], value.span);
  return compare(value, from, to, [constrain(s, promoted, from, use, to)]);
}
