/** Whether a document belongs to a role: its predicate runs with the rights of predicates. */
import type { Database } from '../database.ts';
import type { Grant } from '../schema/role-schema.ts';
import type { Doc } from '../values/value.ts';
import { holds } from './permission.ts';

export function holdsMembership(database: Database, grant: Grant, document: Doc): boolean {
  if (grant === true) return true;
  return database.transact({ role: 'admin', document }, (state) => holds(state, grant, [document])).result;
}
