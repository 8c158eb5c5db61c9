/**
 * Migrations: what new steps of a collection definition do to documents that are there (`spec/runtime.md 15`). They run once, when
 * the definition is written; documents keep their times.
 */
import { parseExpr } from '../../language/syntax/parse.ts';
import type { State } from '../evaluate/state.ts';
import { updateEntries } from '../indexes/entries.ts';
import type { CollectionSchema } from '../schema/collection-schema.ts';
import { fieldsOf, listOf, textOf } from '../schema/definition-fields.ts';
import { validate } from '../schema/validate.ts';
import { isBoxed, structOf, type Value } from '../values/value.ts';
import { evaluateDefault } from './defaults.ts';

type Fields = ReadonlyMap<string, Value>;

/** One step on the fields of one document. */
type Step = (fields: Map<string, Value>) => Map<string, Value>;

const everything = { from: -(2n ** 63n), to: 2n ** 63n - 1n, reverse: false };

/** Applies the steps that `schema` has beyond `before` to all documents. */
export function migrate(state: State, schema: CollectionSchema, before: Fields): void {
  const done = listOf(before.get('migrations')).length;
  const steps = listOf(schema.definition.fields.get('migrations')).slice(done);
  if (steps.length === 0) return;
  const added = new Set<string>();
  const defaults: Step[] = [];
  // A backfill fills what is empty when everything has found its place.
  const isBackfill = (step: Value): boolean => fieldsOf(step).has('backfill');
  const ordered = [...steps.filter((step) => !isBackfill(step)), ...steps.filter(isBackfill)];
  const applied = ordered.map((step) => stepOf(state, schema, fieldsOf(step), added, defaults));
  // A field that is added with a default has it in old documents, too.
  applied.push(...defaults);
  const { transaction } = state;
  for (const { id, version } of [...transaction.scan(schema.value, everything)]) {
    const fields = applied.reduce((current, step) => step(current), new Map(version.fields));
    transaction.rewrite(schema.value, id, fields);
    updateEntries(state, schema, { kind: 'Doc', collection: schema.value, id }, { ...version, fields });
  }
}

/** Paths are written with or without their leading dot; only top-level fields migrate. */
const fieldName = (fields: Fields, key: string): string => bare(textOf(fields, key) ?? '');
const bare = (path: string): string => path.replace(/^\./, '');

function stepOf(
  state: State,
  schema: CollectionSchema,
  step: Fields,
  added: Set<string>,
  defaults: Step[],
): Step {
  const [kind, value] = [...step][0] ?? ['', undefined];
  const operands = fieldsOf(value);
  switch (kind) {
    case 'drop':
      return without(fieldName(operands, 'field'));
    case 'move':
      return renamed(fieldName(operands, 'field'), fieldName(operands, 'to'));
    case 'split':
      return split(
        schema,
        fieldName(operands, 'field'),
        listOf(operands.get('to')).map((to) => bare(String(to))),
      );
    case 'backfill':
      return filled(state, fieldName(operands, 'field'), textOf(operands, 'value') ?? 'null');
    case 'move_conflicts':
      return gathered(fieldName(operands, 'into'), (name, field) => conflicts(schema, added, name, field));
    case 'move_wildcard':
      return gathered(fieldName(operands, 'into'), (name) => !schema.fields.has(name));
    case 'add': {
      const name = fieldName(operands, 'field');
      added.add(name);
      const fallback = schema.fields.get(name)?.defaultText;
      if (fallback !== undefined) defaults.push(filled(state, name, fallback));
    }
  }
  return (fields) => fields;
}

function without(name: string): Step {
  return (fields) => {
    fields.delete(name);
    return fields;
  };
}

function renamed(from: string, to: string): Step {
  return (fields) => {
    const value = fields.get(from);
    fields.delete(from);
    if (value !== undefined) fields.set(to, value);
    return fields;
  };
}

/** The value goes to the first field whose type takes it. */
function split(schema: CollectionSchema, from: string, targets: readonly string[]): Step {
  return (fields) => {
    const value = fields.get(from);
    fields.delete(from);
    if (value === undefined) return fields;
    const target = targets.find((name) => fits(schema, name, value));
    if (target !== undefined) fields.set(target, value);
    return fields;
  };
}

function fits(schema: CollectionSchema, name: string, value: Value): boolean {
  const field = schema.fields.get(name);
  return field === undefined || validate(value, field.type, []).length === 0;
}

/** Only documents that lack the field get the value. */
function filled(state: State, name: string, text: string): Step {
  const result = evaluateDefault(state, parseExpr(text).tree, { name: '*value*', text });
  return (fields) => {
    if (!fields.has(name) && 'value' in result) fields.set(name, result.value);
    return fields;
  };
}

/** A field that was added over values of another type. */
function conflicts(
  schema: CollectionSchema,
  added: ReadonlySet<string>,
  name: string,
  value: Value,
): boolean {
  return added.has(name) && !fits(schema, name, value);
}

/** Moves the fields that `moves` chooses into one object field, beside what it has. */
function gathered(into: string, moves: (name: string, value: Value) => boolean): Step {
  return (fields) => {
    const chosen = [...fields].filter(([name, value]) => name !== into && moves(name, value));
    if (chosen.length === 0) return fields;
    for (const [name] of chosen) fields.delete(name);
    const present = fields.get(into);
    const before =
      present !== undefined && isBoxed(present) && present.kind === 'Object' ? present.fields : new Map();
    fields.set(into, structOf(new Map([...before, ...chosen])));
    return fields;
  };
}
