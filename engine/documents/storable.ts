/** What may be stored, and what becomes of null (`spec/runtime.md 1` and 14). */
import { isNamed } from '../library/native-collections.ts';
import { isArray, isBoxed, isNull, kindName, structOf, type Value } from '../values/value.ts';

const storedKinds: ReadonlySet<string> = new Set([
  'Null',
  'Double',
  'Object',
  'Time',
  'TransactionTime',
  'Date',
  'Bytes',
  'UUID',
]);

/** The message for the first value that cannot be stored, or undefined. `path` is dotted, without the leading dot. */
export function unstorable(value: Value, path: string): string | undefined {
  if (isArray(value)) return firstOf(value.map((element, i) => [element, `${path}[${i}]`]));
  if (!isBoxed(value)) return undefined;
  if (value.kind === 'Object') {
    return firstOf([...value.fields].map(([name, field]) => [field, path === '' ? name : `${path}.${name}`]));
  }
  if (value.kind === 'Lambda') return 'Anonymous functions cannot be stored. Use a string of FQL instead.';
  if (storedKinds.has(value.kind) || (value.kind === 'Doc' && !isNamed(value.collection))) return undefined;
  return `Value at \`${path}\` has type ${kindName(value)}, which cannot be persisted.`;
}

function firstOf(values: [value: Value, path: string][]): string | undefined {
  for (const [value, path] of values) {
    const message = unstorable(value, path);
    if (message !== undefined) return message;
  }
  return undefined;
}

/** Fields without those that are null, at every depth; null elements of arrays stay. */
export function withoutNulls(fields: ReadonlyMap<string, Value>): Map<string, Value> {
  const kept = new Map<string, Value>();
  for (const [name, value] of fields) if (!isNull(value)) kept.set(name, stripNulls(value));
  return kept;
}

function stripNulls(value: Value): Value {
  if (isArray(value)) return value.map(stripNulls);
  return isBoxed(value) && value.kind === 'Object' ? structOf(withoutNulls(value.fields)) : value;
}

/** The deep merge of `update`: objects merge, null removes, everything else replaces. */
export function merge(
  old: ReadonlyMap<string, Value>,
  changes: ReadonlyMap<string, Value>,
): Map<string, Value> {
  const merged = new Map(old);
  for (const [name, change] of changes) {
    const before = merged.get(name);
    if (isNull(change)) merged.delete(name);
    else if (isObject(change))
      merged.set(name, structOf(merge(isObject(before) ? before.fields : new Map(), change.fields)));
    else merged.set(name, change);
  }
  return merged;
}

function isObject(value: Value | undefined): value is Extract<Value, { kind: 'Object' }> {
  return value !== undefined && isBoxed(value) && value.kind === 'Object';
}
