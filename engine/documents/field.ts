/** Fields of documents: reference fields without a read, then metadata, computed and stored ones (`spec/runtime.md 13`). */

import { reservedFieldNames } from '../../language/syntax/fsl-field.ts';
import { callLambda } from '../evaluate/call.ts';
import { allows, effectMessage, failAt, type State, withEffect } from '../evaluate/state.ts';
import { builtin } from '../library/builtin.ts';
import type { CollectionSchema } from '../schema/collection-schema.ts';
import type { Version } from '../storage/transaction.ts';
import {
  type Doc,
  id as idValue,
  isArray,
  isBoxed,
  type Lambda,
  nullValue,
  type Place,
  structOf,
  time,
  timeOfMicros,
  transactionTime,
  type Value,
} from '../values/value.ts';
import { absence } from './absence.ts';
import { nativeOwners } from './native.ts';
import { normalise } from './normalise.ts';
import { readDocument } from './read.ts';

/** The catalogue's name for the members of a document. */
export function documentOwner(doc: Doc): string {
  return doc.collection.native ? (nativeOwners[doc.collection.name] ?? '<C>') : '<C>';
}

/** `place` is that of the field, `receiver` that of the document: a missing one fails there. */
export interface FieldPlaces {
  place: Place;
  receiver: Place;
}

/** `doc.name`; undefined for a method of documents. */
export function documentField(
  state: State,
  doc: Doc,
  name: string,
  { place, receiver }: FieldPlaces,
  access = false,
): Value | undefined {
  const reference = referenceField(doc, name);
  if (reference !== undefined) return reference;
  const method = builtin(documentOwner(doc), name);
  if (method && method.kind !== 'field' && !access) {
    if (name === 'exists' || redefined(state, doc)) return undefined;
    if (!allows(state, 'read')) {
      throw failAt(state, place, 'invalid_effect', effectMessage(state, 'Reading a field', 'read'));
    }
    requireVersion(state, doc, receiver);
    return undefined;
  }
  if (doc.indexed) refuseOutsideOwnFields(state, doc, name, place);
  else if (!allows(state, 'read')) {
    throw failAt(state, place, 'invalid_effect', effectMessage(state, 'Reading a field', 'read'));
  }
  const version = requireVersion(state, doc, receiver);
  return fieldOf(state, doc, version, name, place) ?? nullValue(`missing field \`${name}\``, place);
}

/** Documents of a collection that this query deleted fail for that reason. */
const redefined = (state: State, doc: Doc): boolean =>
  state.transaction.definitionsWritten.has(doc.collection.id);

/** An index entry may depend on nothing but what the document itself stores. */
function refuseOutsideOwnFields(state: State, doc: Doc, name: string, place: Place): void {
  if (name === 'ts')
    throw failAt(state, place, 'invalid_timestamp_field_access', 'invalid access of timestamp field');
  if (state.schema.collectionById(doc.collection.id)?.computed.has(name)) {
    throw failAt(state, place, 'invalid_computed_field_access', 'invalid access of computed field');
  }
}

/** `id`, `coll` and `name` are part of the reference. */
function referenceField(doc: Doc, name: string): Value | undefined {
  if (name === 'coll') return doc.collection;
  if (name === 'id' && doc.name === undefined) return idValue(doc.id);
  return name === 'name' && doc.collection.native ? doc.name : undefined;
}

export function requireVersion(state: State, doc: Doc, place: Place): Version {
  const { version } = readDocument(state, doc);
  if (version) return version;
  const { code, message } = absence(state, doc);
  throw failAt(state, place, code, message);
}

function fieldOf(state: State, doc: Doc, version: Version, name: string, place: Place): Value | undefined {
  if (name === 'ts') return writeTime(state, version);
  if (name === 'ttl') return version.ttl === undefined ? undefined : time(version.ttl);
  if (doc.collection.native) return pinned(doc, version.fields.get(name));
  if (name === 'data') return pinned(doc, structOf(version.fields));
  const computed = state.schema.collectionById(doc.collection.id)?.computed.get(name);
  if (computed) return computeField(state, doc, computed, place);
  return reservedFieldNames.has(name) ? undefined : pinned(doc, version.fields.get(name));
}

/** The last write; of this very transaction it is not known yet. */
function writeTime(state: State, version: Version): Value {
  return version.ts === state.transaction.commitTs ? transactionTime : timeOfMicros(version.ts);
}

/** A computed field runs with the reader's rights and may only read. */
export function computeField(state: State, doc: Doc, lambda: Lambda, place: Place | undefined): Value {
  const saved = state.frame;
  if (place) state.frame = { place, parent: saved };
  const value = withEffect(state, 'read', 'computed fields', () => callLambda(state, lambda, [doc]));
  state.frame = saved;
  return value;
}

/** References inside a document that is read in the past are read at that time, too. */
function pinned(doc: Doc, value: Value | undefined): Value | undefined {
  return value === undefined || doc.readTs === undefined ? value : pin(value, doc.readTs);
}

function pin(value: Value, readTs: number): Value {
  if (isArray(value)) return value.map((element) => pin(element, readTs));
  if (!isBoxed(value)) return value;
  if (value.kind === 'Doc') return { ...value, readTs };
  if (value.kind !== 'Object') return value;
  return structOf(new Map([...value.fields].map(([name, field]) => [name, pin(field, readTs)])));
}

/** All fields of a document in the order in which results show them; undefined when it does not exist for the caller. */
export function renderedFields(state: State, doc: Doc): Map<string, Value> | undefined {
  const { version } = readDocument(state, doc);
  if (!version) return undefined;
  const fields = new Map<string, Value>();
  if (doc.collection.native) renderNative(state, doc, version, fields);
  else renderUser(state, doc, version, fields, state.schema.collectionById(doc.collection.id));
  for (const [name, value] of fields) fields.set(name, pinned(doc, value)!);
  return fields;
}

function renderNative(state: State, doc: Doc, version: Version, fields: Map<string, Value>): void {
  const name = version.fields.get('name');
  if (doc.name === undefined) fields.set('id', idValue(doc.id));
  else if (name !== undefined) fields.set('name', name);
  fields.set('coll', doc.collection);
  fields.set('ts', writeTime(state, version));
  if (version.ttl !== undefined) fields.set('ttl', time(version.ttl));
  const shown = normalise(doc.collection.name, version.fields);
  for (const [field, value] of shown)
    if (field !== 'name' || doc.name === undefined) fields.set(field, value);
}

function renderUser(
  state: State,
  doc: Doc,
  version: Version,
  fields: Map<string, Value>,
  schema: CollectionSchema | undefined,
): void {
  fields.set('id', idValue(doc.id));
  fields.set('coll', doc.collection);
  fields.set('ts', writeTime(state, version));
  if (version.ttl !== undefined) fields.set('ttl', time(version.ttl));
  for (const [name, lambda] of schema?.computed ?? [])
    fields.set(name, computeField(state, doc, lambda, undefined));
  const hidden = new Map<string, Value>();
  for (const [name, value] of version.fields) {
    if (reservedFieldNames.has(name) || schema?.computed.has(name)) hidden.set(name, value);
    else fields.set(name, value);
  }
  if (hidden.size > 0) fields.set('data', structOf(hidden));
}
