/** Reads the definitions of a database and compiles its schema. */
import {
  accessProviderCollection,
  collectionCollection,
  databaseCollection,
  functionCollection,
  nativeCollections,
  roleCollection,
} from '../library/native-collections.ts';
import type { Store } from '../storage/store.ts';
import { decodeFields } from '../storage/stored-value.ts';
import type { Collection } from '../values/value.ts';
import { compileSchema, type Definition, type Schema } from './schema.ts';

const everything = { from: -(2n ** 63n), to: 2n ** 63n - 1n, reverse: false };

/** Definitions hold no references to documents, so collections need not be known yet. */
const noCollection = (id: number): Collection =>
  nativeCollections.find((collection) => collection.id === id) ?? {
    kind: 'Collection',
    name: 'Deleted',
    id,
    native: false,
  };

export function loadSchema(store: Store): Schema {
  const read = (collection: Collection): Definition[] =>
    Array.from(store.scan(collection.id, everything), ({ id, ts, data }) => ({
      id,
      ts,
      fields: decodeFields(data, noCollection),
    }));
  return compileSchema(
    {
      collections: read(collectionCollection),
      functions: read(functionCollection),
      roles: read(roleCollection),
      accessProviders: read(accessProviderCollection),
      databases: read(databaseCollection),
    },
    Number(store.getMeta('schemaVersion') ?? '0'),
  );
}
