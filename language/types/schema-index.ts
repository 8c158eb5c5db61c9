/** What schema files declare, by name. Files are only cut into items; an item is parsed when it is named. */
import { parseFsl } from '../syntax/fsl.ts';
import { type ScannedItem, scanItems } from '../syntax/fsl-scan.ts';
import type { CollectionItem, FunctionItem, SchemaItem } from '../syntax/fsl-tree.ts';

export interface SchemaSource {
  /** File name, which hints and diagnostics give. */
  name: string;
  text: string;
  /** The items of the text, where somebody has cut it already. */
  items?: readonly ScannedItem[];
}

/** One declared name (a collection's or function's name, or its alias). */
export interface Declaration<T extends SchemaItem> {
  name: string;
  source: SchemaSource;
  /** Where the item's piece starts in the file; the item's spans count from there. */
  offset: number;
  item(): T | undefined;
}

export interface SchemaIndex {
  collections: ReadonlyMap<string, Declaration<CollectionItem>>;
  functions: ReadonlyMap<string, Declaration<FunctionItem>>;
}

/** Items by the text of their piece: an edit leaves all others as they are. Spans count from the piece's start. */
export type PieceCache = Map<string, SchemaItem[]>;

export function indexSchema(sources: readonly SchemaSource[], cache: PieceCache): SchemaIndex {
  const collections = new Map<string, Declaration<CollectionItem>>();
  const functions = new Map<string, Declaration<FunctionItem>>();
  for (const source of sources) {
    for (const { keyword, name, alias, span } of source.items ?? scanItems(source.text)) {
      const piece = (): SchemaItem[] => {
        const text = source.text.slice(span.start, span.end);
        let items = cache.get(text);
        if (!items) {
          items = parseFsl(text).items;
          cache.set(text, items);
        }
        return items;
      };
      for (const declared of alias === undefined ? [name] : [name, alias]) {
        if (declared === '') continue;
        if (keyword === 'collection') {
          const item = (): CollectionItem | undefined =>
            piece().find((one): one is CollectionItem => one.kind === 'Collection' && one.name.text === name);
          collections.set(declared, { name: declared, source, offset: span.start, item });
        } else if (keyword === 'function') {
          const item = (): FunctionItem | undefined =>
            piece().find((one): one is FunctionItem => one.kind === 'Function' && one.name.text === name);
          functions.set(declared, { name: declared, source, offset: span.start, item });
        }
      }
    }
  }
  return { collections, functions };
}
