/** Definitions as they are stored: what the database fills in itself is always there (`spec/runtime.md 15`). */
import { fieldsOf, listOf } from '../schema/definition-fields.ts';
import { structOf, type Value } from '../values/value.ts';

type Fields = ReadonlyMap<string, Value>;

export function normalise(collection: string, fields: Fields): Map<string, Value> {
  const result = new Map(fields);
  if (collection === 'Collection') normaliseCollection(result);
  if (collection === 'Database' && !result.has('global_id')) result.set('global_id', globalId());
  if (collection === 'AccessProvider' && !result.has('audience')) {
    result.set('audience', `https://db.fauna.com/db/${globalId()}`);
  }
  return result;
}

const alphabet = 'abcdefghijklmnopqrstuvwxyz123456789';

/** 13 characters, as those of the service. */
function globalId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(13));
  return Array.from(bytes, (byte) => alphabet[byte % alphabet.length]).join('');
}

/** Small and large collections alike are indexed before the query ends, so every status is that of a finished build. */
function normaliseCollection(fields: Map<string, Value>): void {
  if (!fields.has('indexes')) fields.set('indexes', structOf(new Map()));
  if (!fields.has('constraints')) fields.set('constraints', []);
  if (!fields.has('history_days')) fields.set('history_days', 0);
  const indexes = fields.get('indexes');
  if (indexes !== undefined) {
    fields.set(
      'indexes',
      structOf(
        new Map([...fieldsOf(indexes)].map(([name, index]) => [name, normaliseIndex(fieldsOf(index))])),
      ),
    );
  }
  const constraints = fields.get('constraints');
  if (constraints !== undefined) {
    fields.set(
      'constraints',
      listOf(constraints).map((constraint) => normaliseConstraint(fieldsOf(constraint))),
    );
  }
}

function normaliseIndex(index: Fields): Value {
  const result = new Map<string, Value>();
  const terms = index.get('terms');
  const values = index.get('values');
  if (terms !== undefined)
    result.set(
      'terms',
      listOf(terms).map((term) => normalisePart(fieldsOf(term), false)),
    );
  if (values !== undefined)
    result.set(
      'values',
      listOf(values).map((value) => normalisePart(fieldsOf(value), true)),
    );
  result.set('queryable', index.get('queryable') ?? true);
  result.set('status', 'complete');
  return structOf(result);
}

/** `field` and `mva` as they were given; the order of a value is always there. */
function normalisePart(part: Fields, isValue: boolean): Value {
  const result = new Map<string, Value>();
  for (const name of ['field', 'mva']) {
    const given = part.get(name);
    if (given !== undefined) result.set(name, given);
  }
  if (isValue) result.set('order', part.get('order') ?? 'asc');
  return structOf(result);
}

function normaliseConstraint(constraint: Fields): Value {
  const unique = constraint.get('unique');
  if (unique === undefined) return structOf(constraint);
  const parts = listOf(unique).map((part) =>
    typeof part === 'string'
      ? normalisePart(new Map([['field', part]]), false)
      : normalisePart(fieldsOf(part), false),
  );
  return structOf(
    new Map<string, Value>([
      ['unique', parts],
      ['status', 'active'],
    ]),
  );
}
