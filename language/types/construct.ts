/** Constructors of types. They keep `level` right, which decides what generalisation copies. */
import type { LiteralValue } from '../syntax/tree.ts';
import type {
  AccessUse,
  AnyType,
  ApplicationUse,
  DifferenceType,
  FunctionType,
  GuardUse,
  InterfaceType,
  IntersectType,
  NamedType,
  NeverType,
  Parameter,
  Place,
  ProjectionUse,
  RecordType,
  RecursiveType,
  SelectionUse,
  SingletonType,
  SkolemType,
  TopType,
  TupleType,
  Type,
  UnionType,
  UnknownType,
  VariableType,
} from './model.ts';

export const any: AnyType = { kind: 'any', level: 0 };
export const top: TopType = { kind: 'top', level: 0 };
export const never: NeverType = { kind: 'never', level: 0 };
export const unknown: UnknownType = { kind: 'unknown', level: 0 };

function highest(types: readonly Type[]): number {
  let level = 0;
  for (const type of types) if (type.level > level) level = type.level;
  return level;
}

export function anyAt(span: Place | undefined): AnyType {
  return { kind: 'any', level: 0, span };
}
export function singleton(value: LiteralValue, span?: Place): SingletonType {
  return { kind: 'singleton', value, level: 0, span };
}
export function named(name: string, args: Type[] = [], span?: Place): NamedType {
  return { kind: 'named', name, args, level: highest(args), span };
}
export function record(fields: ReadonlyMap<string, Type>, wildcard?: Type, span?: Place): RecordType {
  let level = wildcard?.level ?? 0;
  for (const type of fields.values()) if (type.level > level) level = type.level;
  return { kind: 'record', fields, wildcard, level, span };
}
export function interfaceOf(field: string, type: Type, span?: Place): InterfaceType {
  return { kind: 'interface', field, type, level: type.level, span };
}
export function tuple(elements: Type[], span?: Place): TupleType {
  return { kind: 'tuple', elements, level: highest(elements), span };
}
export function func(
  params: Parameter[],
  variadic: Parameter | undefined,
  result: Type,
  span?: Place,
): FunctionType {
  let level = Math.max(result.level, variadic?.type.level ?? 0);
  for (const { type } of params) if (type.level > level) level = type.level;
  return { kind: 'function', params, variadic, result, level, span };
}
export function union(members: Type[], span?: Place): UnionType {
  return { kind: 'union', members, level: highest(members), span };
}
export function intersect(members: Type[], span?: Place): IntersectType {
  return { kind: 'intersect', members, level: highest(members), span };
}
export function skolem(name: string, level: number, span?: Place): SkolemType {
  return { kind: 'skolem', name, level, span };
}
export function difference(base: Type, removed: Type, span?: Place): DifferenceType {
  return { kind: 'difference', base, removed, level: Math.max(base.level, removed.level), span };
}
export function recursive(binder: VariableType, body: Type): RecursiveType {
  return { kind: 'recursive', binder, body, level: Math.max(binder.level, body.level) };
}
export function selection(
  field: string,
  result: Type,
  dotSpan: Place | undefined,
  span: Place | undefined,
): SelectionUse {
  return { kind: 'selection', field, result, dotSpan, level: result.level, span };
}
export function application(args: Type[], result: Type, span: Place | undefined): ApplicationUse {
  return { kind: 'application', args, result, level: Math.max(highest(args), result.level), span };
}
export function access(args: Type[], result: Type, span: Place | undefined): AccessUse {
  return { kind: 'access', args, result, level: Math.max(highest(args), result.level), span };
}
export function projection(projector: Type, result: Type, span: Place | undefined): ProjectionUse {
  return { kind: 'projection', projector, result, level: Math.max(projector.level, result.level), span };
}
export function guard(removed: Type, use: Type, span: Place | undefined): GuardUse {
  return { kind: 'guard', removed, use, level: Math.max(removed.level, use.level), span };
}

/** A union of any number of types: none is `Never`, one is itself. */
export function unionOf(members: Type[], span?: Place): Type {
  if (members.length === 0) return never;
  return members.length === 1 ? members[0]! : union(members, span);
}
/** An intersection of at least one type. */
export function intersectOf(members: Type[], span?: Place): Type {
  return members.length === 1 ? members[0]! : intersect(members, span);
}

let lastId = 0;

/** A fresh inference variable. */
export function variable(level: number, span?: Place): VariableType {
  return { kind: 'variable', id: ++lastId, level, lower: [], upper: [], poisoned: false, span };
}

/** The same type at another place. Variables are shared, so they keep theirs. */
export function at<T extends Type>(type: T, span: Place | undefined): T {
  return type.kind === 'variable' ? type : { ...type, span };
}
