/** What a collection definition declares. Everything behind the names is parsed at first use. */
import { parseExpr, parsePath, parseSchemaType } from '../../language/syntax/parse.ts';
import type { Expr, Path } from '../../language/syntax/tree.ts';
import type { Collection, Lambda } from '../values/value.ts';
import { booleanOf, fieldsOf, listOf, numberOf, textOf } from './definition-fields.ts';
import { type FieldType, fieldTypeOf } from './field-type.ts';
import type { Definition } from './schema.ts';
import { sourceLambda } from './source-lambda.ts';

export interface DefinedField {
  type: FieldType;
  default?: Expr;
  defaultText?: string;
}

export interface IndexPart {
  /** As written, such as `.address.city`. */
  field: string;
  path: Path;
  mva: boolean;
  descending: boolean;
}

export interface IndexSchema {
  name: string;
  terms: readonly IndexPart[];
  values: readonly IndexPart[];
  queryable: boolean;
}

export interface CheckSchema {
  name: string;
  lambda: Lambda | undefined;
}

export interface CollectionSchema {
  name: string;
  alias?: string;
  value: Collection;
  definition: Definition;
  historyDays: number;
  ttlDays: number | undefined;
  readonly fields: ReadonlyMap<string, DefinedField>;
  /** The type of fields that are not declared; undefined when there may be none. */
  readonly wildcard: FieldType | undefined;
  readonly computed: ReadonlyMap<string, Lambda>;
  readonly indexes: ReadonlyMap<string, IndexSchema>;
  readonly uniques: readonly (readonly IndexPart[])[];
  readonly checks: readonly CheckSchema[];
}

export function collectionSchema(definition: Definition): CollectionSchema {
  const { fields } = definition;
  const name = textOf(fields, 'name') ?? '';
  return {
    name,
    alias: textOf(fields, 'alias'),
    value: { kind: 'Collection', name, id: Number(definition.id), native: false },
    definition,
    historyDays: numberOf(fields, 'history_days') ?? 0,
    ttlDays: numberOf(fields, 'ttl_days'),
    ...lazily({
      fields: () => definedFields(definition),
      wildcard: () => wildcardType(definition),
      computed: () => computedFields(name, definition),
      indexes: () => indexesOf(definition),
      uniques: () => uniquesOf(definition),
      checks: () => checksOf(definition),
    }),
  } as CollectionSchema;
}

/** Getters that compute once. */
function lazily<T extends Record<string, () => unknown>>(makers: T): { [K in keyof T]: ReturnType<T[K]> } {
  const target = {} as { [K in keyof T]: ReturnType<T[K]> };
  for (const [key, make] of Object.entries(makers)) {
    let made: { value: unknown } | undefined;
    Object.defineProperty(target, key, {
      enumerable: true,
      get() {
        made ??= { value: make() };
        return made.value;
      },
    });
  }
  return target;
}

function definedFields({ fields }: Definition): Map<string, DefinedField> {
  const result = new Map<string, DefinedField>();
  for (const [name, value] of fieldsOf(fields.get('fields'))) {
    const signature = textOf(fieldsOf(value), 'signature') ?? 'Any';
    const defaultText = textOf(fieldsOf(value), 'default');
    result.set(name, {
      type: fieldTypeOf(parseSchemaType(signature).tree),
      default: defaultText === undefined ? undefined : parseExpr(defaultText).tree,
      defaultText,
    });
  }
  return result;
}

function wildcardType({ fields }: Definition): FieldType | undefined {
  const text = textOf(fields, 'wildcard');
  if (text !== undefined) return fieldTypeOf(parseSchemaType(text).tree);
  return fieldsOf(fields.get('fields')).size === 0 ? { kind: 'any' } : undefined;
}

function computedFields(collection: string, { fields }: Definition): Map<string, Lambda> {
  const result = new Map<string, Lambda>();
  for (const [name, value] of fieldsOf(fields.get('computed_fields'))) {
    const lambda = sourceLambda(
      `*computed_field:${collection}:${name}*`,
      textOf(fieldsOf(value), 'body') ?? '',
    );
    if (lambda) result.set(name, lambda);
  }
  return result;
}

function indexesOf({ fields }: Definition): Map<string, IndexSchema> {
  const result = new Map<string, IndexSchema>();
  for (const [name, value] of fieldsOf(fields.get('indexes'))) {
    const members = fieldsOf(value);
    result.set(name, {
      name,
      terms: listOf(members.get('terms')).map((part) => indexPart(fieldsOf(part))),
      values: listOf(members.get('values')).map((part) => indexPart(fieldsOf(part))),
      queryable: booleanOf(members, 'queryable') !== false,
    });
  }
  return result;
}

function indexPart(fields: ReturnType<typeof fieldsOf>): IndexPart {
  const field = textOf(fields, 'field') ?? '';
  return {
    field,
    path: pathOf(field),
    mva: booleanOf(fields, 'mva') === true,
    descending: textOf(fields, 'order') === 'desc',
  };
}

/** A path is written with or without its leading dot. */
export function pathOf(text: string): Path {
  return parsePath(/^[.[]/.test(text) ? text : `.${text}`).tree;
}

function uniquesOf({ fields }: Definition): IndexPart[][] {
  return listOf(fields.get('constraints')).flatMap((constraint) => {
    const unique = fieldsOf(constraint).get('unique');
    if (unique === undefined) return [];
    return [
      listOf(unique).map((part) =>
        indexPart(typeof part === 'string' ? new Map([['field', part]]) : fieldsOf(part)),
      ),
    ];
  });
}

function checksOf({ fields }: Definition): CheckSchema[] {
  return listOf(fields.get('constraints')).flatMap((constraint) => {
    const check = fieldsOf(fieldsOf(constraint).get('check'));
    const name = textOf(check, 'name');
    if (name === undefined) return [];
    return [{ name, lambda: sourceLambda(`*check_constraint:${name}*`, textOf(check, 'body') ?? '') }];
  });
}
