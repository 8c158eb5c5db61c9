/** The documents of native collections: their names in the catalogue, and fields that are always there. */
import { structOf, type Value } from '../values/value.ts';

/** Type names of the catalogue by collection. */
export const nativeOwners: Readonly<Record<string, string>> = {
  Collection: 'CollectionDef',
  Function: 'FunctionDef',
  Role: 'Role',
  AccessProvider: 'AccessProvider',
  Database: 'DatabaseDef',
  Key: 'Key',
  Token: 'Token',
  Credential: 'Credential',
};

/** Rendered even where the definition does not have them. */
export const alwaysRendered: Readonly<Record<string, readonly (readonly [string, Value])[]>> = {
  Collection: [
    ['indexes', structOf(new Map())],
    ['constraints', []],
    ['history_days', 0],
  ],
};
