/**
 * Types with as few inference variables as possible, places kept. What a `let` binds is closed where it can be, so that
 * using it copies little and later statements need none of the bounds it was inferred from.
 */
import { alive, base } from './alternatives.ts';
import {
  difference,
  func,
  interfaceOf,
  intersectOf,
  named,
  never,
  top,
  unionOf,
  unknown,
  variable,
} from './construct.ts';
import { mapParts } from './instantiate.ts';
import type { Type, VariableType } from './model.ts';
import { flip, type Polarity } from './polarity.ts';

const impossible = Symbol('impossible');

/** The closed form of a value; undefined when it is generic or recursive, or has a use that no type expresses. */
export function closeType(type: Type, limit: number): Type | undefined {
  if (type.level <= limit) return type;
  const closed = { positive: new Map<VariableType, Type>(), negative: new Map<VariableType, Type>() };
  const args = new Map<VariableType, VariableType>();
  const pending = new Set<VariableType>();

  const expand = (start: VariableType, pol: Polarity): Type => {
    const known = closed[pol].get(start);
    if (known) return known;
    if (pending.has(start)) throw impossible;
    pending.add(start);
    const side = pol === 'positive' ? 'lower' : 'upper';
    const reached = new Set<VariableType>();
    const stack = [start];
    const parts: Type[] = [];
    for (let next = stack.pop(); next; next = stack.pop()) {
      if (reached.has(next)) continue;
      if (next.level <= limit || (next !== start && pending.has(next))) throw impossible;
      reached.add(next);
      for (const bound of next[side]) {
        if (!alive(bound.alternative)) continue;
        if (bound.alternative.group) throw impossible;
        if (bound.type.kind === 'variable') stack.push(bound.type);
      }
    }
    for (const one of reached) {
      if (closed[flip(pol)].has(one)) throw impossible;
      for (const bound of one[side]) {
        if (bound.type.kind !== 'variable' && alive(bound.alternative)) parts.push(go(bound.type, pol));
      }
    }
    pending.delete(start);
    const failed = parts.length === 0 && [...reached].some(({ poisoned }) => poisoned);
    const empty = pol === 'positive' ? never : top;
    const join = pol === 'positive' ? unionOf : intersectOf;
    const result = failed ? unknown : parts.length === 0 ? empty : join(parts);
    for (const one of reached) closed[pol].set(one, result);
    return result;
  };

  /** Methods may add to what a generic type holds, so its argument stays a variable, with the closed type flowing in. */
  const argument = (part: Type): Type => {
    if (part.kind !== 'variable') return go(part, 'positive');
    let held = args.get(part);
    if (!held) {
      const value = expand(part, 'positive');
      held = variable(limit + 1, part.span);
      args.set(part, held);
      const members = value.kind === 'never' ? [] : value.kind === 'union' ? value.members : [value];
      for (const member of members) held.lower.push({ type: member, alternative: base });
    }
    return held;
  };

  const go = (part: Type, pol: Polarity): Type => {
    if (part.level <= limit) return part;
    const other = flip(pol);
    switch (part.kind) {
      case 'variable':
        return expand(part, pol);
      case 'named':
        return pol === 'positive'
          ? named(part.name, part.args.map(argument), part.span)
          : mapParts(part, (inner) => go(inner, pol));
      case 'function':
        return func(
          part.params.map(({ name, type: of }) => ({ name, type: go(of, other) })),
          part.variadic && { name: part.variadic.name, type: go(part.variadic.type, other) },
          go(part.result, pol),
          part.span,
        );
      case 'selection':
        return interfaceOf(part.field, go(part.result, pol), part.span);
      case 'application':
        return func(
          part.args.map((arg) => ({ type: go(arg, other) })),
          undefined,
          go(part.result, pol),
          part.span,
        );
      case 'difference':
        return difference(go(part.base, pol), part.removed, part.span);
      case 'skolem':
      case 'access':
      case 'projection':
      case 'guard':
        throw impossible;
      default:
        return mapParts(part, (inner) => go(inner, pol));
    }
  };
  try {
    return go(type, 'positive');
  } catch (reason) {
    if (reason === impossible) return undefined;
    throw reason;
  }
}
