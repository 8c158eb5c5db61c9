/**
 * Types without inference variables, places kept. What a `let` binds is closed where possible, so that using it copies
 * nothing and later statements need none of the bounds it was inferred from.
 */
import { alive } from './alternatives.ts';
import { difference, func, interfaceOf, intersectOf, never, top, unionOf, unknown } from './construct.ts';
import { mapParts } from './instantiate.ts';
import type { Type, VariableType } from './model.ts';
import { flip, type Polarity } from './polarity.ts';

const impossible = Symbol('impossible');

/** The closed form of a value; undefined when it is generic or recursive, or has a use that no type expresses. */
export function closeType(type: Type, limit: number): Type | undefined {
  if (type.level <= limit) return type;
  const closed = { positive: new Map<VariableType, Type>(), negative: new Map<VariableType, Type>() };
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
    const result = failed ? unknown : parts.length === 0 ? empty : pol === 'positive' ? unionOf(parts) : intersectOf(parts);
    for (const one of reached) closed[pol].set(one, result);
    return result;
  };

  const go = (part: Type, pol: Polarity): Type => {
    if (part.level <= limit) return part;
    const other = flip(pol);
    switch (part.kind) {
      case 'variable':
        return expand(part, pol);
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
