/**
 * Run-time values (`spec/runtime.md 1`).
 *
 * The common kinds are JavaScript's own, so that arithmetic and comparison stay fast and exact: an Int is a `number`
 * (always a whole 32-bit value), a Long a `bigint` (64 bits), a String a `string`, a Boolean a `boolean`, an Array an
 * array. A Double is boxed, because `1.0` and `1` are different values. Everything else is an object with a `kind`.
 *
 * Values are immutable. Two values may be the same instance: the order operators can tell (`spec/runtime.md 6`).
 */
import type { Expr, Name } from '../../language/syntax/tree.ts';

export type Value =
  | number
  | bigint
  | string
  | boolean
  | readonly Value[]
  | Null
  | Double
  | ID
  | Time
  | TransactionTime
  | DateValue
  | Bytes
  | UUID
  | Struct
  | Doc
  | Module
  | Collection
  | SetValue
  | SetCursor
  | EventSource
  | Lambda
  | NativeFunction
  | UserFunction;

/** A place in a source text: UTF-16 offsets into `source.text`. */
export interface Place {
  source: Source;
  start: number;
  end: number;
}

/** A text that runs, under the name that summaries show: `*query*`, `*udf:f*` … (`spec/http.md 9.5`). */
export interface Source {
  name: string;
  text: string;
}

/** Null remembers why it is null: `reason` completes "Null value, due to …"; without it, it is a literal. */
export interface Null {
  kind: 'Null';
  reason?: string;
  /** Where it came from, for the hint "Null value created here". */
  place?: Place;
}
export interface Double {
  kind: 'Double';
  value: number;
}
export interface ID {
  kind: 'ID';
  value: bigint;
}
/** An instant in UTC, in nanoseconds since 1970-01-01T00:00:00Z. */
export interface Time {
  kind: 'Time';
  nanos: bigint;
}
/** The commit time of the running transaction, before it is known. */
export interface TransactionTime {
  kind: 'TransactionTime';
}
/** A calendar day, as days since 1970-01-01. */
export interface DateValue {
  kind: 'Date';
  days: number;
}
export interface Bytes {
  kind: 'Bytes';
  bytes: Uint8Array;
}
export interface UUID {
  kind: 'UUID';
  text: string;
}
/** An object. A Map, because the order of fields counts and keys may look like numbers. */
export interface Struct {
  kind: 'Object';
  fields: ReadonlyMap<string, Value>;
}

/** A reference to a document, existing or not. Definitions (`Collection`, `Role` …) have a name as well. */
export interface Doc {
  kind: 'Doc';
  collection: Collection;
  id: bigint;
  name?: string;
  /** Reads happen at this time (microseconds) when the reference was made inside `at(…)`. */
  readTs?: number;
  /** What `delete()` gave: results say so. */
  deleted?: boolean;
  /** Without a time of its own even inside `at(…)`: check constraints look at the past of their document this way. */
  floating?: boolean;
  /** The document whose index entries are computed: only its stored fields may be used. */
  indexed?: boolean;
  /** The document as it would be after a write that a predicate decides on: reads use it instead of the store. */
  proposed?: ReadonlyMap<string, Value>;
}

/** `Math`, `String`, `FQL` …; `name` as messages show it, `path` as decorated results show it. */
export interface Module {
  kind: 'Module';
  name: string;
  path: string;
}

/** A collection, of the user or native (`Collection`, `Key` …), as it is named in queries. */
export interface Collection {
  kind: 'Collection';
  name: string;
  /** The internal id that stored references carry: a renamed collection keeps it. */
  id: number;
  native: boolean;
}

/** A Set is a description of what to read; `engine/sets` gives it meaning. */
export interface SetValue {
  kind: 'Set';
  /** The nodes are data, so that a cursor can hold them. */
  node: SetNode;
}
/** Extended by `engine/sets/node.ts`; here only what other rooms may rely on. */
export interface SetNode {
  op: string;
  pageSize?: number;
}

/** `position` is what `Set.paginate` takes. */
export interface SetCursor {
  kind: 'SetCursor';
  text: string;
}
export interface EventSource {
  kind: 'EventSource';
  set: SetNode;
  watched?: readonly (readonly string[])[];
}

/** A variable binding; the newest first. */
export interface Scope {
  name: string;
  value: Value;
  parent: Scope | undefined;
}

/** A lambda with the variables that it captured. */
export interface Lambda {
  kind: 'Lambda';
  params: readonly (Name | null)[];
  variadic?: { name: Name | null };
  body: Expr;
  scope: Scope | undefined;
  source: Source;
  /** The whole lambda's span, to write it into a cursor. */
  span: { start: number; end: number };
}

/** A built-in function, with its receiver when it was read from a value. */
export interface NativeFunction {
  kind: 'Function';
  name: string;
  owner: string;
  self: Value;
}

/** A function of the schema. */
export interface UserFunction {
  kind: 'UserFunction';
  name: string;
}

export type ValueKind = Exclude<Value, number | bigint | string | boolean | readonly Value[]>['kind'];

/** A value that is an object with a `kind`, so not one of JavaScript's own kinds. */
export type Boxed = Exclude<Value, number | bigint | string | boolean | readonly Value[]>;

export function isArray(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

export function isBoxed(value: Value): value is Boxed {
  return typeof value === 'object' && !Array.isArray(value);
}

export function isNull(value: Value): value is Null {
  return typeof value === 'object' && (value as Boxed).kind === 'Null';
}

/** Narrows a value to one boxed kind: `ofKind(value, 'Time')?.nanos`. */
export function ofKind<K extends ValueKind>(value: Value, kind: K): Extract<Boxed, { kind: K }> | undefined {
  return isBoxed(value) && value.kind === kind ? (value as Extract<Boxed, { kind: K }>) : undefined;
}

/** The name of a value's kind as messages give it (`spec/runtime.md 1`). */
export function kindName(value: Value): string {
  switch (typeof value) {
    case 'number':
      return 'Int';
    case 'bigint':
      return 'Long';
    case 'string':
      return 'String';
    case 'boolean':
      return 'Boolean';
    default:
      return Array.isArray(value) ? 'Array<Any>' : boxedName(value as Boxed);
  }
}

function boxedName(value: Boxed): string {
  switch (value.kind) {
    case 'Object':
      return '{ *: Any }';
    case 'Set':
      return 'Set<Any>';
    case 'EventSource':
      return 'EventSource<Any>';
    case 'Module':
    case 'Collection':
      return value.name;
    case 'UserFunction':
      return 'UserFunction';
    default:
      return value.kind;
  }
}

export const double = (value: number): Double => ({ kind: 'Double', value });
export const nullValue = (reason?: string, place?: Place): Null => ({ kind: 'Null', reason, place });
export const time = (nanos: bigint): Time => ({ kind: 'Time', nanos });
/** `micros`: microseconds since 1970, as `ts` and `txn_ts` are. */
export const timeOfMicros = (micros: number): Time => ({ kind: 'Time', nanos: BigInt(micros) * 1000n });
export const date = (days: number): DateValue => ({ kind: 'Date', days });
export const bytes = (content: Uint8Array): Bytes => ({ kind: 'Bytes', bytes: content });
export const id = (value: bigint): ID => ({ kind: 'ID', value });
export const transactionTime: TransactionTime = { kind: 'TransactionTime' };
export const structOf = (fields: ReadonlyMap<string, Value>): Struct => ({ kind: 'Object', fields });
export const struct = (fields: Record<string, Value>): Struct => structOf(new Map(Object.entries(fields)));
