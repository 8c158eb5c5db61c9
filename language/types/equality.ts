/** Structural equality of types. Spans are ignored, parameter names too (`spec/types.md 2.3`). */
import { literalKey } from './literals.ts';
import type { Type } from './model.ts';

function sameTypes(a: readonly Type[], b: readonly Type[]): boolean {
  return a.length === b.length && a.every((type, i) => sameType(type, b[i]!));
}

function sameOptional(a: Type | undefined, b: Type | undefined): boolean {
  return a && b ? sameType(a, b) : a === b;
}

export function sameType(a: Type, b: Type): boolean {
  if (a === b) return true;
  switch (a.kind) {
    case 'any':
    case 'top':
    case 'never':
    case 'unknown':
      return a.kind === b.kind;
    case 'singleton':
      return b.kind === 'singleton' && literalKey(a.value) === literalKey(b.value);
    case 'named':
      return b.kind === 'named' && a.name === b.name && sameTypes(a.args, b.args);
    case 'record': {
      if (b.kind !== 'record' || a.fields.size !== b.fields.size) return false;
      for (const [name, type] of a.fields) if (!sameOptional(type, b.fields.get(name))) return false;
      return sameOptional(a.wildcard, b.wildcard);
    }
    case 'interface':
      return b.kind === 'interface' && a.field === b.field && sameType(a.type, b.type);
    case 'tuple':
      return b.kind === 'tuple' && sameTypes(a.elements, b.elements);
    case 'function':
      return (
        b.kind === 'function' &&
        sameTypes(
          a.params.map(({ type }) => type),
          b.params.map(({ type }) => type),
        ) &&
        sameOptional(a.variadic?.type, b.variadic?.type) &&
        sameType(a.result, b.result)
      );
    case 'union':
    case 'intersect':
      return a.kind === b.kind && sameTypes(a.members, b.members);
    case 'skolem':
      return b.kind === 'skolem' && a.name === b.name;
    case 'difference':
      return b.kind === 'difference' && sameType(a.base, b.base) && sameType(a.removed, b.removed);
    default:
      return false;
  }
}
