/** Fresh copies of types with their variables and bounds (`spec/types.md 6.2`). */
import { type Alternative, base } from './alternatives.ts';
import { variable } from './construct.ts';
import { mapParts } from './instantiate.ts';
import type { Bound, Type, VariableType } from './model.ts';

/**
 * Copies all variables above `limit`, to `level` when given and to their own level otherwise. `keep` says which bounds the
 * copy has: `open` ones keep their alternative, others hold always.
 */
export function copyType(
  type: Type,
  limit: number,
  level: number | undefined,
  keep: (alternative: Alternative, side: 'lower' | 'upper') => boolean | 'open',
): Type {
  const copies = new Map<VariableType, VariableType>();
  const pending: [Bound[], Bound[], 'lower' | 'upper'][] = [];
  const map = (part: Type): Type => {
    if (part.level <= limit) return part;
    if (part.kind !== 'variable') return mapParts(part, map);
    const known = copies.get(part);
    if (known) return known;
    const copy = variable(level ?? part.level, part.span);
    copy.poisoned = part.poisoned;
    copies.set(part, copy);
    pending.push([part.lower, copy.lower, 'lower'], [part.upper, copy.upper, 'upper']);
    return copy;
  };
  const result = map(type);
  for (let next = pending.pop(); next; next = pending.pop()) {
    const [from, to, side] = next;
    for (const bound of from) {
      const kept = keep(bound.alternative, side);
      if (kept) to.push({ type: map(bound.type), alternative: kept === 'open' ? bound.alternative : base });
    }
  }
  return result;
}
