/** The built-in globals: modules, native collections and the functions of `FQL` (`spec/stdlib.json` globals). */
import type { Collection, Module, NativeFunction, Value } from '../values/value.ts';
import { nativeCollections } from './native-collections.ts';

/** The globals that are modules. */
export const moduleNames = [
  'Array',
  'Boolean',
  'Bytes',
  'Date',
  'Doc',
  'Double',
  'EventSource',
  'FQL',
  'Float',
  'ID',
  'Int',
  'Long',
  'Math',
  'Null',
  'Number',
  'Object',
  'Query',
  'Set',
  'SetCursor',
  'String',
  'Struct',
  'Time',
  'TransactionTime',
  'UUID',
];

const modules = new Map<string, Module>(
  moduleNames.map((name) => [name, { kind: 'Module', name, path: name }]),
);

const fqlModule = modules.get('FQL')!;

/** `FQL.Schema` and `Collection.Deleted` are reached through their parents only. */
export const schemaModule: Module = { kind: 'Module', name: 'Schema', path: 'FQL.Schema' };
export const deletedCollection: Module = { kind: 'Module', name: 'Deleted', path: 'Collection.Deleted' };

const functionNames = ['abort', 'asc', 'dbg', 'desc', 'log', 'newId'];

const globals = new Map<string, Value>([
  ...modules,
  ...nativeCollections.map((collection): [string, Collection] => [collection.name, collection]),
  ['Credentials', nativeCollections.find(({ name }) => name === 'Credential')!],
  ...functionNames.map((name): [string, NativeFunction] => [
    name,
    { kind: 'Function', name, owner: 'FQLModule', self: fqlModule },
  ]),
]);

/** A built-in by its global name; user names are looked up after it. */
export function globalValue(name: string): Value | undefined {
  return globals.get(name);
}

/** All names that built-ins take, for name validation. */
export const globalNames = (): Iterable<string> => globals.keys();

/** A module or native collection by name, for `@mod` values. */
export function moduleValue(name: string): Module | Collection | undefined {
  const value = globals.get(name) ?? (name === 'Schema' ? schemaModule : undefined);
  return value &&
    typeof value === 'object' &&
    'kind' in value &&
    (value.kind === 'Module' || value.kind === 'Collection')
    ? value
    : undefined;
}
