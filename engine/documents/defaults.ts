/** Defaults of fields: evaluated at each create and replace, with the server's rights (`spec/runtime.md 15`). */
import type { Expr } from '../../language/syntax/tree.ts';
import { type ConstraintFailure, QueryError } from '../errors.ts';
import { evaluate } from '../evaluate/evaluate.ts';
import { type State, snapshotOf, withEffect } from '../evaluate/state.ts';
import type { CollectionSchema } from '../schema/collection-schema.ts';
import type { FieldType } from '../schema/field-type.ts';
import { errorText } from '../summary/error-text.ts';
import { isBoxed, isNull, structOf, type Value } from '../values/value.ts';
import { unstorable } from './storable.ts';

/** The fields with defaults filled in where nothing is given, and the failures of defaults. */
export function applyDefaults(
  state: State,
  schema: CollectionSchema,
  given: ReadonlyMap<string, Value>,
): { fields: Map<string, Value>; failures: ConstraintFailure[] } {
  const fields = new Map(given);
  const failures: ConstraintFailure[] = [];
  for (const [name, field] of schema.fields) {
    const value = fields.get(name);
    if (value === undefined && field.default) {
      const source = { name: `*field:${schema.name}:${name}*`, text: field.defaultText ?? '' };
      const result = evaluateDefault(state, field.default, source);
      if ('message' in result) failures.push({ paths: [[name]], message: result.message });
      else fields.set(name, result.value);
      continue;
    }
    const filled = fillObject(state, field.type, value);
    if (filled) fields.set(name, filled);
  }
  return { fields, failures };
}

/** An object with the defaults of its members; undefined when there is nothing to fill. */
function fillObject(state: State, type: FieldType, value: Value | undefined): Value | undefined {
  if (type.kind !== 'object') return undefined;
  if (value !== undefined && (!isBoxed(value) || value.kind !== 'Object')) return undefined;
  const given = value?.fields ?? new Map<string, Value>();
  const filled = new Map(given);
  for (const [name, member] of type.fields) {
    const current = filled.get(name);
    if (current !== undefined && !isNull(current)) {
      const inner = fillObject(state, member.type, current);
      if (inner) filled.set(name, inner);
    } else if (current === undefined && member.default) {
      const result = evaluateDefault(state, member.default, { name: `*field:${name}*`, text: '' });
      if ('value' in result) filled.set(name, result.value);
    } else if (current === undefined) {
      const inner = fillObject(state, member.type, undefined);
      if (inner) filled.set(name, inner);
    }
  }
  return filled.size > given.size || (value !== undefined && filled.size > 0) ? structOf(filled) : undefined;
}

export function evaluateDefault(
  state: State,
  expr: Expr,
  source: { name: string; text: string },
): { value: Value } | { message: string } {
  const restore = snapshotOf(state);
  state.source = source;
  state.frame = undefined;
  state.identity = { role: 'server' };
  try {
    const value = withEffect(state, 'observation', 'default values', () => evaluate(state, expr, undefined));
    const refused = unstorable(value, '');
    if (refused === undefined) return { value };
    const reason = refused.replace(/^Value at `` has/, 'Value has').replace(/\.$/, '');
    return { message: `Default field evaluation failed.\n${reason}` };
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    return { message: `Default field evaluation failed.\n${errorText(error)}` };
  } finally {
    restore();
  }
}
