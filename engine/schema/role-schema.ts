/** What a role definition grants (`spec/runtime.md 21`). */
import type { Lambda } from '../values/value.ts';
import { fieldsOf, oneOrMany, textOf } from './definition-fields.ts';
import type { Definition } from './schema.ts';
import { sourceLambda } from './source-lambda.ts';

/** `true` grants always; a lambda decides; undefined denies. */
export type Grant = true | Lambda;

export interface RoleSchema {
  name: string;
  definition: Definition;
  /** Grants for an action on a resource (the name of a collection or function). */
  grants(resource: string, action: string): readonly Grant[];
  memberships: readonly { resource: string; grant: Grant }[];
}

export function roleSchema(definition: Definition): RoleSchema {
  const { fields } = definition;
  const name = textOf(fields, 'name') ?? '';
  const grants = new Map<string, Grant[]>();
  for (const privilege of oneOrMany(fields.get('privileges'))) {
    const resource = textOf(fieldsOf(privilege), 'resource') ?? '';
    for (const [action, value] of fieldsOf(fieldsOf(privilege).get('actions'))) {
      const grant = grantOf(value, `*predicate:${name}:${action}*`);
      const key = `${resource} ${action}`;
      if (grant) grants.set(key, [...(grants.get(key) ?? []), grant]);
    }
  }
  const memberships = oneOrMany(fields.get('membership')).flatMap((membership) => {
    const resource = textOf(fieldsOf(membership), 'resource') ?? '';
    const predicate = fieldsOf(membership).get('predicate');
    const grant = predicate === undefined ? true : grantOf(predicate, '*predicate*');
    return grant ? [{ resource, grant }] : [];
  });
  return {
    name,
    definition,
    grants: (resource, action) => grants.get(`${resource} ${action}`) ?? [],
    memberships,
  };
}

function grantOf(value: unknown, source: string): Grant | undefined {
  if (value === true) return true;
  return typeof value === 'string' ? sourceLambda(source, value) : undefined;
}
