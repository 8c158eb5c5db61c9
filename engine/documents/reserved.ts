/** Field names that documents keep for themselves (`spec/runtime.md 13`): user fields of these names live under `data`. */
export const reservedFields: ReadonlySet<string> = new Set([
  'id',
  'coll',
  'ts',
  'ttl',
  'data',
  'delete',
  'update',
  'replace',
  'updateData',
  'replaceData',
  'exists',
]);
