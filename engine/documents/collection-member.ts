/** Members of a user collection that its definition makes: indexes and `definition`. */
import type { State } from '../evaluate/state.ts';
import { callIndex } from '../indexes/lookup.ts';
import type { Collection, Value } from '../values/value.ts';

/** The index of that name as a function, or undefined. Index names never collide with methods. */
export function collectionMember(
  state: State,
  collection: Collection,
  name: string,
): ((args: readonly Value[]) => Value) | undefined {
  if (collection.native) return undefined;
  const schema = state.schema.collectionById(collection.id);
  const index = schema?.indexes.get(name);
  return schema && index && ((args) => callIndex(state, schema, index, args));
}
