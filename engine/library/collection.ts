/** Collections as modules: `all`, `byId`, `create` and the like, for the user's and the native ones. */
import { createNative } from '../documents/native-write.ts';
import { definitionsIn } from '../documents/references.ts';
import { createDocument } from '../documents/user-write.ts';
import type { CollectionSchema } from '../schema/collection-schema.ts';
import { elementsOf } from '../sets/elements.ts';
import { type Node, nodeOf, setOf } from '../sets/node.ts';
import {
  type Collection,
  type Doc,
  type ID,
  isBoxed,
  type SetValue,
  type Struct,
  type Value,
} from '../values/value.ts';
import { callback } from './callback.ts';
import { deletedCollection } from './globals.ts';
import { collectionCollection, isNamed, nativeCollections } from './native-collections.ts';
import { scanningCollection } from './performance-hint.ts';
import type { Call, Implementation, LibraryModule, Member, Run } from './run.ts';
import { stateOf } from './state-of.ts';

const ID_LAST = 2n ** 63n - 1n;

/** The collection itself where it was named by its alias. */
function canonical(run: Run, collection: Value): Collection {
  const named = collection as Collection;
  return named.native ? named : (stateOf(run).schema.collectionById(named.id)?.value ?? named);
}

function documentsOf(run: Run, self: Value): Extract<Node, { op: 'documents' }> {
  const { readTs } = stateOf(run);
  const collection = canonical(run, self);
  return {
    op: 'documents',
    collection,
    from: -ID_LAST - 1n,
    to: ID_LAST,
    reverse: false,
    ranged: false,
    readTs,
  };
}

function all({ self, args: [range], run }: Call): Value {
  const node = documentsOf(run, self);
  if (range === undefined) return setOf(node);
  const fields = isBoxed(range) && range.kind === 'Object' ? range.fields : undefined;
  const [from, to] = [fields?.get('from'), fields?.get('to')];
  if (from === undefined && to === undefined) {
    const reason = 'should be an object contining `{ from }`, `{ to }`, or `{ from, to }` fields';
    throw run.fail('invalid_argument', `invalid argument \`range\`: ${reason}`);
  }
  return setOf({
    ...node,
    ranged: true,
    from: bound(run, 'from', from, node.from),
    to: bound(run, 'to', to, node.to),
  });
}

/** A bound of `all` is a document or its id. */
function bound(run: Run, name: string, value: Value | undefined, open: bigint): bigint {
  if (value === undefined) return open;
  if (typeof value === 'number' || typeof value === 'bigint') return BigInt(value);
  if (typeof value === 'string' && /^\d+$/.test(value)) return BigInt(value);
  if (isBoxed(value)) {
    if (value.kind === 'ID') return value.value;
    if (value.kind === 'Doc') return value.id;
  }
  throw run.fail(
    'invalid_argument',
    `invalid argument \`range\`: The \`${name}\` field must be a document id.`,
  );
}

function where({ self, args: [fn], run }: Call): SetValue {
  callback(run, 'pred', fn!, 1);
  const { frame, readTs } = stateOf(run);
  return setOf({ op: 'where', set: documentsOf(run, self), fn: fn!, frame, readTs });
}

function firstWhere(call: Call): Value {
  const set = where(call);
  const { run } = call;
  for (const { value } of elementsOf(stateOf(run), nodeOf(set))) return value;
  return run.nullValue('no element found');
}

/** A reference, whether or not there is such a document. */
const byId = ({ self, args: [id], run }: Call): Value => ({
  kind: 'Doc',
  collection: canonical(run, self),
  id: (id as ID).value,
  readTs: stateOf(run).readTs,
});

/** A definition by its name; one that does not exist has the id -1. */
function namedReference(run: Run, collection: Collection, name: string): Doc {
  const state = stateOf(run);
  for (const { id, fields } of definitionsIn(state, collection)) {
    if (fields.get('name') === name) return { kind: 'Doc', collection, id, name, readTs: state.readTs };
  }
  return { kind: 'Doc', collection, id: -1n, name, readTs: state.readTs };
}

const byName = ({ self, args: [name], run }: Call): Value =>
  namedReference(run, self as Collection, name as string);

type Members = Record<string, Implementation | Member>;

const shared: Members = {
  all,
  where: scanningCollection('where', where),
  firstWhere: scanningCollection('firstWhere', firstWhere),
  toString: ({ self, run }: Call) => run.display(self),
};

function schemaOf(run: Run, collection: Collection): CollectionSchema {
  const schema = stateOf(run).schema.collectionById(collection.id);
  if (!schema) throw run.fail('document_not_found', `Collection \`${collection.name}\` not found.`);
  return schema;
}

export const userCollection: LibraryModule = {
  owner: '<C>Collection',
  members: {
    ...shared,
    byId,
    '()': byId,
    create: {
      casts: { data: 'Struct' },
      run: ({ self, args: [data], run }) =>
        createDocument(stateOf(run), schemaOf(run, self as Collection), data as Struct, { plain: false }),
    },
    createData: {
      casts: { data: 'Struct' },
      run: ({ self, args: [data], run }) =>
        createDocument(stateOf(run), schemaOf(run, self as Collection), data as Struct, { plain: true }),
    },
    definition: ({ self, run }) => namedReference(run, collectionCollection, canonical(run, self).name),
  },
};

const create: Member = {
  casts: { data: 'Struct' },
  run: ({ self, args: [data], run }) => createNative(stateOf(run), self as Collection, data as Struct),
};

/** The tokens or credentials of a document. */
function* ofDocument(run: Run, collection: Collection, wanted: Doc): Generator<Doc> {
  for (const { id, fields } of definitionsIn(stateOf(run), collection)) {
    const owner = fields.get('document') as Doc | undefined;
    if (owner?.id === wanted.id && owner.collection.id === wanted.collection.id)
      yield { kind: 'Doc', collection, id };
  }
}

const tokensByDocument: Member = {
  casts: { document: 'Doc' },
  run: ({ self, args: [document], run }) =>
    setOf({ op: 'array', elements: [...ofDocument(run, self as Collection, document as Doc)] }),
};

/** A document has one credential; without one, the reference is to none: its id is -1. */
const credentialByDocument: Member = {
  casts: { document: 'Doc' },
  run: ({ self, args: [document], run }) => {
    const collection = self as Collection;
    const found = ofDocument(run, collection, document as Doc).next();
    return found.done ? { kind: 'Doc', collection, id: -1n } : found.value;
  },
};

const hints = {
  Collection: 'A collection cannot be created and used in the same query.',
  Function: 'A function cannot be created and used in the same query.',
};

/** `Collection('x')` and `Function('x')` reach user items that built-ins hide. */
function userItem(kind: 'Collection' | 'Function'): Implementation {
  return ({ self, args: [name], run }) => {
    const state = stateOf(run);
    const text = name as string;
    if (kind === 'Collection') {
      const found = state.schema.collectionByGlobal(text)?.value;
      if (found) return found;
    } else {
      const found = state.schema.functionByGlobal(text);
      if (found) return { kind: 'UserFunction', name: found.name };
    }
    const created = [...definitionsIn(state, self as Collection)].some(
      ({ fields }) => fields.get('name') === text,
    );
    const word = kind.toLowerCase();
    const message = `invalid argument \`${word}\`: No such user ${word} \`${text}\`.`;
    const hint = created && state.frame ? [{ message: hints[kind], place: state.frame.place }] : undefined;
    throw run.fail('invalid_argument', message, hint);
  };
}

function native(collection: Collection): LibraryModule {
  const reference: Members = isNamed(collection) ? { byName } : { byId };
  const extra: Record<string, Members> = {
    Collection: { Deleted: () => deletedCollection, '()': userItem('Collection') },
    Function: { '()': userItem('Function') },
    Key: { '()': byId },
    Token: { '()': byId, byDocument: tokensByDocument },
    Credential: { '()': byId, byDocument: credentialByDocument },
  };
  return {
    owner: `${collection.name}Collection`,
    members: { ...shared, create, ...reference, ...extra[collection.name] },
  };
}

export const nativeModules: readonly LibraryModule[] = nativeCollections.map(native);
