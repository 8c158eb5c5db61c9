/** Methods of documents, of the user's and the native ones; and of functions. */

import { absence } from '../documents/absence.ts';
import { login, verify } from '../documents/credential.ts';
import { nativeOwners } from '../documents/native.ts';
import { deleteNative, updateNative } from '../documents/native-write.ts';
import { deleteDocument, replaceDocument, updateDocument, type WriteMode } from '../documents/user-write.ts';
import type { CollectionSchema } from '../schema/collection-schema.ts';
import type { Doc, Struct, UserFunction, Value } from '../values/value.ts';
import { functionCollection } from './native-collections.ts';
import type { Call, Implementation, LibraryModule, Member, Run } from './run.ts';
import { stateOf } from './state-of.ts';

function schemaOf(run: Run, doc: Doc): CollectionSchema {
  const state = stateOf(run);
  const schema = state.schema.collectionById(doc.collection.id);
  if (schema) return schema;
  const { code, message } = absence(state, doc);
  throw run.fail(code, message);
}

type Change = typeof updateDocument;

function change(write: Change, mode: WriteMode): Member {
  return {
    casts: { data: 'Struct' },
    run: ({ self, args: [data], run }) =>
      write(stateOf(run), schemaOf(run, self as Doc), self as Doc, data as Struct, mode),
  };
}

const exists: Implementation = ({ self, run }) => run.exists(self as Doc);
const toText: Implementation = ({ self, run }) => run.display(self);

export const userDocument: LibraryModule = {
  owner: '<C>',
  members: {
    exists,
    update: change(updateDocument, { plain: false }),
    updateData: change(updateDocument, { plain: true }),
    replace: change(replaceDocument, { plain: false }),
    replaceData: change(replaceDocument, { plain: true }),
    delete: ({ self, run }) => deleteDocument(stateOf(run), schemaOf(run, self as Doc), self as Doc),
  },
};

function changeNative(replace: boolean): Member {
  return {
    casts: { data: 'Struct' },
    run: ({ self, args: [data], run }) => updateNative(stateOf(run), self as Doc, data as Struct, replace),
  };
}

const credentialMembers: Record<string, Implementation | Member> = {
  verify: ({ self, args: [secret], run }) => verify(stateOf(run), self as Doc, secret as string),
  login: {
    casts: { ttl: 'Time' },
    run: ({ self, args: [secret, ttl], run }: Call) =>
      login(stateOf(run), self as Doc, secret as string, ttl),
  },
};

const nativeDocuments: LibraryModule[] = Object.values(nativeOwners).map((owner) => ({
  owner,
  members: {
    exists,
    update: changeNative(false),
    replace: changeNative(true),
    delete: ({ self, run }: Call) => deleteNative(stateOf(run), self as Doc),
    ...(owner === 'Credential' ? credentialMembers : {}),
  },
}));

/** `fn.definition` is the function's definition document. */
function definition({ self, run }: Call): Value {
  const { name } = self as UserFunction;
  const found = stateOf(run).schema.functionByGlobal(name);
  return { kind: 'Doc', collection: functionCollection, id: found?.definition.id ?? -1n, name };
}

export const functionValues: readonly LibraryModule[] = [
  { owner: 'UserFunction', members: { definition, toString: toText } },
  { owner: '(function)', members: { toString: toText } },
];

export const documentModules: readonly LibraryModule[] = [userDocument, ...nativeDocuments];
