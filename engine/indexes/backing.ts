/** Backing indexes: what an index or unique constraint stands on. Equal definitions on a collection share one. */
import type { CollectionSchema, IndexPart, IndexSchema } from '../schema/collection-schema.ts';
import type { Store } from '../storage/store.ts';

export interface Backing {
  /** The number under which the store knows it. */
  number: number;
  terms: readonly IndexPart[];
  values: readonly IndexPart[];
}

/** A definition as text: equal texts are equal indexes. */
function signature(
  collection: CollectionSchema,
  terms: readonly IndexPart[],
  values: readonly IndexPart[],
): string {
  const part = ({ path, mva, descending }: IndexPart) => [
    path.steps.map((step) => (step.kind === 'Field' ? step.name : Number(step.index))),
    mva,
    descending,
    computedText(collection, path),
  ];
  return `backing:${collection.value.id}:${JSON.stringify([terms.map(part), values.map(part)])}`;
}

/** The body of the computed field that a path begins with: another body makes another index. */
function computedText(collection: CollectionSchema, { steps }: IndexPart['path']): string | undefined {
  const first = steps[0];
  return first?.kind === 'Field' ? collection.computed.get(first.name)?.source.text : undefined;
}

/** The backing index of a definition; undefined when it has not been built. */
export function backingOf(
  store: Store,
  collection: CollectionSchema,
  terms: readonly IndexPart[],
  values: readonly IndexPart[],
): Backing | undefined {
  const number = store.getMeta(signature(collection, terms, values));
  return number === undefined ? undefined : { number: Number(number), terms, values };
}

/** As `backingOf`, but makes an empty one where there is none; `fresh` tells that it has to be filled. */
export function ensureBacking(
  store: Store,
  collection: CollectionSchema,
  terms: readonly IndexPart[],
  values: readonly IndexPart[],
): { backing: Backing; fresh: boolean } {
  const found = backingOf(store, collection, terms, values);
  if (found) return { backing: found, fresh: false };
  const number = Number(store.getMeta('lastBacking') ?? '0') + 1;
  store.setMeta('lastBacking', String(number));
  store.setMeta(signature(collection, terms, values), String(number));
  return { backing: { number, terms, values }, fresh: true };
}

/** All backing indexes of a collection, each once. */
export function backingsOf(store: Store, collection: CollectionSchema): Backing[] {
  const byNumber = new Map<number, Backing>();
  for (const { terms, values } of definitionsOf(collection)) {
    const backing = backingOf(store, collection, terms, values);
    if (backing) byNumber.set(backing.number, backing);
  }
  return [...byNumber.values()];
}

/** Indexes, and unique constraints as indexes without values. */
export function definitionsOf(collection: CollectionSchema): Pick<IndexSchema, 'terms' | 'values'>[] {
  return [...collection.indexes.values(), ...collection.uniques.map((terms) => ({ terms, values: [] }))];
}
