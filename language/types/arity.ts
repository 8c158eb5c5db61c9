/** How many parameters a type takes at most, which decides whether its overloads exclude one another (`spec/types.md 7.1`). */
import type { Type } from './model.ts';

function most(types: Iterable<Type>): number {
  let arity = 0;
  for (const type of types) arity = Math.max(arity, arityOf(type));
  return arity;
}

/** Parameters summed along curried results, the maximum over members and parts. */
export function arityOf(type: Type): number {
  switch (type.kind) {
    case 'function':
      return type.params.length + (type.variadic ? 1 : 0) + arityOf(type.result);
    case 'union':
    case 'intersect':
      return most(type.members);
    case 'record':
      return Math.max(most(type.fields.values()), type.wildcard ? arityOf(type.wildcard) : 0);
    case 'interface':
      return arityOf(type.type);
    case 'tuple':
      return most(type.elements);
    case 'projection':
      return 1;
    default:
      return 0;
  }
}
