/** Names across definitions: no two alike, and none that others still use goes away (`spec/runtime.md 16`). */
import type { ConstraintFailure } from '../errors.ts';
import type { State } from '../evaluate/state.ts';
import {
  accessProviderCollection,
  collectionCollection,
  credentialCollection,
  databaseCollection,
  functionCollection,
  keyCollection,
  roleCollection,
} from '../library/native-collections.ts';
import { fieldsOf, oneOrMany, textOf } from '../schema/definition-fields.ts';
import type { Collection, Doc, Value } from '../values/value.ts';
import { constraintError } from './checks.ts';
import { failureTitle } from './title.ts';

type Fields = ReadonlyMap<string, Value>;

const everything = { from: -(2n ** 63n), to: 2n ** 63n - 1n, reverse: false };

export function* definitionsIn(
  state: State,
  collection: Collection,
): Generator<{ id: bigint; fields: Fields }> {
  for (const { id, version } of state.transaction.scan(collection, everything))
    yield { id, fields: version.fields };
}

/** Clashes of a new name or alias. Collections and functions share one name space. */
export function nameClashes(
  state: State,
  collection: Collection,
  doc: Doc,
  changed: Fields,
): ConstraintFailure[] {
  const isGlobal = collection === collectionCollection || collection === functionCollection;
  if (collection === credentialCollection) return documentClash(state, doc, changed);
  if (isGlobal) return ['name', 'alias'].flatMap((key) => globalClash(state, doc, changed, key));
  const keys = collection === accessProviderCollection ? ['name', 'issuer'] : ['name'];
  if (!changed.has('name') && !changed.has('issuer')) return [];
  return keys.flatMap((key) => {
    const wanted = textOf(changed, key);
    if (wanted === undefined) return [];
    for (const { id, fields } of definitionsIn(state, collection)) {
      if (id !== doc.id && textOf(fields, key) === wanted)
        return [{ paths: [[key]], message: 'Failed unique constraint' }];
    }
    return [];
  });
}

/** A document has at most one credential. */
function documentClash(state: State, doc: Doc, changed: Fields): ConstraintFailure[] {
  const wanted = changed.get('document') as Doc | undefined;
  if (wanted === undefined) return [];
  for (const { id, fields } of definitionsIn(state, credentialCollection)) {
    const owner = fields.get('document') as Doc | undefined;
    const taken = id !== doc.id && owner?.id === wanted.id && owner.collection.id === wanted.collection.id;
    if (taken) return [{ paths: [['document']], message: 'Failed unique constraint' }];
  }
  return [];
}

function globalClash(state: State, doc: Doc, changed: Fields, key: string): ConstraintFailure[] {
  const wanted = textOf(changed, key);
  if (wanted === undefined) return [];
  for (const collection of [collectionCollection, functionCollection]) {
    for (const { id, fields } of definitionsIn(state, collection)) {
      if (id === doc.id && collection === doc.collection) continue;
      for (const other of ['name', 'alias']) {
        if (textOf(fields, other) !== wanted) continue;
        const message = `A ${collection.name} already exists with the ${other} \`${wanted}\``;
        return [{ paths: [[key]], message }];
      }
    }
  }
  const own = key === 'alias' ? textOf(changed, 'name') : undefined;
  if (own === wanted) {
    return [
      { paths: [['alias']], message: `A ${doc.collection.name} already exists with the name \`${wanted}\`` },
    ];
  }
  return [];
}

const builtinRoles: ReadonlySet<string> = new Set(['admin', 'server', 'server-readonly', 'client']);

/** References of a definition to others are looked at when the query's body is done: they may be made later in it. */
export function checkAfterBody(state: State, doc: Doc, fields: Fields, kind: 'create' | 'update'): void {
  const { name } = doc.collection;
  if (name !== 'Key' && name !== 'Function') return;
  const { frame, source } = state;
  state.transaction.afterBody.push(() => {
    state.frame = frame;
    state.source = source;
    const failures: ConstraintFailure[] = [];
    const unknown = (key: string, what: string, wanted: string) =>
      failures.push({ paths: [[key]], message: `Field refers to an unknown ${what} name \`${wanted}\`.` });
    const role = textOf(fields, 'role');
    const hasDatabase = textOf(fields, 'database');
    if (hasDatabase !== undefined && !exists(state, databaseCollection, hasDatabase))
      unknown('database', 'database', hasDatabase);
    if (
      role !== undefined &&
      hasDatabase === undefined &&
      !builtinRoles.has(role) &&
      !exists(state, roleCollection, role)
    ) {
      unknown('role', 'role', role);
    }
    if (failures.length > 0) throw constraintError(state, failureTitle(kind, doc), failures);
  });
}

function exists(state: State, collection: Collection, name: string): boolean {
  for (const { fields } of definitionsIn(state, collection)) if (textOf(fields, 'name') === name) return true;
  return false;
}

/** Deleting a definition that others name fails. */
export function checkDelete(state: State, doc: Doc): void {
  const user = referrer(state, doc);
  if (user === undefined) return;
  const message = `The ${user} refers to this document by its previous identifier \`${doc.name}\`.`;
  throw constraintError(state, failureTitle('delete', doc), [{ paths: [['name']], message }]);
}

/** The first definition that names `doc`: "function `f`". */
function referrer(state: State, doc: Doc): string | undefined {
  const { name } = doc;
  if (doc.collection === roleCollection) {
    for (const { fields } of definitionsIn(state, functionCollection)) {
      if (textOf(fields, 'role') === name) return `function \`${textOf(fields, 'name')}\``;
    }
    for (const { id, fields } of definitionsIn(state, keyCollection)) {
      if (textOf(fields, 'role') === name) return `key \`${id}\``;
    }
    for (const { fields } of definitionsIn(state, accessProviderCollection)) {
      const roles = oneOrMany(fields.get('roles')).map((entry) =>
        typeof entry === 'string' ? entry : textOf(fieldsOf(entry), 'role'),
      );
      if (name !== undefined && roles.includes(name)) return `access provider \`${textOf(fields, 'name')}\``;
    }
  }
  return undefined;
}
