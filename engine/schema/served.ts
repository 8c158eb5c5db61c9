/** The static environment that editors ask for (`spec/http.md 14`): globals and types as texts. */

import type { LibraryMember, LibraryType } from '../../language/library/index.ts';
import { catalogue } from '../../language/library/index.ts';
import type { Environment, Shape } from '../../language/types/environment.ts';
import { printScheme } from '../../language/types/schema-check.ts';
import type { Schema } from './schema.ts';
import { environmentOf } from './typing.ts';

interface ServedType {
  self: string;
  fields?: Record<string, string>;
  ops?: Record<string, string>;
  apply?: string;
  access?: string;
  alias?: string;
  type_hint?: LibraryType['hint'];
}

export interface ServedSchema {
  schema_version: number;
  environment: {
    globals: Record<string, string>;
    types: Record<string, ServedType>;
    truncated_resources?: string[];
  };
}

/** More collections, or functions, are left out. */
const MAX_ITEMS = 1000;

export function servedSchema(schema: Schema): ServedSchema {
  const environment = environmentOf(schema);
  const globals: Record<string, string> = {};
  const types: Record<string, ServedType> = {};
  for (const { name, type } of catalogue.globals.values()) globals[name] = type;
  for (const name of catalogue.typeNames) {
    const type = catalogue.type(name);
    if (type && isServed(type)) types[name] = libraryType(type);
  }
  const collections = globalNames(schema.collections);
  const functions = globalNames(schema.functions);
  for (const { name, target } of [...collections.slice(0, MAX_ITEMS), ...functions.slice(0, MAX_ITEMS)]) {
    const scheme = environment.global(target) ?? environment.global(name);
    if (scheme)
      globals[name] = printScheme(scheme, environment).replaceAll(
        new RegExp(`\\b${target}Collection\\b`, 'g'),
        `${name}Collection`,
      );
  }
  for (const { name, target } of collections.slice(0, MAX_ITEMS))
    addCollection(types, environment, name, target);
  const truncated = [
    ...(collections.length > MAX_ITEMS ? ['collection'] : []),
    ...(functions.length > MAX_ITEMS ? ['function'] : []),
  ];
  return {
    schema_version: schema.version,
    environment: { globals, types, ...(truncated.length > 0 ? { truncated_resources: truncated } : {}) },
  };
}

/** Types of the language itself, and that of collections that are gone, are not named in texts. */
function isServed({ name, kind }: LibraryType): boolean {
  return kind !== 'top' && kind !== 'bottom' && name !== 'DeletedCollection' && /^[\w.]+$/.test(name);
}

/** Names and aliases, each with the name of the item. */
function globalNames(items: readonly { name: string; alias?: string }[]): { name: string; target: string }[] {
  return items.flatMap(({ name, alias }) => [
    { name, target: name },
    ...(alias === undefined ? [] : [{ name: alias, target: name }]),
  ]);
}

/** Fields, operators, call and access apart; hidden members and `+`, which has two meanings, are not served. */
function libraryType(type: LibraryType): ServedType {
  const served: ServedType = { self: type.self };
  const fields: [string, string][] = [];
  const ops: [string, string][] = [];
  for (const member of type.members.values()) {
    if (member.name === '()') served.apply = textOf(member);
    else if (member.name === '[]') served.access = textOf(member).replace(/\(\w+: (\w+)\) =>/, '$1 =>');
    else if (member.kind === 'operator' && member.name !== '+') ops.push([member.name, textOf(member)]);
    else if (member.kind !== 'operator' && !member.hidden && !member.name.startsWith('$'))
      fields.push([member.name, textOf(member)]);
  }
  if (fields.length > 0) served.fields = Object.fromEntries(fields);
  if (ops.length > 0) served.ops = Object.fromEntries(ops);
  if (type.alias !== undefined) served.alias = type.alias;
  if (type.hint !== undefined) served.type_hint = type.hint;
  return served;
}

const textOf = ({ exported, type }: LibraryMember): string => exported ?? type;

/** The three types of a collection, under its name or its alias. */
function addCollection(
  types: Record<string, ServedType>,
  environment: Environment,
  name: string,
  target: string,
): void {
  const rename = (text: string): string =>
    name === target
      ? text
      : text.replaceAll(new RegExp(`\\b(Null)?${target}(Collection)?\\b`, 'g'), `$1${name}$2`);
  for (const [prefix, suffix] of [
    ['', ''],
    ['Null', ''],
    ['', 'Collection'],
  ] as const) {
    const shape = environment.shape(`${prefix}${target}${suffix}`);
    if (shape) types[`${prefix}${name}${suffix}`] = shapeType(environment, shape, rename);
  }
}

function shapeType(environment: Environment, shape: Shape, rename: (text: string) => string): ServedType {
  const print = (scheme: ReturnType<Shape['alias']>) => scheme && rename(printScheme(scheme, environment));
  const fields = Array.from(shape.memberNames(), (name): [string, string] => [
    name,
    print(shape.member(name)) ?? 'Any',
  ]);
  const served: ServedType = { self: rename(shape.name) };
  if (fields.length > 0) served.fields = Object.fromEntries(fields);
  const [apply, access, alias] = [print(shape.apply()), print(shape.access()), print(shape.alias())];
  if (apply !== undefined) served.apply = apply;
  if (access !== undefined) served.access = access;
  if (alias !== undefined) served.alias = alias;
  if (shape.hint !== undefined) served.type_hint = shape.hint;
  return served;
}
