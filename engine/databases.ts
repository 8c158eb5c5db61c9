/** The tree of databases of one local Fauna: the root, and children that `Database.create` makes; each has its own store. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Database, openDatabase } from './database.ts';
import type { DatabaseSettings } from './evaluate/state.ts';
import { booleanOf, textOf } from './schema/definition-fields.ts';

export interface DatabaseNode {
  database: Database;
  /** A name that is unique in the world; empty for the root. */
  globalId: string;
  /** The child of that name; undefined when there is none. */
  child(name: string): DatabaseNode | undefined;
  /** Children that are open or declared. */
  children(): DatabaseNode[];
}

export interface Databases {
  root: DatabaseNode;
  close(): void;
}

/** `dataDir` undefined: everything is in memory. */
export function openDatabases(dataDir: string | undefined, settings: DatabaseSettings): Databases {
  if (dataDir !== undefined) mkdirSync(dataDir, { recursive: true });
  const open: Database[] = [];
  const fileFor = (name: string) => (dataDir === undefined ? ':memory:' : join(dataDir, `${name}.sqlite`));

  function node(path: string, nodeSettings: DatabaseSettings, globalId: string): DatabaseNode {
    const database = openDatabase({ path: fileFor(path), settings: nodeSettings });
    open.push(database);
    const children = new Map<bigint, DatabaseNode>();
    const child = (name: string): DatabaseNode | undefined => {
      const definition = database.schema.definitions.databases.find(
        ({ fields }) => textOf(fields, 'name') === name,
      );
      if (!definition) return undefined;
      const childSettings = {
        typechecked: booleanOf(definition.fields, 'typechecked') ?? database.settings.typechecked,
        protected: booleanOf(definition.fields, 'protected') ?? false,
      };
      const found =
        children.get(definition.id) ??
        node(`${path}-${definition.id}`, childSettings, textOf(definition.fields, 'global_id') ?? '');
      found.database.settings = childSettings;
      children.set(definition.id, found);
      return found;
    };
    return {
      database,
      globalId,
      child,
      children: () =>
        database.schema.definitions.databases.flatMap(
          ({ fields }) => child(textOf(fields, 'name') ?? '') ?? [],
        ),
    };
  }

  const root = node('fauna', settings, '');
  return { root, close: () => open.forEach((database) => void database.close()) };
}
