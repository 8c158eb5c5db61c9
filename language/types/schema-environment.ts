/** The environment of a schema: collections and functions over a base environment (`spec/types.md 11`). */
import type {
  CollectionItem,
  ComputedField,
  FunctionItem,
  FunctionParam,
  FunctionSignature,
  SchemaField,
} from '../syntax/fsl-tree.ts';
import { parseSchemaType } from '../syntax/parse.ts';
import { printType } from '../syntax/print-type.ts';
import type { FunctionTypeParam, Span, TypeExpr } from '../syntax/tree.ts';
import type { ReadType } from './collection-records.ts';
import { type CollectionShapes, collectionShapes } from './collection-shapes.ts';
import { any, named, unknown } from './construct.ts';
import { inDatabaseOrder } from './database-order.ts';
import type { Environment, Shape } from './environment.ts';
import { annotation } from './from-syntax.ts';
import { libraryEnvironment } from './library-environment.ts';
import type { Place, Scheme, Type } from './model.ts';
import {
  type Declaration,
  indexSchema,
  type PieceCache,
  type SchemaIndex,
  type SchemaSource,
} from './schema-index.ts';
import { bodyAsLambda, inferredComputedField, inferredScheme } from './schema-inference.ts';

export interface SchemaEnvironmentOptions {
  /** Keeps parsed items between environments of one workspace. */
  cache?: PieceCache;
  /** Functions are plain functions, as they are while a schema is checked, and not `UserFunction`. */
  plainFunctions?: boolean;
  /**
   * Show fields as the database has them stored: in the order of its hash maps, and at places in sources of their own,
   * `*field:Collection:name*`. Otherwise they are shown as they are declared, at their places in the files.
   */
  stored?: boolean;
}

const noPlace = (): undefined => undefined;

export interface SchemaEnvironment extends Environment {
  schema: SchemaIndex;
  /** The inferred or declared type of a function, not wrapped. */
  functionScheme(name: string): Scheme | undefined;
  /** The type of a computed field. */
  computedType(collection: string, field: string): Type | undefined;
  /** The sources of stored fields that have been named (see `stored`). */
  fieldSources(): { name: string; text: string }[];
  /** Functions without a type that turned out to need their own to be inferred; filled as they are named. */
  recursive: ReadonlySet<string>;
}

/** An item that cannot be read declares a collection whose documents are unknown. */
const unreadable = (name: string): CollectionItem => ({
  kind: 'Collection',
  name: { text: name, span: { start: 0, end: 0 } },
  fields: [],
  indexes: [],
  uniques: [],
  checks: [],
  span: { start: 0, end: 0 },
});

/** The database generates these names for a collection. */
export function generatedNames(collection: string): string[] {
  return [collection, `Null${collection}`, `${collection}Collection`];
}

/**
 * Collections and functions of FSL files over `base`. Costs a scan of the files; items are parsed, and functions and
 * computed fields without a type inferred, when they are named. Never throws; what is wrong in the files is for
 * `checkSchema` to say.
 */
export function schemaEnvironment(
  sources: readonly SchemaSource[],
  base: Environment = libraryEnvironment(),
  options: SchemaEnvironmentOptions = {},
): SchemaEnvironment {
  const schema = indexSchema(sources, options.cache ?? new Map());
  const shapes = new Map<string, CollectionShapes>();
  const functions = new Map<string, Scheme>();
  const computed = new Map<string, Type>();
  /** Functions and computed fields whose inference is under way. */
  const pending = new Set<string>();
  const recursive = new Set<string>();

  const stored = new Map<string, { text: string; type: TypeExpr }>();

  const readAt = (expr: TypeExpr, place: (span: Span) => Place | undefined): Type =>
    annotation(expr, { environment, generics: false, level: 0, place }).type;
  /** Types of fields, at their places in the file. */
  const reader =
    ({ source, offset }: Declaration<CollectionItem>): ReadType =>
    (expr) =>
      readAt(expr, ({ start, end }) => ({ start: start + offset, end: end + offset, source: source.name }));
  /** Types of fields, at their places in the text that the database stores. */
  const storedReader =
    (collection: string): ReadType =>
    (expr, field) => {
      const source = `*field:${collection}:${field}*`;
      return readAt(expr, ({ start, end }) => ({ start, end, source }));
    };
  const asStored = (collection: string, item: CollectionItem): CollectionItem => ({
    ...inDatabaseOrder(item),
    fields: inDatabaseOrder(item).fields.map((field): SchemaField => {
      if (field.kind !== 'Defined') return field;
      const source = `*field:${collection}:${field.name.text}*`;
      const text = printType(field.type);
      const known = stored.get(source);
      const type = known?.text === text ? known.type : parseSchemaType(text).tree;
      stored.set(source, { text, type });
      return { ...field, type };
    }),
  });

  const shapesOf = (name: string): CollectionShapes | undefined => {
    const known = shapes.get(name);
    if (known) return known;
    const declaration = schema.collections.get(name);
    if (!declaration) return undefined;
    const item = (): CollectionItem => {
      const declared = declaration.item() ?? unreadable(name);
      return options.stored ? asStored(name, declared) : declared;
    };
    const read = options.stored ? storedReader(name) : reader(declaration);
    const made = collectionShapes(name, { item, read, computed: () => computedTypes(name, item()) });
    shapes.set(name, made);
    return made;
  };

  const computedTypes = (
    name: string,
    item: CollectionItem,
  ): { types: Map<string, Type>; complete: boolean } => {
    const types = new Map<string, Type>();
    let complete = true;
    for (const field of item.fields) {
      if (field.kind !== 'Computed') continue;
      const type = computedField(name, field);
      if (!type) complete = false;
      types.set(field.name.text, type ?? unknown);
    }
    return { types, complete };
  };

  /** Undefined while it is being inferred. */
  const computedField = (collection: string, field: ComputedField): Type | undefined => {
    if (field.type) return readAt(field.type, noPlace);
    const key = `${collection}.${field.name.text}`;
    const known = computed.get(key);
    if (known) return known;
    if (pending.has(key)) return undefined;
    pending.add(key);
    const type = inferredComputedField(field, named(collection), environment);
    pending.delete(key);
    computed.set(key, type);
    return type;
  };

  const functionScheme = (name: string): Scheme | undefined => {
    const known = functions.get(name);
    if (known) return known;
    const declaration = schema.functions.get(name);
    if (!declaration) return undefined;
    // A recursive function without a type is `Any` to itself; the check says that it needs one.
    if (pending.has(`${name}()`)) {
      recursive.add(name);
      return { params: [], type: any };
    }
    pending.add(`${name}()`);
    const item = declaration.item();
    const scheme = item
      ? (declaredScheme(item, environment) ?? inferredScheme(bodyAsLambda(item), environment))
      : undefined;
    pending.delete(`${name}()`);
    functions.set(name, scheme ?? { params: [], type: any });
    return functions.get(name);
  };

  const environment: SchemaEnvironment = {
    schema,
    recursive,
    fieldSources: () => [...stored].map(([name, { text }]) => ({ name, text })),
    functionScheme,
    computedType(collection, field) {
      const item = schema.collections.get(collection)?.item();
      const found = item?.fields.find((one) => one.kind === 'Computed' && one.name.text === field);
      return found?.kind === 'Computed' ? computedField(collection, found) : undefined;
    },
    global(name) {
      if (schema.collections.has(name)) return { params: [], type: named(`${name}Collection`) };
      const scheme = functionScheme(name);
      if (!scheme) return base.global(name);
      if (options.plainFunctions) return scheme;
      return { params: scheme.params, type: named('UserFunction', [scheme.type]) };
    },
    *globalNames() {
      yield* schema.collections.keys();
      yield* schema.functions.keys();
      for (const name of base.globalNames()) {
        if (!schema.collections.has(name) && !schema.functions.has(name)) yield name;
      }
    },
    shape(name): Shape | undefined {
      return (
        shapesOf(name)?.document ??
        (name.startsWith('Null') ? shapesOf(name.slice(4))?.missing : undefined) ??
        (name.endsWith('Collection') ? shapesOf(name.slice(0, -10))?.collection : undefined) ??
        base.shape(name)
      );
    },
    shapeNames() {
      const names = new Set(base.shapeNames());
      for (const name of schema.collections.keys()) for (const one of generatedNames(name)) names.add(one);
      return names;
    },
    operator: (operator) => base.operator(operator),
  };
  return environment;
}

/** The written type of a function that declares its result; undefined when it is to be inferred (`spec/types.md 11.4`). */
export function signatureType({ params, result, span }: FunctionSignature): TypeExpr | undefined {
  if (!result) return undefined;
  const param = ({ name, type }: FunctionParam): FunctionTypeParam => ({
    name: name.text === '_' ? undefined : name,
    type: type ?? { kind: 'AnyType', span: name.span },
  });
  const rest = params.find(({ variadic }) => variadic);
  return {
    kind: 'FunctionType',
    params: params.filter(({ variadic }) => !variadic).map(param),
    variadic: rest && param(rest),
    result,
    span,
  };
}

function declaredScheme({ signature }: FunctionItem, environment: Environment): Scheme | undefined {
  const expr = signatureType(signature);
  if (!expr) return undefined;
  const { params, type } = annotation(expr, { environment, generics: true, level: 0, place: noPlace });
  return { params, type };
}
