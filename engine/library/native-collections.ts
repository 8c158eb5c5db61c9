/** The native collections with their fixed ids; ids of user collections begin above them (`spec/runtime.md 22`). */
import type { Collection } from '../values/value.ts';

const native = (name: string, id: number): Collection => ({ kind: 'Collection', name, id, native: true });

export const collectionCollection = native('Collection', 1);
export const functionCollection = native('Function', 2);
export const roleCollection = native('Role', 3);
export const accessProviderCollection = native('AccessProvider', 4);
export const databaseCollection = native('Database', 5);
export const keyCollection = native('Key', 6);
export const tokenCollection = native('Token', 7);
export const credentialCollection = native('Credential', 8);

export const nativeCollections: readonly Collection[] = [
  collectionCollection,
  functionCollection,
  roleCollection,
  accessProviderCollection,
  databaseCollection,
  keyCollection,
  tokenCollection,
  credentialCollection,
];

/** The first id of a user's collection. */
export const FIRST_USER_COLLECTION = 1024;

/** Collections whose documents have a name instead of an id. */
export const isNamed = (collection: Collection): boolean => collection.native && collection.id <= 5;
