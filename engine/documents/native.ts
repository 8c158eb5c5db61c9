/** The documents of native collections: their names in the catalogue. */
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
