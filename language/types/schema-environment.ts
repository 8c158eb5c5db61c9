/** The environment of a schema: collections and functions over a base environment (`spec/types.md 11`). */
import type {
  CollectionItem,
  ComputedField,
  FunctionItem,
  FunctionParam,
  FunctionSignature,
} from '../syntax/fsl-tree.ts';
import type { FunctionTypeParam, TypeExpr } from '../syntax/tree.ts';
import { type CollectionShapes, collectionShapes } from './collection-shapes.ts';
import { any, named, unknown } from './construct.ts';
import type { Environment, Shape } from './environment.ts';
import { annotation } from './from-syntax.ts';
import { libraryEnvironment } from './library-environment.ts';
import type { Scheme, Type } from './model.ts';
import { indexSchema, type PieceCache, type SchemaIndex, type SchemaSource } from './schema-index.ts';
import { bodyAsLambda, inferredComputedField, inferredScheme } from './schema-inference.ts';

export interface SchemaEnvironmentOptions {
  /** Keeps parsed items between environments of one workspace. */
  cache?: PieceCache;
  /** Functions are plain functions, as they are while a schema is checked, and not `UserFunction`. */
  plainFunctions?: boolean;
}

export interface SchemaEnvironment extends Environment {
  schema: SchemaIndex;
  /** The inferred or declared type of a function, not wrapped. */
  functionScheme(name: string): Scheme | undefined;
  /** The type of a computed field. */
  computedType(collection: string, field: string): Type | undefined;
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

  const read = (expr: TypeExpr): Type =>
    annotation(expr, { environment, generics: false, level: 0, places: 'none' }).type;

  const shapesOf = (name: string): CollectionShapes | undefined => {
    const known = shapes.get(name);
    if (known) return known;
    const declaration = schema.collections.get(name);
    if (!declaration) return undefined;
    const item = (): CollectionItem => declaration.item() ?? unreadable(name);
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
    if (field.type) return read(field.type);
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
  const { params, type } = annotation(expr, { environment, generics: true, level: 0, places: 'none' });
  return { params, type };
}
