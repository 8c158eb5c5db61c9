/** Names of definitions inside other definitions follow a rename (`spec/runtime.md 22`). */
import type { State } from '../evaluate/state.ts';
import {
  accessProviderCollection,
  collectionCollection,
  functionCollection,
  keyCollection,
  roleCollection,
} from '../library/native-collections.ts';
import { type Collection, type Doc, isArray, isBoxed, structOf, type Value } from '../values/value.ts';
import { definitionsIn } from './references.ts';

export interface Renamed {
  doc: Doc;
  fields: Map<string, Value>;
}

/** Where a name of that kind may stand: fields of other definitions, at any depth. */
const uses = (renamed: Collection): [collection: Collection, fields: string[], key: string][] => {
  if (renamed === roleCollection) {
    return [
      [functionCollection, ['role'], 'role'],
      [keyCollection, ['role'], 'role'],
      [accessProviderCollection, ['roles'], 'role'],
    ];
  }
  const isResource = renamed === collectionCollection || renamed === functionCollection;
  return isResource ? [[roleCollection, ['privileges', 'membership'], 'resource']] : [];
};

/** The definitions that name `before`, with the new name in its place. */
export function afterRename(state: State, collection: Collection, before: string, after: string): Renamed[] {
  return uses(collection).flatMap(([user, names, key]) =>
    [...definitionsIn(state, user)].flatMap(({ id, fields }) => {
      const changed = new Map(fields);
      for (const name of names) {
        const value = fields.get(name);
        if (value !== undefined) changed.set(name, replace(value, key, before, after));
      }
      if (names.every((name) => changed.get(name) === fields.get(name))) return [];
      const name = fields.get('name');
      return [
        {
          doc: { kind: 'Doc', collection: user, id, name: typeof name === 'string' ? name : undefined },
          fields: changed,
        },
      ];
    }),
  );
}

/** The very same value when the name does not occur. */
function replace(value: Value, key: string, before: string, after: string): Value {
  if (value === before) return after;
  if (isArray(value)) {
    const elements = value.map((element) => replace(element, key, before, after));
    return elements.every((element, i) => element === value[i]) ? value : elements;
  }
  if (!isBoxed(value) || value.kind !== 'Object' || value.fields.get(key) !== before) return value;
  return structOf(new Map([...value.fields, [key, after]]));
}
