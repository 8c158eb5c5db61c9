/** Static types of queries against a database's schema (`spec/types.md`). */
import type { Diagnostic } from '../../language/syntax/diagnostic.ts';
import type { BlockExpr } from '../../language/syntax/tree.ts';
import { check } from '../../language/types/check.ts';
import { any } from '../../language/types/construct.ts';
import { displayType } from '../../language/types/display.ts';
import type { Environment } from '../../language/types/environment.ts';
import { schemaEnvironment } from '../../language/types/schema-environment.ts';
import { bind, type Scope } from '../../language/types/typing.ts';
import type { Schema } from './schema.ts';
import { schemaText } from './to-fsl.ts';

const environments = new WeakMap<Schema, Environment>();

/** The names and types of a schema, made once. */
export function environmentOf(schema: Schema): Environment {
  let environment = environments.get(schema);
  if (!environment) {
    environment = schemaEnvironment([{ name: 'main.fsl', text: schemaText(schema.definitions) }]);
    environments.set(schema, environment);
  }
  return environment;
}

export interface Typed {
  diagnostics: Diagnostic[];
  /** As answers show it; undefined when the checker gave up. */
  staticType: string | undefined;
}

/** Types a query; `names` are its arguments and template values. */
export function typeQuery(schema: Schema, tree: BlockExpr, names: readonly string[]): Typed {
  const environment = environmentOf(schema);
  let scope: Scope | undefined;
  for (const name of names) scope = bind(scope, name, { kind: 'same', type: any });
  const { diagnostics, type } = check(tree, environment, { scope });
  return { diagnostics, staticType: type && displayType(type, environment) };
}
