/**
 * What is wrong in a schema beyond its syntax (`spec/types.md 11.4` and 11.5). Codes, beside those of errors.ts:
 * `not-persistable`, `wildcard-not-any`, `recursive-function`, `projection-of-unknown`, `unknown-resource`,
 * `unknown-role`, `builtin-role`, `indexed-computed-field`.
 */
import type { Diagnostic } from '../syntax/diagnostic.ts';
import { parseFsl } from '../syntax/fsl.ts';
import type { CollectionItem, FunctionItem, SchemaItem } from '../syntax/fsl-tree.ts';
import {
  checkCollectionTypes,
  checkComputedFields,
  checkDefaults,
  checkPaths,
  checkPredicates,
} from './collection-check.ts';
import { printType } from './display.ts';
import type { Environment } from './environment.ts';
import { error } from './errors.ts';
import { checkFunction, projectionsOfUnknown } from './function-check.ts';
import { checkIndexedFields } from './indexed-fields.ts';
import { libraryEnvironment } from './library-environment.ts';
import type { Scheme } from './model.ts';
import { checkAccess, checkResources } from './role-check.ts';
import { type SchemaEnvironment, schemaEnvironment } from './schema-environment.ts';
import type { PieceCache, SchemaSource } from './schema-index.ts';

/** An item with the file that it is in. */
export interface Placed<T extends SchemaItem> {
  item: T;
  source: string;
}

export interface SchemaCheck {
  /** Problems by file name. */
  diagnostics: ReadonlyMap<string, Diagnostic[]>;
  environment: SchemaEnvironment;
  /** What the database stores: the types of functions, and of computed fields as one record per collection. */
  signatures: ReadonlyMap<string, string>;
  computedFields: ReadonlyMap<string, string | null>;
}

/** Checks all files of a schema together. Syntax problems are left out: they are the parser's. */
export function checkSchema(
  sources: readonly SchemaSource[],
  base: Environment = libraryEnvironment(),
  cache: PieceCache = new Map(),
): SchemaCheck {
  const environment = schemaEnvironment(sources, base, { cache, plainFunctions: true });
  const diagnostics = new Map<string, Diagnostic[]>(sources.map(({ name }) => [name, []] as const));
  const items = sources.flatMap(({ name, text }) =>
    parseFsl(text).items.map((item) => ({ item, source: name })),
  );
  const ofKind = <K extends SchemaItem['kind']>(kind: K): Placed<Extract<SchemaItem, { kind: K }>>[] =>
    items.filter((one): one is Placed<Extract<SchemaItem, { kind: K }>> => one.item.kind === kind);
  const report = (source: string, found: readonly Diagnostic[]): void => {
    diagnostics.get(source)!.push(...found);
  };

  const collections = ofKind('Collection');
  const functions = ofKind('Function');
  for (const { item, source } of collections) report(source, checkCollectionTypes(item, source, environment));
  for (const { item, source } of ofKind('Role')) report(source, checkResources(item, environment));
  const roles = new Set(ofKind('Role').map(({ item }) => item.name.text));
  for (const { item, source } of ofKind('AccessProvider')) report(source, checkAccess(item, roles));
  if ([...diagnostics.values()].every((found) => found.every(({ code }) => code !== 'unknown-resource'))) {
    for (const { item, source } of collections) report(source, checkBodies(item, source, environment));
    for (const { item, source } of orderByName(functions)) {
      report(source, checkFunction(item, source, environment));
      report(source, recursionError(item, environment));
      report(source, projectionsOfUnknown(item, environment));
    }
    if ([...diagnostics.values()].every((found) => found.length === 0)) {
      for (const { item, source } of [...ofKind('Role'), ...ofKind('AccessProvider')]) {
        report(source, checkPredicates(item, source, environment));
      }
    }
  }
  return { diagnostics, environment, ...stored(collections, functions, environment) };
}

function checkBodies(item: CollectionItem, source: string, environment: SchemaEnvironment): Diagnostic[] {
  return [
    ...checkDefaults(item, source, environment),
    ...checkComputedFields(item, source, environment),
    ...checkPaths(item, source, environment),
    ...checkIndexedFields(item, environment),
  ];
}

function orderByName(functions: Placed<FunctionItem>[]): Placed<FunctionItem>[] {
  return [...functions].sort((a, b) => (a.item.name.text < b.item.name.text ? -1 : 1));
}

function recursionError({ name, body }: FunctionItem, environment: SchemaEnvironment): Diagnostic[] {
  environment.functionScheme(name.text);
  if (!environment.recursive.has(name.text)) return [];
  return [
    error('recursive-function', `Recursively defined \`${name.text}\` needs explicit type.`, body.span),
  ];
}

function stored(
  collections: Placed<CollectionItem>[],
  functions: Placed<FunctionItem>[],
  environment: SchemaEnvironment,
): Pick<SchemaCheck, 'signatures' | 'computedFields'> {
  const signatures = new Map<string, string>();
  for (const { item } of functions) {
    const scheme = environment.functionScheme(item.name.text);
    if (scheme) signatures.set(item.name.text, printScheme(scheme, environment));
  }
  const computedFields = new Map<string, string | null>();
  for (const { item } of collections) {
    const fields = item.fields
      .filter((field) => field.kind === 'Computed')
      .map(({ name }) => {
        const type = environment.computedType(item.name.text, name.text);
        return `${name.text}: ${type ? printType(type, environment) : 'Any'}`;
      });
    computedFields.set(item.name.text, fields.length === 0 ? null : `{ ${fields.join(', ')} }`);
  }
  return { signatures, computedFields };
}

/** A scheme as text: `<A, B> (A) => B`. */
export function printScheme({ params, type }: Scheme, environment: Environment): string {
  const text = printType(type, environment);
  return params.length === 0 ? text : `<${[...params].sort().join(', ')}> ${text}`;
}
