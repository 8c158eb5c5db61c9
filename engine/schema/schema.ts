/** The schema of one database, compiled from its definition documents; what a collection declares is parsed when asked for. */
import type { Collection, Value } from '../values/value.ts';
import { type CollectionSchema, collectionSchema } from './collection-schema.ts';
import { type FunctionSchema, functionSchema } from './function-schema.ts';
import { type RoleSchema, roleSchema } from './role-schema.ts';

/** A definition document: its internal id and its fields. */
export interface Definition {
  id: bigint;
  ts: number;
  fields: ReadonlyMap<string, Value>;
}

export interface Definitions {
  collections: readonly Definition[];
  functions: readonly Definition[];
  roles: readonly Definition[];
  accessProviders: readonly Definition[];
  databases: readonly Definition[];
}

export interface Schema {
  /** Time of the last change in microseconds; 0 before the first. */
  version: number;
  definitions: Definitions;
  collections: readonly CollectionSchema[];
  functions: readonly FunctionSchema[];
  collectionById(id: number): CollectionSchema | undefined;
  collectionByGlobal(nameOrAlias: string): CollectionSchema | undefined;
  functionByGlobal(nameOrAlias: string): FunctionSchema | undefined;
  role(name: string): RoleSchema | undefined;
  roles: readonly RoleSchema[];
}

export function compileSchema(definitions: Definitions, version: number): Schema {
  const collections = definitions.collections.map(collectionSchema);
  const functions = definitions.functions.map(functionSchema);
  const roles = definitions.roles.map(roleSchema);
  const byId = new Map(collections.map((collection) => [collection.value.id, collection]));
  const byName = globals(collections);
  const functionsByName = globals(functions);
  const rolesByName = new Map(roles.map((role) => [role.name, role]));
  return {
    version,
    definitions,
    collections,
    functions,
    collectionById: (id) => byId.get(id),
    collectionByGlobal: (name) => byName.get(name),
    functionByGlobal: (name) => functionsByName.get(name),
    role: (name) => rolesByName.get(name),
    roles,
  };
}

/** Items by name and by alias. */
function globals<T extends { name: string; alias?: string }>(items: readonly T[]): Map<string, T> {
  const byName = new Map<string, T>();
  for (const item of items) if (item.alias !== undefined) byName.set(item.alias, item);
  for (const item of items) byName.set(item.name, item);
  return byName;
}

/** The collection that a stored reference means; one that is gone becomes `Deleted`. */
export function resolveCollection(schema: Schema, native: readonly Collection[], id: number): Collection {
  const found = native.find((collection) => collection.id === id) ?? schema.collectionById(id)?.value;
  return found ?? { kind: 'Collection', name: 'Deleted', id, native: false };
}
