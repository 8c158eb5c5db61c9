/** The three types of a user collection: its documents, missing documents, the collection itself (`spec/types.md 11.3`). */
import type { CollectionItem, IndexMember } from '../syntax/fsl-tree.ts';
import {
  argumentRecord,
  documentRecord,
  elementTypes,
  type ReadType,
  typeAtPath,
  type WriteMethod,
  writeMethods,
} from './collection-records.ts';
import { any, func, intersect, named, record, singleton, union } from './construct.ts';
import type { Shape } from './environment.ts';
import type { Parameter, Scheme, Type } from './model.ts';

export interface CollectionShapes {
  document: Shape;
  missing: Shape;
  collection: Shape;
}

export interface CollectionSource {
  /** Read when something of it is asked for. */
  item(): CollectionItem;
  read: ReadType;
  /** Types of the computed fields; `complete` is false while one of them is being inferred. */
  computed(): { types: ReadonlyMap<string, Type>; complete: boolean };
}

const boolean = named('Boolean');
const range = union([
  record(new Map([['from', any]])),
  record(new Map([['to', any]])),
  record(
    new Map([
      ['from', any],
      ['to', any],
    ]),
  ),
]);
const method = (params: Parameter[], result: Type): Type => func(params, undefined, result);

/** The shapes of `name`, which is the collection's name or its alias. */
export function collectionShapes(name: string, source: CollectionSource): CollectionShapes {
  const document = named(name);
  const missing = named(`Null${name}`);
  const collection = named(`${name}Collection`);
  const set = named('Set', [document]);
  const reference = named('Ref', [document]);
  let alias: Scheme | undefined;
  const documentAlias = (): Scheme => {
    if (alias) return alias;
    const { types, complete } = source.computed();
    const made = { params: [], type: documentRecord(source.item(), source.read, types) };
    if (complete) alias = made;
    return made;
  };
  const writes = (wanted: WriteMethod): Type =>
    method([{ name: 'data', type: argumentRecord(source.item(), wanted, source.read) }], document);

  const shape = (
    self: string,
    fixed: Record<string, () => Type>,
    extra: Partial<Shape> & {
      more?: (member: string) => Type | undefined;
      moreNames?: () => Iterable<string>;
    },
  ): Shape => {
    const known = new Map<string, Scheme | undefined>();
    const { more, moreNames, ...rest } = extra;
    return {
      name: self,
      params: [],
      member(member) {
        if (known.has(member)) return known.get(member);
        const type = Object.hasOwn(fixed, member) ? fixed[member]!() : more?.(member);
        const scheme = type && { params: [], type };
        known.set(member, scheme);
        return scheme;
      },
      memberNames: () => [...Object.keys(fixed), ...(moreNames?.() ?? [])],
      apply: () => undefined,
      access: () => undefined,
      alias: () => undefined,
      persistable: false,
      ...rest,
    };
  };

  const predicate: Parameter = { name: 'pred', type: method([{ type: document }], boolean) };
  const byId = method([{ name: 'id', type: named('ID') }], reference);
  const indexOf = (member: string): IndexMember | undefined =>
    source.item().indexes.find((index) => index.name.text === member);
  const writesOf = (wanted: readonly WriteMethod[]): Record<string, () => Type> =>
    Object.fromEntries(wanted.map((one) => [one, () => writes(one)] as const));

  return {
    document: shape(
      name,
      {
        coll: () => collection,
        delete: () => method([], missing),
        exists: () => method([], singleton({ type: 'boolean', value: true })),
        ...writesOf(writeMethods.slice(2)),
      },
      { alias: documentAlias, document: { kind: 'document', collection: name } },
    ),
    missing: shape(
      `Null${name}`,
      {
        id: () => named('ID'),
        coll: () => collection,
        exists: () => method([], singleton({ type: 'boolean', value: false })),
        toString: () => method([], named('String')),
      },
      {
        alias: () => ({ params: [], type: named('Null') }),
        document: { kind: 'missing', collection: name },
      },
    ),
    collection: shape(
      `${name}Collection`,
      {
        all: () => intersect([method([], set), method([{ name: 'range', type: range }], set)]),
        byId: () => byId,
        ...writesOf(writeMethods.slice(0, 2)),
        definition: () => named('CollectionDef'),
        firstWhere: () => method([predicate], union([document, named('Null')])),
        toString: () => method([], named('String')),
        where: () => method([predicate], set),
      },
      {
        more: (member) => {
          const index = indexOf(member);
          return index && indexType(index, documentAlias().type, set);
        },
        moreNames: () => source.item().indexes.map((index) => index.name.text),
        apply: () => ({ params: [], type: byId }),
        hint: 'user_collection',
      },
    ),
  };
}

/** An index as a method: its terms, and optionally a range over its values. */
function indexType(index: IndexMember, document: Type, set: Type): Type {
  const terms = (index.terms?.entries ?? []).map(({ path, mva }, i): Parameter => {
    const type = typeAtPath(document, path.steps);
    return { name: `term${i + 1}`, type: mva ? elementTypes(type) : type };
  });
  return intersect([method(terms, set), method([...terms, { name: 'range', type: range }], set)]);
}
