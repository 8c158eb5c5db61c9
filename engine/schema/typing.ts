/** Static types of queries against a database's schema (`spec/types.md`). */
import type { Diagnostic } from '../../language/syntax/diagnostic.ts';
import type { SourceText } from '../../language/syntax/render.ts';
import type { BlockExpr } from '../../language/syntax/tree.ts';
import { check } from '../../language/types/check.ts';
import { any, named, record, singleton, tuple } from '../../language/types/construct.ts';
import { displayType } from '../../language/types/display.ts';
import { libraryEnvironment } from '../../language/types/library-environment.ts';
import type { Type } from '../../language/types/model.ts';
import { type SchemaEnvironment, schemaEnvironment } from '../../language/types/schema-environment.ts';
import { bind, type Scope } from '../../language/types/typing.ts';
import { nativeOwners } from '../documents/native.ts';
import type { State } from '../evaluate/state.ts';
import { doubleText } from '../values/number.ts';
import { type Boxed, type Doc, isArray, type Value } from '../values/value.ts';
import type { Schema } from './schema.ts';
import { schemaText } from './to-fsl.ts';

const environments = new WeakMap<Schema, SchemaEnvironment>();

/** The names and types of a schema, made once. */
export function environmentOf(schema: Schema): SchemaEnvironment {
  let environment = environments.get(schema);
  if (!environment) {
    const source = { name: 'main.fsl', text: schemaText(schema.definitions) };
    environment = schemaEnvironment([source], libraryEnvironment(), { stored: true });
    environments.set(schema, environment);
  }
  return environment;
}

export interface Typed {
  diagnostics: Diagnostic[];
  /** Declarations that hints point into. */
  sources: SourceText[];
  /** As answers show it; undefined when the checker gave up. */
  staticType: string | undefined;
}

/** Types a query; `variables` are its arguments and template values. */
export function typeQuery(
  state: State,
  tree: BlockExpr,
  variables: Iterable<readonly [string, Value]>,
): Typed {
  const environment = environmentOf(state.schema);
  let scope: Scope | undefined;
  for (const [name, value] of variables)
    scope = bind(scope, name, { kind: 'same', type: typeOfValue(state, value) });
  const checked = check(tree, environment, { scope });
  const { type } = checked;
  const failed = checked.diagnostics.some(({ severity }) => severity === 'error');
  // A query that fails is not told that its function is not called.
  const diagnostics = checked.diagnostics.filter(({ code }) => !failed || code !== 'function-not-called');
  const sources = environment.fieldSources();
  return { diagnostics, sources, staticType: type && displayType(type, environment) };
}

/** The narrowest type of a value that comes with a request: integers and strings are literal types. */
function typeOfValue(state: State, value: Value): Type {
  switch (typeof value) {
    case 'string':
      return singleton({ type: 'string', value });
    case 'number':
    case 'bigint':
      return singleton({ type: 'int', value: BigInt(value) });
    case 'boolean':
      return named('Boolean');
  }
  if (isArray(value)) return tuple(value.map((element) => typeOfValue(state, element)));
  const boxed = value as Boxed;
  switch (boxed.kind) {
    case 'Object':
      return record(new Map(Array.from(boxed.fields, ([name, field]) => [name, typeOfValue(state, field)])));
    case 'Double':
      if (!Number.isFinite(boxed.value)) return named('Double');
      return singleton({ type: 'float', text: doubleText(boxed.value) });
    case 'Null':
    case 'Time':
    case 'Date':
    case 'Bytes':
    case 'ID':
    case 'UUID':
      return named(boxed.kind);
    case 'Module':
      return named(`${boxed.path}Module`);
    case 'Collection':
      return named(`${boxed.name}Collection`);
    case 'Doc':
      return documentType(state, boxed);
    default:
      return any;
  }
}

/** A document by whether there is one now. */
function documentType(state: State, doc: Doc): Type {
  const { collection } = doc;
  const name = collection.native ? (nativeOwners[collection.name] ?? collection.name) : collection.name;
  return named(state.run.exists(doc) ? name : `Null${name}`);
}
