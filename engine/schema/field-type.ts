/** Field types as the write path checks them (`spec/runtime.md 15`). Made of FQL types; only `Ref<C>` needs the schema. */
import { printLiteral } from '../../language/syntax/print.ts';
import { printName } from '../../language/syntax/print-name.ts';
import type { Expr, LiteralValue, TypeExpr } from '../../language/syntax/tree.ts';

export type FieldType =
  | { kind: 'any' }
  /** A kind of value by its run-time name. */
  | { kind: 'scalar'; name: string }
  | { kind: 'null' }
  | { kind: 'literal'; value: LiteralValue }
  | { kind: 'array'; element: FieldType }
  | { kind: 'tuple'; elements: FieldType[] }
  | { kind: 'object'; fields: Map<string, ObjectField>; wildcard?: FieldType }
  | { kind: 'union'; members: FieldType[] }
  /** A reference to a document of the collection of that name. */
  | { kind: 'ref'; collection: string }
  /** A name that means nothing storable. */
  | { kind: 'unknown'; name: string };

export interface ObjectField {
  type: FieldType;
  default?: Expr;
}

const scalars: ReadonlySet<string> = new Set([
  'Int',
  'Long',
  'Double',
  'Number',
  'String',
  'Boolean',
  'Time',
  'Date',
  'Bytes',
  'UUID',
]);

export function fieldTypeOf(type: TypeExpr): FieldType {
  switch (type.kind) {
    case 'AnyType':
      return { kind: 'any' };
    case 'SingletonType':
      return type.value.type === 'null' ? { kind: 'null' } : { kind: 'literal', value: type.value };
    case 'NamedType':
      return namedType(type.name);
    case 'GenericType':
      return genericType(type.name.text, type.args);
    case 'ObjectType':
      return {
        kind: 'object',
        fields: new Map(
          type.fields.map((field) => [
            field.name.text,
            { type: fieldTypeOf(field.type), default: field.default },
          ]),
        ),
        wildcard: type.wildcard && fieldTypeOf(type.wildcard),
      };
    case 'TupleType':
      return { kind: 'tuple', elements: type.elements.map(fieldTypeOf) };
    case 'UnionType':
      return union(type.members.map(fieldTypeOf));
    case 'NullableType':
      return union([fieldTypeOf(type.base), { kind: 'null' }]);
    default:
      return { kind: 'unknown', name: type.kind };
  }
}

/** References to documents, existing or missing: nobody looks when one is stored. */
const references: ReadonlySet<string> = new Set(['Ref', 'NamedRef', 'EmptyRef', 'EmptyNamedRef']);

function namedType(name: string): FieldType {
  if (name === 'Any') return { kind: 'any' };
  if (name === 'Null') return { kind: 'null' };
  if (name === 'Float') return { kind: 'scalar', name: 'Double' };
  return scalars.has(name) ? { kind: 'scalar', name } : { kind: 'unknown', name };
}

function genericType(name: string, args: TypeExpr[]): FieldType {
  const only = args[0];
  if (only && args.length === 1) {
    if (name === 'Array') return { kind: 'array', element: fieldTypeOf(only) };
    if (references.has(name) && only.kind === 'NamedType') {
      return { kind: 'ref', collection: only.name };
    }
  }
  return { kind: 'unknown', name };
}

function union(members: FieldType[]): FieldType {
  return {
    kind: 'union',
    members: members.flatMap((member) => (member.kind === 'union' ? member.members : [member])),
  };
}

/** Whether null, or no value at all, fits. */
export function acceptsNull(type: FieldType): boolean {
  if (type.kind === 'union') return type.members.some(acceptsNull);
  return type.kind === 'any' || type.kind === 'null';
}

/** The type as messages show it: `Ref<C>` as `C | NullC`. */
export function typeText(type: FieldType): string {
  switch (type.kind) {
    case 'any':
      return 'Any';
    case 'null':
      return 'Null';
    case 'scalar':
    case 'unknown':
      return type.name;
    case 'literal':
      return printLiteral(type.value);
    case 'array':
      return `Array<${typeText(type.element)}>`;
    case 'tuple':
      return `[${type.elements.map(typeText).join(', ')}]`;
    case 'ref':
      return `${type.collection} | Null${type.collection}`;
    case 'union':
      return type.members.map(typeText).join(' | ');
    case 'object': {
      const fields = [...type.fields].map(([name, field]) => `${printName(name)}: ${typeText(field.type)}`);
      if (type.wildcard) fields.push(`*: ${typeText(type.wildcard)}`);
      return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
    }
  }
}
