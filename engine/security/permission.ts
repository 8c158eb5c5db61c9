/** What the caller may do with documents and functions (`spec/runtime.md 21`). */

import { QueryError } from '../errors.ts';
import { callLambda } from '../evaluate/call.ts';
import { type State, snapshotOf, withEffect } from '../evaluate/state.ts';
import type { Grant } from '../schema/role-schema.ts';
import type { Collection, Doc, Value } from '../values/value.ts';

export type Action =
  | 'read'
  | 'write'
  | 'create'
  | 'create_with_id'
  | 'delete'
  | 'history_read'
  | 'call'
  | 'unrestricted_read';

/** Native collections that only an admin may touch. */
const adminOnly: ReadonlySet<string> = new Set(['Database', 'Key', 'Role', 'AccessProvider']);

/** Whether `action` on a resource is granted; `args` are what predicates see. */
export function isAllowed(
  state: State,
  collection: Collection,
  action: Action,
  args: () => readonly Value[],
): boolean {
  const { role, predicate } = state.identity;
  if (predicate) return action === 'read' || action === 'history_read' || action === 'call';
  if (typeof role !== 'string') {
    if (isOwnSecret(state, collection, action, args)) return true;
    return isGranted(state, collection.name, action, args);
  }
  if (role === 'admin') return true;
  if (role === 'client') return false;
  if (collection.native && adminOnly.has(collection.name)) return false;
  return role === 'server' || action === 'read' || action === 'history_read';
}

/** A token reads its own Token and Credential and may delete its own tokens. */
function isOwnSecret(
  state: State,
  collection: Collection,
  action: Action,
  args: () => readonly Value[],
): boolean {
  const { document, token } = state.identity;
  if (!document || !collection.native || (action !== 'read' && action !== 'delete')) return false;
  const target = args()[0] as Doc | undefined;
  if (!target) return false;
  if (collection.name === 'Token' && token?.id === target.id) return true;
  if (collection.name !== 'Token' && !(collection.name === 'Credential' && action === 'read')) return false;
  const owner = state.transaction.read(collection, target.id)?.fields.get('document') as Doc | undefined;
  return owner?.id === document.id && owner.collection.id === document.collection.id;
}

/** Whether the caller holds the action on a resource at all: for index calls and streams. */
export function hasAnyGrant(state: State, collection: Collection, action: Action): boolean {
  const { role, predicate } = state.identity;
  if (predicate) return true;
  if (typeof role === 'string') return isAllowed(state, collection, action, () => []);
  return role.names.some(
    (name) => (state.schema.role(name)?.grants(collection.name, action).length ?? 0) > 0,
  );
}

/** Whether a function may be called by name. */
export function mayCall(state: State, name: string, args: readonly Value[]): boolean {
  const { role, predicate } = state.identity;
  if (predicate) return true;
  if (typeof role === 'string') return role === 'admin' || role === 'server';
  return isGranted(state, name, 'call', () => args);
}

function isGranted(state: State, resource: string, action: Action, args: () => readonly Value[]): boolean {
  const { role } = state.identity;
  if (typeof role === 'string') return false;
  const grants = role.names.flatMap((name) => state.schema.role(name)?.grants(resource, action) ?? []);
  if (grants.includes(true)) return true;
  return grants.some((grant) => holds(state, grant, args()));
}

/** A predicate counts only when it gives exactly true; errors deny silently. */
export function holds(state: State, grant: Grant, args: readonly Value[]): boolean {
  if (grant === true) return true;
  const restore = snapshotOf(state);
  state.identity = { ...state.identity, predicate: true };
  state.readTs = undefined;
  try {
    const count = grant.variadic ? args.length : grant.params.length;
    return withEffect(
      state,
      'read',
      'auth predicates',
      () => callLambda(state, grant, args.slice(0, count)) === true,
    );
  } catch (error) {
    if (error instanceof QueryError) return false;
    throw error;
  } finally {
    restore();
  }
}
