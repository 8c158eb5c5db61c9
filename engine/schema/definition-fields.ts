/** Reads fields of definition documents, whose shape the write path has checked. */
import { isArray, isBoxed, type Value } from '../values/value.ts';

export type Fields = ReadonlyMap<string, Value>;

const none: Fields = new Map();

export function textOf(fields: Fields, name: string): string | undefined {
  const value = fields.get(name);
  return typeof value === 'string' ? value : undefined;
}

export function booleanOf(fields: Fields, name: string): boolean | undefined {
  const value = fields.get(name);
  return typeof value === 'boolean' ? value : undefined;
}

export function numberOf(fields: Fields, name: string): number | undefined {
  const value = fields.get(name);
  return typeof value === 'number' || typeof value === 'bigint' ? Number(value) : undefined;
}

/** An object's fields, or none. */
export function fieldsOf(value: Value | undefined): Fields {
  return value !== undefined && isBoxed(value) && value.kind === 'Object' ? value.fields : none;
}

export function listOf(value: Value | undefined): readonly Value[] {
  return value !== undefined && isArray(value) ? value : [];
}

/** One object or a list of them, as `privileges` and `membership` may be written. */
export function oneOrMany(value: Value | undefined): readonly Value[] {
  if (value === undefined || (isBoxed(value) && value.kind === 'Null')) return [];
  return isArray(value) ? value : [value];
}
