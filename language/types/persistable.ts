/** Which types document fields may have (`spec/types.md 2.7`). */
import type { Hint } from '../syntax/diagnostic.ts';
import type { Span } from '../syntax/tree.ts';
import { printType } from './display.ts';
import type { Environment } from './environment.ts';
import { hint } from './errors.ts';
import type { NamedType, Type } from './model.ts';

/** Why values of a type cannot be stored, as causes with their hints; nothing when they can. */
export function persistErrors(type: Type, environment: Environment, fallback: Span): Hint[] {
  const go = (part: Type): Hint[] => persistErrors(part, environment, part.span ?? fallback);
  const refuse = (): Hint[] => [
    hint('cause', `Type ${printType(type, environment)} is not persistable`, type.span ?? fallback),
  ];
  switch (type.kind) {
    case 'any':
    case 'singleton':
    case 'unknown':
      return [];
    case 'intersect': {
      const all = type.members.map(go);
      return all.some((errors) => errors.length === 0) ? [] : all.flat();
    }
    case 'union':
      return unionErrors(type.members, environment, type.span ?? fallback);
    case 'record':
      return [...type.fields.values(), ...(type.wildcard ? [type.wildcard] : [])].flatMap(go);
    case 'tuple':
      return type.elements.flatMap(go);
    case 'named': {
      if (type.name === 'Ref') return [];
      const shape = environment.shape(type.name);
      if (shape?.persistable) return type.args.flatMap(go);
      return shape?.document ? useReference(type, shape.document.collection, fallback) : refuse();
    }
    default:
      return refuse();
  }
}

function useReference(type: NamedType, collection: string, fallback: Span): Hint[] {
  const span = type.span ?? fallback;
  return [
    hint('cause', `Type ${type.name} is not persistable`, span),
    hint(
      'hint',
      `Use Ref<${collection}> as the type of a reference to a ${collection} document`,
      span,
      `Ref<${collection}>`,
    ),
  ];
}

/** A document and its missing counterpart are persistable together only. */
function unionErrors(members: readonly Type[], environment: Environment, fallback: Span): Hint[] {
  const flat = members.flatMap((member): Type[] => (member.kind === 'union' ? member.members : [member]));
  const present = new Map<string, NamedType>();
  const missing = new Map<string, NamedType>();
  const errors: Hint[] = [];
  for (const member of flat) {
    const document = member.kind === 'named' ? environment.shape(member.name)?.document : undefined;
    const empty = member.kind === 'named' && member.name === 'EmptyRef' ? member.args[0] : undefined;
    if (member.kind === 'named' && empty?.kind === 'named') missing.set(empty.name, member);
    else if (member.kind === 'named' && document) {
      (document.kind === 'document' ? present : missing).set(document.collection, member);
    } else errors.push(...persistErrors(member, environment, member.span ?? fallback));
  }
  for (const [collection, member] of present) {
    if (!missing.has(collection)) errors.push(...useReference(member, collection, fallback));
  }
  for (const [collection, member] of missing) {
    if (!present.has(collection)) errors.push(...useReference(member, collection, fallback));
  }
  return errors;
}
