/** Writes of native documents: definitions, keys, tokens, credentials (`spec/runtime.md 22`). */
import type { ConstraintFailure } from '../errors.ts';
import { fail } from '../evaluate/call.ts';
import type { State } from '../evaluate/state.ts';
import { buildIndexes } from '../indexes/entries.ts';
import { databaseCollection, isNamed, keyCollection } from '../library/native-collections.ts';
import { checkChangedSchema } from '../schema/check-change.ts';
import { type CollectionSchema, collectionSchema } from '../schema/collection-schema.ts';
import { acceptsNull } from '../schema/field-type.ts';
import type { DefinitionKind } from '../schema/from-fsl.ts';
import { validate } from '../schema/validate.ts';
import { hashSecret, newSecret } from '../security/secret.ts';
import { type Collection, type Doc, isBoxed, type Struct, type Value } from '../values/value.ts';
import { absence } from './absence.ts';
import { constraintError, notInPast, notMixed, requireAllowed, requireStorable } from './checks.ts';
import { evaluateDefault } from './defaults.ts';
import { definitionFailures } from './definition-checks.ts';
import { nextDefinitionId } from './definition-id.ts';
import { migrate } from './migrate.ts';
import { nativeType, readOnlyFields } from './native-types.ts';
import { newId } from './new-id.ts';
import { normalise } from './normalise.ts';
import { readDocument } from './read.ts';
import { checkAfterBody, checkDelete, definitionsIn, nameClashes } from './references.ts';
import { afterRename } from './rename.ts';
import { merge, withoutNulls } from './storable.ts';
import { failureTitle } from './title.ts';

type Fields = Map<string, Value>;

const failure = (path: (string | number)[], message: string): ConstraintFailure => ({
  paths: [path],
  message,
});

/** Definitions that the compiled schema is made of. */
const schemaCollections: ReadonlySet<string> = new Set([
  'Collection',
  'Function',
  'Role',
  'AccessProvider',
  'Database',
]);

export function createNative(state: State, collection: Collection, argument: Struct): Doc {
  notInPast(state);
  const given = new Map(argument.fields);
  requireStorable(state, nonReferences(given));
  const doc = referenceFor(state, collection, given);
  requireAllowed(state, collection, 'create', () => [{ ...doc, proposed: given }]);
  checkGrants(state, collection, given);
  const fields = withoutNulls(given);
  const failures = fieldFailures(collection, fields, fields);
  if (failures.length === 0) failures.push(...definitionFailures(collection.name, fields, fields));
  if (failures.length === 0) failures.push(...nameClashes(state, collection, doc, fields));
  if (failures.length > 0) throw constraintError(state, titleOf('create', doc, failures), failures);
  const { internal, shown } = issueSecret(collection, fields);
  store(state, doc, fields, internal, 'create');
  if (shown.size > 0) state.transaction.show(collection, doc.id, new Map([...fields, ...shown]));
  return doc;
}

/** What is hashed and not stored as a field; `shown` is what only this query sees. */
interface Issued {
  internal: Record<string, string>;
  shown: Fields;
}

/** A secret is shown once: in the query that makes it. */
function issueSecret(collection: Collection, fields: Fields): Issued {
  if (collection.name === 'Credential') {
    const password = fields.get('password');
    fields.delete('password');
    return {
      internal: typeof password === 'string' ? { password: hashSecret(password) } : {},
      shown: new Map(),
    };
  }
  if (collection.name !== 'Key' && collection.name !== 'Token') return { internal: {}, shown: new Map() };
  const secret = newSecret();
  return { internal: { secret: hashSecret(secret) }, shown: new Map([['secret', secret]]) };
}

function referenceFor(state: State, collection: Collection, fields: Fields): Doc {
  if (isNamed(collection)) {
    const name = fields.get('name');
    return {
      kind: 'Doc',
      collection,
      id: nextDefinitionId(state.transaction.write()),
      name: typeof name === 'string' ? name : '',
    };
  }
  const id = fields.get('id');
  fields.delete('id');
  return {
    kind: 'Doc',
    collection,
    id:
      isBoxed(id ?? false) && (id as { kind: string }).kind === 'ID'
        ? (id as { value: bigint }).value
        : newId(),
  };
}

/** References to documents are what tokens and credentials hold. */
function nonReferences(fields: Fields): Fields {
  const rest = new Map(fields);
  rest.delete('document');
  return rest;
}

/** A server key may not make itself an admin. */
function checkGrants(state: State, collection: Collection, fields: Fields): void {
  if (collection.name !== 'Function' || state.identity.role !== 'server') return;
  const role = fields.get('role');
  if (role !== 'admin') return;
  const doc: Doc = { kind: 'Doc', collection, id: 0n };
  const message = 'Cannot create a function with admin permissions using the server role.';
  throw constraintError(state, failureTitle('create', doc), [failure(['role'], message)]);
}

/** Types of the fields, and fields that nobody may write. `changed` is what the write sets. */
function fieldFailures(collection: Collection, fields: Fields, changed: Fields): ConstraintFailure[] {
  const type = nativeType(collection.name);
  const failures: ConstraintFailure[] = [];
  const readOnly = readOnlyFields[collection.name] ?? [];
  for (const name of changed.keys()) {
    if (readOnly.includes(name))
      failures.push(failure([name], 'Failed to update field because it is readonly'));
  }
  failures.push(...statusFailures(collection, changed));
  for (const [name, field] of type.fields)
    failures.push(...requiredOrValid(fields.get(name), field.type, name));
  for (const name of fields.keys()) {
    if (!type.fields.has(name) && !readOnly.includes(name))
      failures.push(failure([name], 'Unexpected field provided'));
  }
  if (collection.name === 'Token' || collection.name === 'Credential')
    failures.push(...documentFailures(fields));
  return failures;
}

function requiredOrValid(
  value: Value | undefined,
  type: Parameters<typeof validate>[1],
  name: string,
): ConstraintFailure[] {
  if (value === undefined && name === 'document')
    return [failure([name], 'Missing required field of type { *: Any }')];
  if (value === undefined && acceptsNull(type)) return [];
  return validate(value === undefined ? undefined : withoutStatus(value), type, [name]).filter(
    ({ message }) => name !== 'data' || message !== 'Unexpected field provided',
  );
}

/** `status` is the database's own and comes back in what a definition shows. */
function withoutStatus(value: Value): Value {
  if (Array.isArray(value)) return value.map(withoutStatus);
  if (!isBoxed(value) || value.kind !== 'Object') return value;
  const fields = new Map([...value.fields].filter(([name]) => name !== 'status'));
  return {
    kind: 'Object',
    fields: new Map([...fields].map(([name, field]) => [name, withoutStatus(field)])),
  };
}

function statusFailures(collection: Collection, changed: Fields): ConstraintFailure[] {
  if (collection.name !== 'Collection') return [];
  const indexes = changed.get('indexes');
  if (indexes === undefined || !isBoxed(indexes) || indexes.kind !== 'Object') return [];
  return [...indexes.fields].flatMap(([name, index]) =>
    isBoxed(index) && index.kind === 'Object' && typeof index.fields.get('status') === 'string'
      ? [failure(['indexes', name, 'status'], 'Failed to update field because it is readonly')]
      : [],
  );
}

function documentFailures(fields: Fields): ConstraintFailure[] {
  const document = fields.get('document');
  if (document === undefined) return [];
  if (isBoxed(document) && document.kind === 'Doc' && !document.collection.native) return [];
  return [failure(['document'], 'Expected document from a user-defined collection.')];
}

/** The title; two definitions of one name in a collection fail as a unique constraint. */
function titleOf(kind: 'create' | 'update', doc: Doc, failures: readonly ConstraintFailure[]): string {
  return failures[0]?.message === 'Failed unique constraint'
    ? 'Failed unique constraint.'
    : failureTitle(kind, doc);
}

function requireCurrent(state: State, doc: Doc) {
  const current = { ...doc, readTs: undefined };
  const { version } = readDocument(state, current);
  if (version) return version;
  const { code, message } = absence(state, current);
  throw fail(state, code, message);
}

export function updateNative(state: State, doc: Doc, argument: Struct, replace: boolean): Doc {
  notInPast(state);
  const { collection } = doc;
  const before = requireCurrent(state, doc);
  const changes = new Map(argument.fields);
  requireStorable(state, nonReferences(changes));
  const stored = new Map(before.fields);
  stored.delete('secret');
  const fields = replace
    ? withoutNulls(new Map([...(isNamed(collection) ? [['name', doc.name!] as const] : []), ...changes]))
    : withoutNulls(merge(stored, changes));
  requireAllowed(state, collection, 'write', () => [doc, { ...doc, proposed: fields }]);
  if (collection.name === 'Function' && state.identity.role === 'server' && changes.get('role') === 'admin') {
    const message = 'Cannot grant a function admin permissions using the server role.';
    throw constraintError(state, failureTitle('update', doc), [failure(['role'], message)]);
  }
  const failures = fieldFailures(collection, fields, changes);
  const changed = new Map([...fields].filter(([name, value]) => before.fields.get(name) !== value));
  if (failures.length === 0) failures.push(...definitionFailures(collection.name, fields, changed));
  if (failures.length === 0) failures.push(...nameClashes(state, collection, doc, changed));
  if (failures.length > 0) throw constraintError(state, titleOf('update', doc, failures), failures);
  const internal = { ...before.internal };
  const password = fields.get('password');
  if (collection.name === 'Credential' && typeof password === 'string') {
    internal.password = hashSecret(password);
    fields.delete('password');
  }
  const renamed = isNamed(collection)
    ? { ...doc, readTs: undefined, name: fields.get('name') as string }
    : doc;
  store(state, renamed, fields, internal, 'update', doc.name);
  if (doc.name !== undefined && renamed.name !== doc.name) {
    for (const user of afterRename(state, collection, doc.name, renamed.name ?? '')) {
      const kept = state.transaction.read(user.doc.collection, user.doc.id)?.internal ?? {};
      store(state, user.doc, user.fields, kept, 'update', user.doc.name);
    }
  }
  return renamed;
}

function ttlOf(fields: Fields): bigint | undefined {
  const ttl = fields.get('ttl');
  return ttl !== undefined && isBoxed(ttl) && ttl.kind === 'Time' ? ttl.nanos : undefined;
}

function store(
  state: State,
  doc: Doc,
  fields: Fields,
  internal: Record<string, string>,
  kind: 'create' | 'update',
  before?: string,
): Doc {
  const { transaction } = state;
  const ttl = ttlOf(fields);
  const asGiven = new Map(fields);
  asGiven.delete('ttl');
  const stored = normalise(doc.collection.name, asGiven);
  const previous = transaction.read(doc.collection, doc.id)?.fields ?? new Map();
  transaction.put(doc.collection, doc.id, { ttl, fields: stored, internal });
  if (internal.secret !== undefined) {
    transaction.write().setMeta(`secret:${internal.secret}`, `${doc.collection.id}/${doc.id}`);
  }
  if (schemaCollections.has(doc.collection.name)) transaction.schemaChanged = true;
  if (doc.collection.name === 'Collection') {
    notMixed(state, Number(doc.id), 'definition');
    const schema = collectionSchema({ id: doc.id, ts: transaction.commitTs, fields: stored });
    checkDefaults(state, schema, doc, kind);
    migrate(state, schema, previous);
    buildIndexes(state, schema);
  }
  // What this query wrote reads as it was given; results and later queries see what the database adds.
  if (doc.collection.name === 'Collection') transaction.show(doc.collection, doc.id, asGiven);
  noteDefinition(state, doc.collection, before, asGiven);
  checkAfterBody(state, doc, stored, kind);
  return doc;
}

const sourceKinds: Readonly<Record<string, DefinitionKind>> = {
  Collection: 'Collection',
  Function: 'Function',
  Role: 'Role',
  AccessProvider: 'AccessProvider',
};

/** Defaults are tried when they are declared: one that fails is refused with the definition. */
function checkDefaults(state: State, schema: CollectionSchema, doc: Doc, kind: 'create' | 'update'): void {
  const failures: ConstraintFailure[] = [];
  for (const [name, { default: expr, defaultText = '' }] of schema.fields) {
    if (!expr) continue;
    const result = evaluateDefault(state, expr, { name: `*field:${name}*`, text: defaultText });
    if ('message' in result) failures.push(failure([name], result.message));
  }
  if (failures.length > 0) throw constraintError(state, failureTitle(kind, doc), failures);
}

/** Definitions that schema files declare are checked together when the query's body is done. */
function noteDefinition(
  state: State,
  collection: Collection,
  before: string | undefined,
  fields: Fields | undefined,
): void {
  const kind = sourceKinds[collection.name];
  if (!kind) return;
  const { definitionChanges, afterBody } = state.transaction;
  const { frame, source } = state;
  if (definitionChanges.length === 0) afterBody.push(() => checkChangedSchema(state, { frame, source }));
  definitionChanges.push({ kind, before, fields, place: frame?.place });
}

/** Keys go with the database that they are for. */
function deleteKeysOf(state: State, database: string): void {
  for (const { id, fields } of [...definitionsIn(state, keyCollection)]) {
    if (fields.get('database') === database) state.transaction.remove(keyCollection, id);
  }
}

export function deleteNative(state: State, doc: Doc): Doc {
  notInPast(state);
  requireCurrent(state, doc);
  requireAllowed(state, doc.collection, 'delete', () => [doc]);
  checkDelete(state, doc);
  noteDefinition(state, doc.collection, doc.name, undefined);
  state.transaction.remove(doc.collection, doc.id);
  if (doc.collection.name === 'Collection') {
    notMixed(state, Number(doc.id), 'definition');
    state.transaction.afterBody.push(() => state.transaction.write().dropCollection(Number(doc.id)));
  }
  if (doc.collection === databaseCollection) deleteKeysOf(state, doc.name ?? '');
  if (schemaCollections.has(doc.collection.name)) state.transaction.schemaChanged = true;
  return { ...doc, readTs: undefined, deleted: true };
}
