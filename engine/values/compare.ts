/** Equality, the order operators, the total order, and the identity that `includes` and `distinct` use (`spec/runtime.md 6`). */
import { compareNumbers, isDouble, isNumber, toDouble } from './number.ts';
import {
  type Boxed,
  type Collection,
  type Doc,
  type ID,
  isArray,
  isBoxed,
  isNull,
  type Module,
  type Struct,
  type Value,
} from './value.ts';

/** Tells whether a document exists for the caller; asking reads it. */
export type Exists = (doc: Doc) => boolean;

/** The `==` operator. */
export function equals(a: Value, b: Value, exists: Exists): boolean {
  if (a === b) return true;
  if (isArray(a)) {
    return isArray(b) && a.length === b.length && a.every((element, i) => equals(element, b[i]!, exists));
  }
  if (isBoxed(a) && isBoxed(b)) {
    if (a.kind === 'Object' && b.kind === 'Object') return equalFields(a, b, exists);
    if (a.kind === 'Doc' && b.kind === 'Null') return !exists(a);
    if (a.kind === 'Null' && b.kind === 'Doc') return !exists(b);
    if (a.kind === b.kind && opaque.has(a.kind)) return identityKey(a) === identityKey(b);
  }
  return compare(a, b) === 0;
}

const opaque: ReadonlySet<string> = new Set([
  'Set',
  'SetCursor',
  'EventSource',
  'Lambda',
  'Function',
  'UserFunction',
]);

function equalFields(a: Struct, b: Struct, exists: Exists): boolean {
  if (a.fields.size !== b.fields.size) return false;
  for (const [key, value] of a.fields) {
    const other = b.fields.get(key);
    if (other === undefined || !equals(value, other, exists)) return false;
  }
  return true;
}

/** What `<`, `<=`, `>` and `>=` see: negative, zero or positive, or undefined for kinds that have no order between them. */
export function compare(a: Value, b: Value): number | undefined {
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b);
  if (isNumber(a) && isNumber(b)) return compareNumbers(a, b);
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  if (isArray(a) && isArray(b)) return compareInstances(a, b, a, b);
  if (isBoxed(a) && a.kind === 'ID') return compareId(a, b);
  if (isBoxed(b) && b.kind === 'ID') {
    const order = compareId(b, a);
    return order === undefined ? undefined : -order;
  }
  if (!isBoxed(a) || !isBoxed(b)) return undefined;
  if (isModule(a) && isModule(b)) return compareText(a.name, b.name);
  if (a.kind !== b.kind) return undefined;
  if (a.kind === 'Object') return compareInstances(a, b, sortedEntries(a), sortedEntries(b as Struct));
  if (a.kind === 'Doc') return compareDocsById(a, b as Doc);
  return opaque.has(a.kind) ? undefined : compareSameKind(a, b);
}

const isModule = (value: Boxed): value is Module | Collection =>
  value.kind === 'Module' || value.kind === 'Collection';

/**
 * Arrays and objects: by elements. Two instances of equal content come out as "less" in both directions, as in the
 * database; only the very same instance equals itself.
 */
function compareInstances(a: Value, b: Value, left: readonly Value[], right: readonly Value[]): number {
  if (a === b) return 0;
  return compareLists(left, right) || -1;
}

function compareId(a: ID, b: Value): number | undefined {
  if (isBoxed(b) && b.kind === 'ID') return compareNumbers(a.value, b.value);
  if (isNumber(b)) return compareNumbers(a.value, b);
  if (typeof b === 'string' && /^-?\d+$/.test(b)) return compareNumbers(a.value, BigInt(b));
  return undefined;
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function compareBigints(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function compareDocsById(a: Doc, b: Doc): number {
  const byId = compareBigints(a.id, b.id) || compareText(a.name ?? '', b.name ?? '');
  return byId || a.collection.id - b.collection.id;
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return a.length - b.length;
}

function compareSameKind(a: Boxed, b: Boxed): number {
  if (a.kind === 'Time' && b.kind === 'Time') return compareBigints(a.nanos, b.nanos);
  if (a.kind === 'Date' && b.kind === 'Date') return a.days - b.days;
  if (a.kind === 'Bytes' && b.kind === 'Bytes') return compareBytes(a.bytes, b.bytes);
  if (a.kind === 'UUID' && b.kind === 'UUID') return compareText(a.text, b.text);
  if (a.kind === 'ID' && b.kind === 'ID') return compareBigints(a.value, b.value);
  if (a.kind === 'Module' && b.kind === 'Module') return compareText(a.path, b.path);
  if (a.kind === 'Collection' && b.kind === 'Collection') return compareText(a.name, b.name);
  if (opaque.has(a.kind)) return compareText(identityKey(a), identityKey(b));
  return 0;
}

/** The order of kinds (`spec/runtime.md 6`); Collections stand with the modules. */
const kindRank: Record<string, number> = {
  Number: 0,
  Bytes: 1,
  String: 2,
  Array: 3,
  Object: 4,
  ID: 5,
  Doc: 6,
  Time: 7,
  TransactionTime: 8,
  Date: 9,
  UUID: 10,
  Boolean: 11,
  Module: 12,
  Collection: 12,
  Set: 13,
  SetCursor: 14,
  Lambda: 15,
  Function: 16,
  UserFunction: 16,
  EventSource: 17,
  Null: 18,
};

function rank(value: Value): number {
  if (isNumber(value)) return 0;
  if (typeof value === 'string') return 2;
  if (typeof value === 'boolean') return 11;
  return isArray(value) ? 3 : (kindRank[(value as Boxed).kind] ?? 19);
}

/** The order of `order()` and `distinct()`, total over all kinds: Null is the largest. */
export function totalOrder(a: Value, b: Value): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b);
  const kinds = rank(a) - rank(b);
  if (kinds !== 0) return kinds;
  if (isNumber(a) && isNumber(b)) return compareNumbers(a, b);
  if (typeof a === 'boolean') return Number(a) - Number(b);
  if (isArray(a)) return compareLists(a, b as readonly Value[]);
  const left = a as Boxed;
  const right = b as Boxed;
  if (left.kind === 'Object') return compareLists(sortedEntries(left), sortedEntries(right as Struct));
  if (left.kind === 'Doc') return compareDocsByCollection(left, right as Doc);
  if (left.kind !== right.kind) return compareText(left.kind, right.kind);
  return compareSameKind(left, right);
}

function compareDocsByCollection(a: Doc, b: Doc): number {
  return (
    a.collection.id - b.collection.id || compareText(a.name ?? '', b.name ?? '') || compareBigints(a.id, b.id)
  );
}

function compareLists(a: readonly Value[], b: readonly Value[]): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const order = totalOrder(a[i]!, b[i]!);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

/** An object as a flat list: key, value, key, value …, by key. */
function sortedEntries(object: Struct): Value[] {
  return [...object.fields].sort(([a], [b]) => compareText(a, b)).flat();
}

/** Whether `includes` and `indexOf` take two values for the same. Unlike `==`, no document is read. */
export function sameValue(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (isNumber(a) && isNumber(b)) {
    return isDouble(a) || isDouble(b) ? toDouble(a) === toDouble(b) : BigInt(a) === BigInt(b);
  }
  if (isArray(a))
    return isArray(b) && a.length === b.length && a.every((element, i) => sameValue(element, b[i]!));
  if (isBoxed(a) && a.kind === 'ID' && typeof b === 'string') return String(a.value) === b;
  if (isBoxed(b) && b.kind === 'ID' && typeof a === 'string') return String(b.value) === a;
  if (!isBoxed(a) || !isBoxed(b) || a.kind !== b.kind) return false;
  if (isNull(a)) return true;
  if (a.kind !== 'Object') return identityKey(a) === identityKey(b);
  const other = (b as Struct).fields;
  if (a.fields.size !== other.size) return false;
  for (const [key, value] of a.fields) {
    const counterpart = other.get(key);
    if (counterpart === undefined || !sameValue(value, counterpart)) return false;
  }
  return true;
}

/**
 * A text that is equal for values that `distinct` takes for the same. It separates kinds: `1` and `1.0` are both kept,
 * as are `ID("5")` and `"5"`.
 */
export function identityKey(value: Value): string {
  switch (typeof value) {
    case 'number':
    case 'bigint':
      return `i${value}`;
    case 'string':
      return JSON.stringify(value);
    case 'boolean':
      return String(value);
    default:
      return isArray(value) ? `[${value.map(identityKey).join()}]` : boxedKey(value as Boxed);
  }
}

let nextNaN = 0;

function boxedKey(value: Boxed): string {
  switch (value.kind) {
    case 'Null':
      return 'null';
    case 'Double':
      // NaN is never the same as another one.
      return Number.isNaN(value.value) ? `nan${nextNaN++}` : `d${value.value === 0 ? 0 : value.value}`;
    case 'Object': {
      const entries = [...value.fields].sort(([a], [b]) => compareText(a, b));
      return `{${entries.map(([key, field]) => `${JSON.stringify(key)}:${identityKey(field)}`).join()}}`;
    }
    case 'ID':
      return `id${value.value}`;
    case 'Doc':
      return `doc${value.collection.id}/${value.id}/${value.name ?? ''}`;
    case 'Time':
      return `t${value.nanos}`;
    case 'Date':
      return `day${value.days}`;
    case 'Bytes':
      return `bytes${value.bytes.join()}`;
    case 'UUID':
      return `uuid${value.text}`;
    case 'Module':
      return `module${value.path}`;
    case 'Collection':
      return `collection${value.id}/${value.name}`;
    case 'Set':
      return `set${structureKey(value.node)}`;
    case 'EventSource':
      return `events${structureKey(value.set)}${JSON.stringify(value.watched ?? null)}`;
    case 'SetCursor':
      return `cursor${value.text}`;
    case 'Lambda':
      return `lambda${value.source.text.slice(value.span.start, value.span.end)}/${scopeKey(value)}`;
    case 'Function':
      return `function${value.owner}.${value.name}/${identityKey(value.self)}`;
    case 'UserFunction':
      return `udf${value.name}`;
    case 'TransactionTime':
      return 'txn';
  }
}

function scopeKey(lambda: Extract<Boxed, { kind: 'Lambda' }>): string {
  const seen: string[] = [];
  for (let scope = lambda.scope; scope; scope = scope.parent)
    seen.push(`${scope.name}=${identityKey(scope.value)}`);
  return seen.join(';');
}

/** Set nodes are plain data with values inside; where one was written is not part of it. */
function structureKey(node: object): string {
  return Object.entries(node)
    .filter(([key]) => key !== 'frame')
    .map(([key, part]) => `${key}:${partKey(part)}`)
    .join();
}

function partKey(part: unknown): string {
  if (Array.isArray(part)) return `[${part.map(partKey).join()}]`;
  if (part !== null && typeof part === 'object') {
    return 'kind' in part ? identityKey(part as Value) : `{${structureKey(part)}}`;
  }
  return typeof part === 'bigint' ? String(part) : (JSON.stringify(part) ?? '');
}
