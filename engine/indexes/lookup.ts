/** Index calls and reading their entries (`spec/runtime.md 18`). */
import { exists } from '../documents/read.ts';
import { fail } from '../evaluate/call.ts';
import type { State } from '../evaluate/state.ts';
import { accepts, wrongCount } from '../library/arity.ts';
import type { CollectionSchema, IndexSchema } from '../schema/collection-schema.ts';
import { hasAnyGrant } from '../security/permission.ts';
import type { Element, Position } from '../sets/elements.ts';
import { type Node, setOf } from '../sets/node.ts';
import { afterPrefix, encodeKey, type KeyPart } from '../storage/index-key.ts';
import { ID_MAX, ID_MIN, type KeyRange } from '../storage/store.ts';
import { type Doc, isArray, isBoxed, isNull, type Value } from '../values/value.ts';
import { backingOf } from './backing.ts';

/** `Coll.index(term, …, range?)`. */
export function callIndex(
  state: State,
  collection: CollectionSchema,
  index: IndexSchema,
  args: readonly Value[],
): Value {
  const count = index.terms.length;
  const arity = { counts: [count, count + 1], rest: false };
  if (!accepts(arity, args.length)) {
    throw fail(state, 'invalid_function_invocation', wrongCount(arity, args.length));
  }
  if (!hasAnyGrant(state, collection.value, 'read')) {
    const message = `Insufficient privileges to read from collection ${collection.name}.`;
    throw fail(state, 'permission_denied', message);
  }
  if (!index.queryable || !backingOf(state.transaction.store, collection, index.terms, index.values)) {
    const message = `The index \`${collection.name}.${index.name}\` is not queryable.`;
    throw fail(state, 'invalid_index_invocation', message);
  }
  const range = args.length > count ? rangeOf(state, index, args[count]!) : {};
  return setOf({
    op: 'index',
    collection: collection.value,
    index: index.name,
    terms: args.slice(0, count),
    ...range,
    reverse: false,
    readTs: state.readTs,
  });
}

/** Without values, entries are ordered by document. */
const boundLimit = (index: IndexSchema): number => Math.max(index.values.length, 1);

/** `{ from, to }` as prefixes of the values. */
export function rangeOf(state: State, index: IndexSchema, range: Value): { from?: Value[]; to?: Value[] } {
  const fields = isBoxed(range) && range.kind === 'Object' ? range.fields : undefined;
  if (!fields || (!fields.has('from') && !fields.has('to'))) {
    throw rangeError(state, 'should be an object contining `{ from }`, `{ to }`, or `{ from, to }` fields');
  }
  const bounds: { from?: Value[]; to?: Value[] } = {};
  for (const name of ['from', 'to'] as const) {
    const bound = fields.get(name);
    if (bound !== undefined) bounds[name] = boundOf(state, index, name, bound);
  }
  return bounds;
}

export function rangeError(state: State, reason: string) {
  return fail(state, 'invalid_argument', `invalid argument \`range\`: ${reason}`);
}

const unindexable: ReadonlySet<string> = new Set([
  'Set',
  'Lambda',
  'Function',
  'Module',
  'Collection',
  'EventSource',
]);

function boundOf(state: State, index: IndexSchema, name: string, bound: Value): Value[] {
  if (index.values.length === 0) {
    if (isBoxed(bound) && (bound.kind === 'Doc' || bound.kind === 'ID')) return [bound];
    if (typeof bound === 'number' || typeof bound === 'bigint') return [{ kind: 'ID', value: BigInt(bound) }];
    if (typeof bound === 'string' && /^\d+$/.test(bound)) return [{ kind: 'ID', value: BigInt(bound) }];
    throw rangeError(state, `The \`${name}\` field must be a document id.`);
  }
  // On an index of one value, a longer list is itself the beginning of that value.
  const whole = isArray(bound) && index.values.length === 1 && bound.length > 1;
  const values = isArray(bound) && !whole ? [...bound] : [bound];
  if (values.some((value) => isBoxed(value) && unindexable.has(value.kind))) {
    const what = `The \`${name}\` field should be either an indexable value or an array of values`;
    throw rangeError(state, what);
  }
  if (values.length > boundLimit(index)) {
    throw rangeError(state, `The field \`${name}\` can have at most ${index.values.length} values`);
  }
  return values;
}

type IndexNode = Extract<Node, { op: 'index' }>;

/** The documents of an index Set that the caller may read. */
export function* readIndex(state: State, node: IndexNode, after: Position | undefined): Generator<Element> {
  const schema = state.schema.collectionById(node.collection.id);
  const index = schema?.indexes.get(node.index);
  const backing = schema && index && backingOf(state.transaction.store, schema, index.terms, index.values);
  if (!index || !backing) return;
  const ids = index.values.length === 0 ? idBounds(node) : undefined;
  const range = resume(keyRange(index, node), node.reverse, after);
  const resumed = Array.isArray(after) ? (after as [string, string]) : undefined;
  for (const { key, id } of state.transaction.entries(backing.number, range, node.readTs)) {
    if (ids && (id < ids.from || id > ids.to)) continue;
    const hex = toHex(key);
    if (resumed && hex === resumed[0] && (node.reverse ? id >= BigInt(resumed[1]) : id <= BigInt(resumed[1])))
      continue;
    const doc: Doc = { kind: 'Doc', collection: node.collection, id, readTs: node.readTs };
    if (exists(state, doc)) yield { value: doc, position: [hex, String(id)] };
  }
}

function keyRange(index: IndexSchema, node: IndexNode): KeyRange {
  const terms = node.terms.map((value): KeyPart => ({ value, descending: false, term: true }));
  const bound = (values: readonly Value[] | undefined): KeyPart[] =>
    index.values.length === 0
      ? []
      : (values ?? []).map((value, i) => ({
          value: boundValue(index, i, value),
          descending: index.values[i]!.descending,
          term: false,
        }));
  const from = encodeKey([...terms, ...bound(node.from)], node.from !== undefined);
  const to = afterPrefix(encodeKey([...terms, ...bound(node.to)], node.to !== undefined));
  return { from, to, reverse: node.reverse };
}

/** A bound for a value `.id` may be a number, a numeric String or a document; null is the smallest id, anything else the largest. */
function boundValue(index: IndexSchema, position: number, value: Value): Value {
  const step = index.values[position]?.path.steps[0];
  if (step?.kind !== 'Field' || step.name !== 'id') return value;
  if (typeof value === 'number' || typeof value === 'bigint') return { kind: 'ID', value: BigInt(value) };
  if (typeof value === 'string' && /^\d+$/.test(value)) return { kind: 'ID', value: BigInt(value) };
  if (isBoxed(value) && value.kind === 'ID') return value;
  if (isBoxed(value) && value.kind === 'Doc') return { kind: 'ID', value: value.id };
  return { kind: 'ID', value: isNull(value) ? ID_MIN : ID_MAX };
}

function idBounds(node: IndexNode): { from: bigint; to: bigint } {
  return { from: idOf(node.from?.[0]) ?? -(2n ** 63n), to: idOf(node.to?.[0]) ?? 2n ** 63n - 1n };
}

function idOf(value: Value | undefined): bigint | undefined {
  if (value === undefined || !isBoxed(value)) return undefined;
  if (value.kind === 'Doc') return value.id;
  return value.kind === 'ID' ? value.value : undefined;
}

/** The rest of the range behind the last entry of the page before. */
function resume(range: KeyRange, reverse: boolean, after: Position | undefined): KeyRange {
  if (!Array.isArray(after)) return range;
  const key = Uint8Array.from(String(after[0]).match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  return reverse ? { ...range, to: afterPrefix(key) } : { ...range, from: key };
}

const toHex = (key: Uint8Array): string =>
  Array.from(key, (byte) => byte.toString(16).padStart(2, '0')).join('');
