/** The records that a collection's fields make: its documents and the arguments of its methods (`spec/types.md 11.3`). */
import type { CollectionItem, DefinedField, WildcardField } from '../syntax/fsl-tree.ts';
import type { ObjectType, PathStep, TypeExpr, TypeField } from '../syntax/tree.ts';
import { any, named, record, union, unionOf } from './construct.ts';
import { mapParts } from './instantiate.ts';
import type { Type } from './model.ts';
import { mayBeMissing } from './records.ts';

/** A type written in a field, or inside the type of one, as a type. */
export type ReadType = (expr: TypeExpr, field: string) => Type;

const nullType = named('Null');
const timeOrNull = union([named('Time'), nullType]);

export function definedFields({ fields }: CollectionItem): DefinedField[] {
  return fields.filter((field) => field.kind === 'Defined');
}

/** The type of all fields that are not declared; absent when there are none. */
export function wildcardOf(collection: CollectionItem, read: ReadType): Type | undefined {
  const declared = collection.fields.find((field): field is WildcardField => field.kind === 'Wildcard');
  if (declared) return read(declared.type, '*');
  return definedFields(collection).length === 0 ? any : undefined;
}

/** Alias of the document type. `computed` are the types of the computed fields by name. */
export function documentRecord(
  collection: CollectionItem,
  read: ReadType,
  computed: ReadonlyMap<string, Type>,
): Type {
  const fields = new Map<string, Type>([
    ['id', named('ID')],
    ['ts', named('Time')],
    ['ttl', timeOrNull],
  ]);
  for (const { name, type } of definedFields(collection)) fields.set(name.text, read(type, name.text));
  for (const [name, type] of computed) fields.set(name, type);
  return record(fields, wildcardOf(collection, read));
}

export type WriteMethod = 'create' | 'createData' | 'update' | 'updateData' | 'replace' | 'replaceData';
export const writeMethods: readonly WriteMethod[] = [
  'create',
  'createData',
  'update',
  'updateData',
  'replace',
  'replaceData',
];

/** What a write method takes. */
export function argumentRecord(collection: CollectionItem, method: WriteMethod, read: ReadType): Type {
  const wildcard = wildcardOf(collection, read);
  const fields = new Map<string, Type>();
  if (method === 'create') fields.set('id', union([named('ID'), nullType]));
  if (!method.endsWith('Data')) {
    const ttl = hasTtl(collection) ? timeOrNull : wildcard ? nullType : undefined;
    if (ttl) fields.set('ttl', ttl);
    if (wildcard) fields.set('data', nullType);
  }
  const form = method.startsWith('update') ? optional : required;
  for (const field of definedFields(collection)) {
    fields.set(
      field.name.text,
      form(field, (expr) => read(expr, field.name.text)),
    );
  }
  return record(fields, wildcard);
}

function hasTtl({ documentTtls, fields }: CollectionItem): boolean {
  return documentTtls ? documentTtls.value : fields.length === 0;
}

/** Numbers of any kind may be given where a kind is declared. */
function lenient(type: Type): Type {
  if (type.kind === 'named' && ['Int', 'Long', 'Double', 'Float'].includes(type.name))
    return named('Number', [], type.span);
  return mapParts(type, lenient);
}

function orNull(type: Type): Type {
  if (mayBeMissing(type)) return type;
  return type.kind === 'union'
    ? union([...type.members, nullType], type.span)
    : union([type, nullType], type.span);
}

/** Reads a type inside the field at hand. */
type ReadInside = (expr: TypeExpr) => Type;

function required({ type, default: value }: TypeField, read: ReadInside): Type {
  if (type.kind !== 'ObjectType') return value ? orNull(lenient(read(type))) : lenient(read(type));
  const nested = nestedRecord(type, read, required);
  return value || type.fields.every((field) => field.default) ? orNull(nested) : nested;
}

function optional({ type }: TypeField, read: ReadInside): Type {
  return orNull(type.kind === 'ObjectType' ? nestedRecord(type, read, optional) : lenient(read(type)));
}

function nestedRecord(
  type: ObjectType,
  read: ReadInside,
  form: (field: TypeField, read: ReadInside) => Type,
): Type {
  const fields = new Map(type.fields.map((field) => [field.name.text, form(field, read)] as const));
  return record(fields, type.wildcard && lenient(read(type.wildcard)), read(type).span);
}

/** The type at a path of a document; `Any` where it cannot be told. */
export function typeAtPath(start: Type, steps: readonly PathStep[]): Type {
  let type = start;
  for (const step of steps) {
    if (type.kind === 'record' && step.kind === 'Field')
      type = type.fields.get(step.name) ?? type.wildcard ?? any;
    else if (type.kind === 'tuple' && step.kind === 'Index') type = type.elements[Number(step.index)] ?? any;
    else if (type.kind === 'named' && type.name === 'Array' && step.kind === 'Index')
      type = type.args[0] ?? any;
    else return any;
  }
  return type;
}

/** The type of one entry of a multi-value index term. */
export function elementTypes(type: Type): Type {
  if (type.kind === 'union') return unionOf(type.members.flatMap((member) => flat(elementTypes(member))));
  if (type.kind === 'tuple') return unionOf(type.elements.flatMap(flat));
  if (type.kind === 'named' && type.name === 'Array') return type.args[0] ?? any;
  return type;
}

function flat(type: Type): Type[] {
  return type.kind === 'union' ? type.members.flatMap(flat) : [type];
}
