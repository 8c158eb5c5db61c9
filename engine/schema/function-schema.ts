/** What a function definition declares. */
import type { Lambda } from '../values/value.ts';
import { textOf } from './definition-fields.ts';
import type { Definition } from './schema.ts';
import { sourceLambda } from './source-lambda.ts';

export interface FunctionSchema {
  name: string;
  alias?: string;
  /** The body runs with this role's rights instead of the caller's. */
  role?: string;
  definition: Definition;
  /** The body; parsed at the first call. */
  lambda(): Lambda | undefined;
}

export function functionSchema(definition: Definition): FunctionSchema {
  const { fields } = definition;
  const name = textOf(fields, 'name') ?? '';
  let lambda: { value: Lambda | undefined } | undefined;
  return {
    name,
    alias: textOf(fields, 'alias'),
    role: textOf(fields, 'role'),
    definition,
    lambda() {
      lambda ??= { value: sourceLambda(`*udf:${name}*`, textOf(fields, 'body') ?? '') };
      return lambda.value;
    },
  };
}
