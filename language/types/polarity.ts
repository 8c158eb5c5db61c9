/** Positive positions give values, negative ones take them (`spec/types.md 10.1`). */
import { access, application, difference, func, guard, projection } from './construct.ts';
import { mapParts } from './instantiate.ts';
import type { Type } from './model.ts';

export type Polarity = 'positive' | 'negative';

export function flip(polarity: Polarity): Polarity {
  return polarity === 'positive' ? 'negative' : 'positive';
}

/** Rebuilds a type with every component mapped at its polarity. */
export function mapPolar(
  type: Type,
  polarity: Polarity,
  map: (part: Type, polarity: Polarity) => Type,
): Type {
  const other = flip(polarity);
  switch (type.kind) {
    case 'function':
      return func(
        type.params.map(({ name, type: part }) => ({ name, type: map(part, other) })),
        type.variadic && { name: type.variadic.name, type: map(type.variadic.type, other) },
        map(type.result, polarity),
        type.span,
      );
    case 'application':
      return application(
        type.args.map((part) => map(part, other)),
        map(type.result, polarity),
        type.span,
      );
    case 'access':
      return access(
        type.args.map((part) => map(part, other)),
        map(type.result, polarity),
        type.span,
      );
    case 'projection':
      return projection(map(type.projector, other), map(type.result, polarity), type.span);
    case 'guard':
      return guard(type.removed, map(type.use, polarity), type.span);
    case 'difference':
      return difference(map(type.base, polarity), type.removed, type.span);
    default:
      return mapParts(type, (part) => map(part, polarity));
  }
}
