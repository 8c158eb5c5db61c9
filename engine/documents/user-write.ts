/** Writes of user documents (`spec/runtime.md 14`). Each returns the reference; every failure undoes the whole query. */

import { reservedFieldNames } from '../../language/syntax/fsl-field.ts';
import { type ConstraintFailure, QueryError } from '../errors.ts';
import { callLambda, fail } from '../evaluate/call.ts';
import { type State, traceOf, withEffect } from '../evaluate/state.ts';
import { backingOf } from '../indexes/backing.ts';
import { entryKeys, updateEntries } from '../indexes/entries.ts';
import { toId } from '../library/cast.ts';
import type { CollectionSchema } from '../schema/collection-schema.ts';
import { validate, valueTypeText } from '../schema/validate.ts';
import { afterPrefix } from '../storage/index-key.ts';
import type { Version } from '../storage/transaction.ts';
import { type Doc, type ID, isBoxed, isNull, type Struct, type Value } from '../values/value.ts';
import { absence } from './absence.ts';
import {
  constraintError,
  notInPast,
  notMixed,
  notRedefined,
  requireAllowed,
  requireStorable,
} from './checks.ts';
import { applyDefaults } from './defaults.ts';
import { newId } from './new-id.ts';
import { readDocument } from './read.ts';
import { merge, withoutNulls } from './storable.ts';
import { failureTitle, type WriteKind } from './title.ts';

/** `plain`: every field is user data (`createData` …), reserved names included. */
export interface WriteMode {
  plain: boolean;
}

/** What an argument says about the document besides its user fields. */
interface Request {
  fields: Map<string, Value>;
  /** As given; undefined when not mentioned. */
  id: Value | undefined;
  ttl: Value | undefined;
  failures: ConstraintFailure[];
}

const failure = (path: (string | number)[], message: string): ConstraintFailure => ({
  paths: [path],
  message,
});

/** Separates metadata from user fields and notes the names that may not be written. */
function readRequest(schema: CollectionSchema, argument: Struct, mode: WriteMode, takesId: boolean): Request {
  const request: Request = { fields: new Map(), id: undefined, ttl: undefined, failures: [] };
  for (const [name, value] of argument.fields) {
    if (mode.plain) request.fields.set(name, value);
    else if (schema.computed.has(name))
      request.failures.push(failure([name], 'Cannot write to a computed field'));
    else if (name === 'id' && takesId) request.id = value;
    else if (name === 'ttl') request.ttl = value;
    else if (reservedFieldNames.has(name))
      request.failures.push(failure([name], 'Is a reserved field and cannot be used'));
    else request.fields.set(name, value);
  }
  return request;
}

export function createDocument(
  state: State,
  schema: CollectionSchema,
  argument: Struct,
  mode: WriteMode,
): Doc {
  notInPast(state);
  const request = readRequest(schema, argument, mode, true);
  const given = documentId(request);
  const doc: Doc = { kind: 'Doc', collection: schema.value, id: given ?? newId() };
  requireStorable(state, request.fields);
  const proposed: Doc = { ...doc, proposed: request.fields };
  if (given !== undefined) requireAllowed(state, schema.value, 'create_with_id', () => [proposed]);
  requireAllowed(state, schema.value, 'create', () => [proposed]);
  notMixed(state, schema.value.id, 'document');
  if (given !== undefined && state.transaction.read(schema.value, given)) {
    const message = `Collection \`${schema.name}\` already contains document with id ${given}.`;
    throw fail(state, 'document_id_exists', message);
  }
  const { fields, failures } = applyDefaults(state, schema, request.fields);
  request.failures.push(...failures);
  const ttl = timeToLive(state, schema, request, mode);
  return store(state, schema, doc, 'create', { fields, ttl }, request.failures, mode);
}

/** The id that the argument gives, if any. */
function documentId(request: Request): bigint | undefined {
  const { id } = request;
  if (id === undefined) return undefined;
  if (isNull(id)) {
    request.failures.push(failure(['id'], 'Missing required field of type ID | String | Long'));
    return undefined;
  }
  const cast = toId(id) as ID | undefined;
  if (!cast || typeof id === 'boolean') {
    request.failures.push(failure(['id'], `Expected ID | String | Long, provided ${valueTypeText(id)}`));
    return undefined;
  }
  if (cast.value < 0n) request.failures.push(failure(['id'], 'id must be nonnegative'));
  return cast.value;
}

const DAY_NANOS = 86_400_000_000_000n;

/** The argument's ttl, or the collection's `ttl_days` from now; each write prolongs the life. */
function timeToLive(
  state: State,
  schema: CollectionSchema,
  request: Request,
  mode: WriteMode,
  before?: Version,
): bigint | undefined {
  const { ttl } = request;
  if (ttl !== undefined && !mode.plain) {
    if (isNull(ttl)) return undefined;
    if (isBoxed(ttl) && ttl.kind === 'Time') return ttl.nanos;
    else if (isBoxed(ttl) && ttl.kind === 'TransactionTime')
      return BigInt(state.transaction.commitTs) * 1000n;
    else request.failures.push(failure(['ttl'], `Expected Time | Null, provided ${valueTypeText(ttl)}`));
    return undefined;
  }
  if (schema.ttlDays !== undefined) return state.run.snapshot + BigInt(schema.ttlDays) * DAY_NANOS;
  return before?.ttl;
}

/** The version that a write changes; a missing document fails. */
function requireCurrent(state: State, doc: Doc): Version {
  const { version } = readDocument(state, { ...doc, readTs: undefined });
  if (version) return version;
  const { code, message } = absence(state, { ...doc, readTs: undefined });
  throw fail(state, code, message);
}

export function updateDocument(
  state: State,
  schema: CollectionSchema,
  doc: Doc,
  argument: Struct,
  mode: WriteMode,
): Doc {
  notInPast(state);
  notRedefined(state, schema.value.id);
  const before = requireCurrent(state, doc);
  const request = readRequest(schema, argument, mode, false);
  requireStorable(state, request.fields);
  const fields = merge(before.fields, request.fields);
  const ttl = timeToLive(state, schema, request, mode, before);
  return write(state, schema, doc, { fields, ttl }, request.failures, mode);
}

export function replaceDocument(
  state: State,
  schema: CollectionSchema,
  doc: Doc,
  argument: Struct,
  mode: WriteMode,
): Doc {
  notInPast(state);
  notRedefined(state, schema.value.id);
  const before = requireCurrent(state, doc);
  const request = readRequest(schema, argument, mode, false);
  requireStorable(state, request.fields);
  const { fields, failures } = applyDefaults(state, schema, request.fields);
  request.failures.push(...failures);
  const ttl = timeToLive(state, schema, request, mode, mode.plain ? before : undefined);
  return write(state, schema, doc, { fields, ttl }, request.failures, mode);
}

/** The part that update and replace share: the right to write, then storing. */
function write(
  state: State,
  schema: CollectionSchema,
  doc: Doc,
  next: { fields: Map<string, Value>; ttl: bigint | undefined },
  failures: ConstraintFailure[],
  mode: WriteMode,
): Doc {
  const current: Doc = { kind: 'Doc', collection: doc.collection, id: doc.id };
  const proposed = { ...current, proposed: withoutNulls(next.fields) };
  requireAllowed(state, schema.value, 'write', () => [current, proposed, current]);
  notMixed(state, schema.value.id, 'document');
  return store(state, schema, current, 'update', next, failures, mode);
}

/** Validates, stores, and checks what only the stored document can tell. */
function store(
  state: State,
  schema: CollectionSchema,
  doc: Doc,
  kind: WriteKind,
  next: { fields: Map<string, Value>; ttl: bigint | undefined },
  failures: ConstraintFailure[],
  mode: WriteMode,
): Doc {
  const fields = withoutNulls(next.fields);
  failures.push(...fieldFailures(schema, fields, mode));
  if (failures.length > 0) throw constraintError(state, failureTitle(kind, doc), failures);
  const version: Version = { ts: state.transaction.commitTs, ttl: next.ttl, fields, internal: {} };
  checkUnique(state, schema, doc, version);
  state.transaction.put(doc.collection, doc.id, version);
  updateEntries(state, schema, doc, version);
  runChecks(state, schema, doc, kind);
  return doc;
}

function fieldFailures(
  schema: CollectionSchema,
  fields: Map<string, Value>,
  mode: WriteMode,
): ConstraintFailure[] {
  const failures: ConstraintFailure[] = [];
  for (const [name, field] of schema.fields) failures.push(...validate(fields.get(name), field.type, [name]));
  for (const [name, value] of fields) {
    if (schema.fields.has(name)) continue;
    const path = mode.plain && reservedFieldNames.has(name) ? ['data', name] : [name];
    if (schema.wildcard) failures.push(...validate(value, schema.wildcard, path));
    else failures.push(failure(path, 'Unexpected field provided'));
  }
  return failures;
}

/** A document whose unique terms are all null is not constrained: it has no entry. */
function checkUnique(state: State, schema: CollectionSchema, doc: Doc, version: Version): void {
  const failures = schema.uniques.filter((terms) => {
    const backing = backingOf(state.transaction.store, schema, terms, []);
    return (
      backing !== undefined &&
      entryKeys(state, schema, backing, doc, version).some((key) => taken(backing.number, key))
    );
  });
  if (failures.length === 0) return;
  throw constraintError(
    state,
    'Failed unique constraint.',
    failures.map((terms) => ({
      paths: terms.map(({ path }) =>
        path.steps.map((step) => (step.kind === 'Field' ? step.name : Number(step.index))),
      ),
      message: 'Failed unique constraint',
    })),
  );

  function taken(index: number, key: Uint8Array): boolean {
    for (const entry of state.transaction.entries(index, {
      from: key,
      to: afterPrefix(key),
      reverse: false,
    })) {
      if (entry.id !== doc.id && state.transaction.read(doc.collection, entry.id)) return true;
    }
    return false;
  }
}

/** true passes, false and null reject; an error becomes the query's. All failing checks are reported together. */
function runChecks(state: State, schema: CollectionSchema, doc: Doc, kind: WriteKind): void {
  const failures: ConstraintFailure[] = [];
  for (const { name, lambda } of schema.checks) {
    if (!lambda) continue;
    const result = withEffect(state, 'read', 'check constraints', () =>
      callLambda(state, lambda, [{ ...doc, floating: true }]),
    );
    if (result === true) continue;
    const rejected = result === false || isNull(result);
    failures.push({
      paths: [[]],
      message: rejected
        ? `Document failed check constraint \`${name}\``
        : `Error evaluating check constraint \`${name}\`: function returned a non-boolean value`,
    });
  }
  if (failures.length > 0) {
    const title = failureTitle(kind, doc);
    throw new QueryError('constraint_failure', title, {
      trace: traceOf(state),
      constraintFailures: failures.map(({ message }) => ({ paths: [], message })),
    });
  }
}

export function deleteDocument(state: State, schema: CollectionSchema, doc: Doc): Doc {
  notInPast(state);
  notRedefined(state, schema.value.id);
  requireCurrent(state, doc);
  const current: Doc = { kind: 'Doc', collection: doc.collection, id: doc.id };
  requireAllowed(state, schema.value, 'delete', () => [current]);
  notMixed(state, schema.value.id, 'document');
  state.transaction.remove(doc.collection, doc.id);
  updateEntries(state, schema, current, undefined);
  return { ...current, deleted: true };
}
