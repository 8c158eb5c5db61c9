/**
 * The types of FQL as the solver sees them (`spec/types.md 2`).
 *
 * One union serves three roles: static types, *values* (what an expression yields) and *uses* (what a place wants of a
 * value). Most constructors play all roles; the ones at the end are uses or values only. Types are immutable except
 * variables, whose bounds grow while constraints are solved.
 */
import type { LiteralValue, Span } from '../syntax/tree.ts';
import type { Alternative } from './alternatives.ts';

/** Where a type was written or inferred. `source` names the file when it is not the text being checked. */
export interface Place extends Span {
  source?: string;
}

interface Located {
  /** Absent for types that come from a signature. */
  span?: Place;
  /** The highest level of a variable or rigid parameter inside (`spec/types.md 6.1`); 0 when there is none. */
  level: number;
}

/** Dynamic: sub- and supertype of everything. */
export interface AnyType extends Located {
  kind: 'any';
}
/** Supertype of everything; internal. */
export interface TopType extends Located {
  kind: 'top';
}
export interface NeverType extends Located {
  kind: 'never';
}
/** The type of what could not be understood. It fits everywhere and reports nothing. */
export interface UnknownType extends Located {
  kind: 'unknown';
}
/** A literal: as a value the literal itself, as a use exactly this value. */
export interface SingletonType extends Located {
  kind: 'singleton';
  value: LiteralValue;
}
/** A nominal type with its arguments: `Int`, `Array<T>`, `Product`. */
export interface NamedType extends Located {
  kind: 'named';
  name: string;
  args: Type[];
}
/** A closed record; `wildcard` is the type of all other fields. Object literals are records without a wildcard. */
export interface RecordType extends Located {
  kind: 'record';
  fields: ReadonlyMap<string, Type>;
  wildcard?: Type;
}
/** Something that has at least this field. */
export interface InterfaceType extends Located {
  kind: 'interface';
  field: string;
  type: Type;
}
export interface TupleType extends Located {
  kind: 'tuple';
  elements: Type[];
}
export interface Parameter {
  name?: string;
  type: Type;
}
export interface FunctionType extends Located {
  kind: 'function';
  params: Parameter[];
  variadic?: Parameter;
  result: Type;
}
export interface UnionType extends Located {
  kind: 'union';
  members: Type[];
}
/** All members at once; as a value: overloads. */
export interface IntersectType extends Located {
  kind: 'intersect';
  members: Type[];
}
/** A rigid type parameter of an annotation or a signature. An invalid one has been reported and fits everywhere. */
export interface SkolemType extends Located {
  kind: 'skolem';
  name: string;
  invalid?: boolean;
}
export interface Bound {
  type: Type;
  /** The alternative under which the bound holds. */
  alternative: Alternative;
}
/** An inference variable. */
export interface VariableType extends Located {
  kind: 'variable';
  id: number;
  /** Values that flow in. */
  lower: Bound[];
  /** Uses that it flows to. */
  upper: Bound[];
  /** Stands for a failed expression: displayed `_`. */
  poisoned: boolean;
}
/** Only in displayed types: `body as binder`. */
export interface RecursiveType extends Located {
  kind: 'recursive';
  binder: VariableType;
  body: Type;
}
/** A value without the values of another type: `T - Null`. */
export interface DifferenceType extends Located {
  kind: 'difference';
  base: Type;
  removed: Type;
}

/** Use: `.field`, whose result flows to `result`. */
export interface SelectionUse extends Located {
  kind: 'selection';
  field: string;
  result: Type;
  /** From the end of the receiver to the start of the field; absent for the use of a static interface. */
  dotSpan?: Place;
}
/** Use: a call; the span is that of the parenthesised arguments. */
export interface ApplicationUse extends Located {
  kind: 'application';
  args: Type[];
  result: Type;
}
/** Use: `[args]`; the span is that of the brackets. */
export interface AccessUse extends Located {
  kind: 'access';
  args: Type[];
  result: Type;
}
/** Use: `{ fields }` behind a value. `projector` is the lambda that it applies. */
export interface ProjectionUse extends Located {
  kind: 'projection';
  projector: Type;
  result: Type;
}
/** Use of a value after `removed` is taken out of it. */
export interface GuardUse extends Located {
  kind: 'guard';
  removed: Type;
  use: Type;
}

export type Type =
  | AnyType
  | TopType
  | NeverType
  | UnknownType
  | SingletonType
  | NamedType
  | RecordType
  | InterfaceType
  | TupleType
  | FunctionType
  | UnionType
  | IntersectType
  | SkolemType
  | VariableType
  | RecursiveType
  | DifferenceType
  | SelectionUse
  | ApplicationUse
  | AccessUse
  | ProjectionUse
  | GuardUse;

/** A type with its quantified parameters: skolems of these names are replaced at every use (`spec/types.md 2.4`). */
export interface Scheme {
  params: readonly string[];
  type: Type;
}
