/** Internal ids of definitions: sequential, above those of the native collections (`spec/runtime.md 13`). */
import { FIRST_USER_COLLECTION } from '../library/native-collections.ts';
import type { Store } from '../storage/store.ts';

const META = 'lastDefinition';

/** A number that no definition of this database has had: references to a deleted collection stay dead. */
export function nextDefinitionId(store: Store): bigint {
  const next = BigInt(store.getMeta(META) ?? FIRST_USER_COLLECTION) + 1n;
  store.setMeta(META, String(next));
  return next;
}
