/**
 * The order in which the database shows the fields of a collection: that of its hash maps, where a map of up to four
 * entries keeps the order of insertion. Messages and displayed types of the local Fauna follow it; editors show fields
 * as they were declared.
 */
import type { CollectionItem, SchemaField } from '../syntax/fsl-tree.ts';

/** Java's hash of a string, its bits mixed as Scala does for its hash maps. */
function hashOf(text: string): number {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0;
  hash = (hash + ~(hash << 9)) | 0;
  hash ^= hash >>> 14;
  hash = (hash + (hash << 4)) | 0;
  return hash ^ (hash >>> 10);
}

/** A hash trie takes five bits of the hash at a level: entries alone in their slot come before those that share one. */
function inTrieOrder<T>(entries: [hash: number, entry: T][], shift: number): T[] {
  if (entries.length <= 1 || shift > 31) return entries.map(([, entry]) => entry);
  const slots = new Map<number, [number, T][]>();
  for (const one of entries) {
    const slot = (one[0] >>> shift) & 31;
    const known = slots.get(slot);
    if (known) known.push(one);
    else slots.set(slot, [one]);
  }
  const ordered = [...slots].sort(([a], [b]) => a - b).map(([, some]) => some);
  const alone = ordered.filter((some) => some.length === 1);
  const shared = ordered.filter((some) => some.length > 1);
  return [...alone, ...shared].flatMap((some) => inTrieOrder(some, shift + 5));
}

export function databaseOrder<T>(entries: readonly T[], nameOf: (entry: T) => string): T[] {
  if (entries.length <= 4) return [...entries];
  return inTrieOrder(
    entries.map((entry) => [hashOf(nameOf(entry)), entry]),
    0,
  );
}

/** The collection with its fields in the database's order. */
export function inDatabaseOrder(item: CollectionItem): CollectionItem {
  const named = (kind: 'Defined' | 'Computed'): SchemaField[] =>
    databaseOrder(
      item.fields.filter((field) => field.kind === kind),
      (field) => ('name' in field ? field.name.text : ''),
    );
  const wildcards = item.fields.filter(({ kind }) => kind === 'Wildcard');
  return { ...item, fields: [...named('Defined'), ...named('Computed'), ...wildcards] };
}
