/** The fields of native documents as FQL types (`spec/runtime.md 22`); the write path checks arguments against them. */
import { parseType } from '../../language/syntax/parse.ts';
import { type FieldType, fieldTypeOf } from '../schema/field-type.ts';

const data = 'data: { *: Any } | Null';
const term = '{ field: String, mva: Boolean | Null }';
const value = '{ field: String, mva: Boolean | Null, order: "asc" | "desc" | Null }';
const index = `{ terms: Array<${term}> | Null, values: Array<${value}> | Null, queryable: Boolean | Null }`;
const constraint = `{ unique: Array<String | ${term}> } | { check: { name: String, body: String } }`;
const migration = [
  '{ backfill: { field: String, value: String } }',
  '{ drop: { field: String } }',
  '{ split: { field: String, to: Array<String> } }',
  '{ move: { field: String, to: String } }',
  '{ add: { field: String } }',
  '{ move_conflicts: { into: String } }',
  '{ move_wildcard: { into: String } }',
  '{ add_wildcard: {} }',
].join(' | ');
const privilege = '{ resource: String, actions: { *: Boolean | String } | Null }';
const membership = '{ resource: String, predicate: String | Null }';
const providerRole = 'String | { role: String, predicate: String | Null }';

const texts: Readonly<Record<string, string>> = {
  Collection: `{ name: String, alias: String | Null,
    computed_fields: { *: { body: String, signature: String | Null } } | Null,
    fields: { *: { signature: String, default: String | Null } } | Null,
    migrations: Array<${migration}> | Null, wildcard: String | Null, history_days: Int | Long | Null,
    ttl_days: Int | Long | Null, document_ttls: Boolean | Null, indexes: { *: ${index} } | Null,
    constraints: Array<${constraint}> | Null, ${data} }`,
  Function: `{ name: String, alias: String | Null, signature: String | Null, role: String | Null, body: String, ${data} }`,
  Role: `{ name: String, privileges: Array<${privilege}> | ${privilege} | Null,
    membership: Array<${membership}> | ${membership} | Null, ${data} }`,
  AccessProvider: `{ name: String, issuer: String, jwks_uri: String, roles: Array<${providerRole}> | ${providerRole} | Null, ${data} }`,
  Database: `{ name: String, typechecked: Boolean | Null, protected: Boolean | Null, priority: Int | Long | Null, ${data} }`,
  Key: `{ role: String, database: String | Null, ttl: Time | Null, ${data} }`,
  Token: `{ document: Any, ttl: Time | Null, ${data} }`,
  Credential: `{ document: Any, password: String | Null, ${data} }`,
};

/** Fields that the database fills and nobody may write. */
export const readOnlyFields: Readonly<Record<string, readonly string[]>> = {
  Database: ['global_id'],
  Key: ['secret'],
  Token: ['secret'],
  AccessProvider: ['audience'],
};

type ObjectType = Extract<FieldType, { kind: 'object' }>;

const types = new Map<string, ObjectType>();

export function nativeType(collection: string): ObjectType {
  let type = types.get(collection);
  if (!type) {
    type = fieldTypeOf(parseType(texts[collection] ?? '{}').tree) as ObjectType;
    types.set(collection, type);
  }
  return type;
}
