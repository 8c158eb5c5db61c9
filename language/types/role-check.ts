/** Names in roles and access providers (`spec/types.md 11.5`). */
import type { Diagnostic } from '../syntax/diagnostic.ts';
import type { AccessProviderItem, RoleItem } from '../syntax/fsl-tree.ts';
import { error } from './errors.ts';
import type { SchemaEnvironment } from './schema-environment.ts';

const builtinResources = new Set([
  'Key',
  'Token',
  'Credential',
  'Credentials',
  'Database',
  'Collection',
  'Function',
  'Role',
  'AccessProvider',
]);
const builtinRoles = new Set(['client', 'server', 'admin', 'server-readonly']);

export function checkResources(item: RoleItem, { schema }: SchemaEnvironment): Diagnostic[] {
  const missing = ({ text, span }: RoleItem['name']): Diagnostic =>
    error('unknown-resource', `Resource \`${text}\` does not exist`, span);
  const isCollection = (name: string): boolean => builtinResources.has(name) || schema.collections.has(name);
  return [
    ...item.privileges.filter(({ name }) => !isCollection(name.text) && !schema.functions.has(name.text)),
    ...item.memberships.filter(({ name }) => !isCollection(name.text)),
  ].map(({ name }) => missing(name));
}

export function checkAccess(item: AccessProviderItem, roles: ReadonlySet<string>): Diagnostic[] {
  return item.roles.flatMap(({ name: { text, span } }) => {
    if (builtinRoles.has(text))
      return [error('builtin-role', `Builtin role \`${text}\` is not allowed`, span)];
    return roles.has(text) ? [] : [error('unknown-role', `Role \`${text}\` does not exist`, span)];
  });
}
