/** Takes a type out of a value (rule 15 of `spec/types.md 5.3`). */
import { sameType } from './equality.ts';
import { instanceOf } from './instances.ts';
import type { Type } from './model.ts';
import type { Session } from './session.ts';

/** What is left of a value; nothing when it is all removed. */
export function subtract(s: Session, value: Type, removed: Type): Type[] {
  if (sameType(value, removed)) return [];
  switch (value.kind) {
    case 'union':
      return value.members.flatMap((member) => subtract(s, member, removed));
    case 'intersect':
      return value.members.every((member) => subtract(s, member, removed).length === 0) ? [] : [value];
    case 'named': {
      const alias = instanceOf(s, s.environment.shape(value.name)?.alias(), value);
      if (!alias) return [value];
      const left = subtract(s, alias, removed);
      const before = alias.kind === 'union' ? alias.members : [alias];
      return left.length === before.length && left.every((part, i) => part === before[i]) ? [value] : left;
    }
    default:
      return [value];
  }
}
