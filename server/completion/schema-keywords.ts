/**
 * The keywords of FSL by the place that they belong to, with their snippets (`spec/types.md 15`), and those that the database reads but the
 * official lists lack.
 */
export interface SchemaKeyword {
  label: string;
  detail: string;
  /** In snippet syntax. */
  snippet: string;
  /** Whether what comes next can be completed at once. */
  retrigger?: boolean;
  /** Not in the official lists; offered to editors after the official ones. */
  extra?: boolean;
}

export type SchemaPlace =
  | 'top'
  | 'collection'
  | 'migrations'
  | 'index'
  | 'role'
  | 'privileges'
  | 'access provider'
  | 'predicate'
  | 'annotation';

const block = '{\n\t${0}\n}';

const migration = (label: string, detail: string, snippet: string): SchemaKeyword => ({
  label,
  detail,
  snippet,
  retrigger: true,
});
const action = (label: string, detail: string, extra?: boolean): SchemaKeyword => ({
  label,
  detail,
  snippet: `${label}\${0}`,
  extra,
});

export const schemaKeywords: Record<SchemaPlace, readonly SchemaKeyword[]> = {
  top: [
    { label: 'collection', detail: 'A collection definition', snippet: `collection \${name} ${block}` },
    {
      label: 'function',
      detail: 'A function definition',
      snippet: `function \${name}(\${param}: \${type}) ${block}`,
    },
    { label: 'role', detail: 'A role definition', snippet: `role \${name} ${block}` },
    {
      label: 'access provider',
      detail: 'An access provider definition',
      snippet: 'access provider ${name} {\n\tissuer "${issuer}"\n\tjwks_uri "${jwks_uri}"\n}',
    },
  ],
  collection: [
    { label: 'index', detail: 'An index definition', snippet: `index \${name} ${block}` },
    { label: 'unique', detail: 'A unique constraint definition', snippet: 'unique [.${field}]' },
    { label: 'check', detail: 'A check constraint definition', snippet: 'check ${name} (${predicate})' },
    { label: 'compute', detail: 'A computed field definition', snippet: 'compute ${name} = (${lambda})' },
    {
      label: 'history_days',
      detail: 'Sets the history days of this collection',
      snippet: 'history_days ${number}',
    },
    {
      label: 'ttl_days',
      detail: 'Sets the default ttl for documents in this collection',
      snippet: 'ttl_days ${number}',
    },
    { label: 'migrations', detail: 'Add a field migration', snippet: `migrations ${block}` },
    {
      label: 'document_ttls',
      detail: 'Says whether documents can have a ttl of their own',
      snippet: 'document_ttls ${true}',
      extra: true,
    },
    {
      label: '*',
      detail: 'Allows fields that are not defined, of one type',
      snippet: '*: ${Any}',
      extra: true,
    },
  ],
  migrations: [
    migration('add', 'Add a field', 'add .${field}'),
    migration('backfill', 'Backfill a field', 'backfill .${field} = ${value}'),
    migration('drop', 'Drop a field', 'drop .${field}'),
    migration('split', 'Split a field into multiple new fields', 'split .${from} -> .${to}'),
    migration('move', 'Move a field', 'move .${from} -> .${to}'),
    migration(
      'move_conflicts',
      'Move values that conflict with a newly defined field into a catch-all field',
      'move_conflicts .${field}',
    ),
    migration(
      'move_wildcard',
      'Move fields without a field definition into a catch-all field',
      'move_wildcard .${field}',
    ),
    {
      label: 'add_wildcard',
      detail: 'Allows fields that are not defined',
      snippet: 'add_wildcard',
      extra: true,
    },
  ],
  index: [
    { label: 'terms', detail: 'Defines the terms of this index', snippet: 'terms [.${term}]' },
    { label: 'values', detail: 'Defines the values of this index', snippet: 'values [.${value}]' },
  ],
  role: [
    {
      label: 'privileges',
      detail: 'Grants privileges to the following resource',
      snippet: 'privileges ${resource} {\n\t${privilege}\n}',
    },
    {
      label: 'membership',
      detail: 'Grants membership to the following resource',
      snippet: 'membership ${resource}',
    },
  ],
  privileges: [
    action('read', 'Grants read access to the given resource.'),
    action('history_read', 'Grants access to read historical versions of the given resource.'),
    action('write', 'Grants write access to the given resource.'),
    action('create', 'Grants access to create documents within the given resource.'),
    action('create_with_id', 'Grants access to create documents with a custom ID in the given resource.'),
    action('delete', 'Grants access to delete documents within this resource.'),
    action('call', 'Grants access to call this resource. Only has an effect on functions.'),
    action('history_write', 'Grants access to insert and remove events in the history of documents.', true),
    action(
      'unrestricted_read',
      'Grants access to read the given resource without checking each document.',
      true,
    ),
  ],
  'access provider': [
    { label: 'issuer', detail: 'Sets the issuer for this access provider', snippet: 'issuer "${issuer}"' },
    {
      label: 'jwks_uri',
      detail: 'Sets the JWKS URI for this access provider',
      snippet: 'jwks_uri "${jwks_uri}"',
    },
    { label: 'role', detail: 'Adds a role this access provider will grant', snippet: 'role ${role}' },
  ],
  predicate: [
    {
      label: 'predicate',
      detail: 'Adds an FQL predicate to the given role',
      snippet: 'predicate (${lambda})',
    },
  ],
  annotation: [
    { label: 'alias', detail: 'A second name for queries', snippet: 'alias(${name})', extra: true },
    { label: 'role', detail: 'The role that the function runs with', snippet: 'role(${role})', extra: true },
  ],
};
