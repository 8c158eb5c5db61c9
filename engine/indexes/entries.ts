/** The entries of documents in backing indexes (`spec/runtime.md 18`). */
import type { Path } from '../../language/syntax/tree.ts';
import { QueryError } from '../errors.ts';
import { callLambda } from '../evaluate/call.ts';
import { type State, snapshotOf, withEffect } from '../evaluate/state.ts';
import type { CollectionSchema, IndexPart } from '../schema/collection-schema.ts';
import { encodeKey, type KeyPart } from '../storage/index-key.ts';
import type { Version } from '../storage/transaction.ts';
import { identityKey } from '../values/compare.ts';
import {
  type Doc,
  id as idValue,
  isArray,
  isBoxed,
  isNull,
  nullValue,
  timeOfMicros,
  type Value,
} from '../values/value.ts';
import { type Backing, backingsOf, definitionsOf, ensureBacking } from './backing.ts';

/** Brings the entries of a document in line with its new version; undefined: it is gone. */
export function updateEntries(
  state: State,
  collection: CollectionSchema,
  doc: Doc,
  version: Version | undefined,
): void {
  const { transaction } = state;
  for (const backing of backingsOf(transaction.store, collection)) {
    const wanted = version ? entryKeys(state, collection, backing, doc, version) : [];
    const wantedTexts = new Set(wanted.map(String));
    const present = new Set<string>();
    for (const key of transaction.keysOf(backing.number, doc.id)) {
      present.add(String(key));
      if (!wantedTexts.has(String(key))) transaction.endEntry(backing.number, key, doc.id);
    }
    for (const key of wanted)
      if (!present.has(String(key))) transaction.addEntry(backing.number, key, doc.id);
  }
}

/** Makes the backing indexes that a definition asks for and fills the new ones. */
export function buildIndexes(state: State, collection: CollectionSchema): void {
  const { transaction } = state;
  const store = transaction.write();
  const fresh = definitionsOf(collection)
    .map(({ terms, values }) => ensureBacking(store, collection, terms, values))
    .filter((made) => made.fresh)
    .map(({ backing }) => backing);
  if (fresh.length === 0) return;
  const everything = { from: -(2n ** 63n), to: 2n ** 63n - 1n, reverse: false };
  for (const { id, version } of transaction.scan(collection.value, everything)) {
    const doc: Doc = { kind: 'Doc', collection: collection.value, id };
    for (const backing of fresh) {
      for (const key of entryKeys(state, collection, backing, doc, version)) {
        store.addEntry(backing.number, key, id, version.ts);
      }
    }
  }
}

/** One key per combination of term and value elements; none when all terms are null. */
export function entryKeys(
  state: State,
  collection: CollectionSchema,
  backing: Backing,
  doc: Doc,
  version: Version,
): Uint8Array[] {
  const parts = [...backing.terms, ...backing.values];
  const columns: Value[][] = [];
  for (const part of parts) {
    const value = partValue(state, collection, part, doc, version);
    columns.push(part.mva ? elementsOf(value) : [value]);
  }
  const terms = columns.slice(0, backing.terms.length);
  if (terms.length > 0 && terms.every((column) => column.every(isNull))) return [];
  return combinations(columns).map((row) =>
    encodeKey(
      row.map((value, i): KeyPart => {
        const { descending } = parts[i]!;
        return { value, descending, term: i < backing.terms.length };
      }),
    ),
  );
}

/** Distinct elements, nested arrays flattened; a scalar is itself. */
function elementsOf(value: Value): Value[] {
  if (!isArray(value)) return [value];
  const elements = new Map<string, Value>();
  for (const element of value)
    for (const inner of elementsOf(element)) elements.set(identityKey(inner), inner);
  return elements.size === 0 ? [nullValue()] : [...elements.values()];
}

function combinations(columns: Value[][]): Value[][] {
  return columns.reduce<Value[][]>(
    (rows, column) => rows.flatMap((row) => column.map((value) => [...row, value])),
    [[]],
  );
}

/** The value at a part's path; null where there is none, or where a computed field fails. */
function partValue(
  state: State,
  collection: CollectionSchema,
  part: IndexPart,
  doc: Doc,
  version: Version,
): Value {
  const [first, ...rest] = part.path.steps;
  if (first?.kind !== 'Field') return nullValue();
  if (first.name === 'id') return idValue(doc.id);
  if (first.name === 'ts') return timeOfMicros(version.ts);
  const computed = collection.computed.get(first.name);
  if (computed) {
    const value = computePure(state, computed, doc, version);
    return value === undefined ? nullValue() : step(value, rest);
  }
  const steps = first.name === 'data' ? rest : part.path.steps;
  return step({ kind: 'Object', fields: version.fields }, steps);
}

/** A computed field in an index may use nothing but the document's own fields. */
function computePure(
  state: State,
  lambda: Parameters<typeof callLambda>[1],
  doc: Doc,
  version: Version,
): Value | undefined {
  const restore = snapshotOf(state);
  try {
    const own: Doc = { ...doc, proposed: version.fields, indexed: true };
    return withEffect(state, 'pure', 'computed fields', () => callLambda(state, lambda, [own]));
  } catch (error) {
    if (error instanceof QueryError) return undefined;
    throw error;
  } finally {
    restore();
  }
}

function step(value: Value, steps: Path['steps']): Value {
  let at: Value | undefined = value;
  for (const next of steps) {
    if (next.kind === 'Field')
      at = at !== undefined && isBoxed(at) && at.kind === 'Object' ? at.fields.get(next.name) : undefined;
    else at = at !== undefined && isArray(at) ? at[Number(next.index)] : undefined;
  }
  return at ?? nullValue();
}
