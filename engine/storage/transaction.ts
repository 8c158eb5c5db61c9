/**
 * One query's view of the store: everything is read at the snapshot, own writes are seen at once, and all writes have the
 * commit time. SQLite's own transaction begins with the first write and is undone when the query fails.
 */
import type { DefinitionChange } from '../schema/sources.ts';
import type { Collection, Value } from '../values/value.ts';
import type { EntryRow, IdRange, KeyRange, Row, Store } from './store.ts';
import { decodeFields, encodeFields, type ResolveCollection } from './stored-value.ts';

/** A document as it was written at `ts` (microseconds). */
export interface Version {
  ts: number;
  /** Nanoseconds since 1970. */
  ttl: bigint | undefined;
  fields: ReadonlyMap<string, Value>;
  /** Hashes and the like, never shown. */
  internal: Readonly<Record<string, string>>;
}

export interface ReadStats {
  documents: number;
  bytes: number;
  indexReads: number;
}

export interface Transaction {
  readonly store: Store;
  /** Microseconds. */
  readonly snapshot: number;
  readonly commitTs: number;
  readonly wrote: boolean;
  readonly stats: { reads: ReadStats; writtenBytes: number };
  /** Collections whose documents, and definitions that, this query wrote. */
  readonly written: Set<number>;
  readonly definitionsWritten: Set<number>;
  /** The schema has to be compiled again after the commit. */
  schemaChanged: boolean;
  /** Definitions that this query made, changed or removed, in order. */
  readonly definitionChanges: DefinitionChange[];
  /** Checks that run after the query's body (`spec/runtime.md 14`). */
  readonly afterBody: (() => void)[];
  /** Read permissions that were decided; a write forgets them. */
  readonly decisions: Map<object, Map<string, boolean>>;
  read(collection: Collection, id: bigint, at?: number): Version | undefined;
  scan(collection: Collection, range: IdRange, at?: number): Generator<{ id: bigint; version: Version }>;
  put(collection: Collection, id: bigint, version: Omit<Version, 'ts'>): void;
  remove(collection: Collection, id: bigint): void;
  /** Changes the stored fields of a document without making a new version of it. */
  rewrite(collection: Collection, id: bigint, fields: ReadonlyMap<string, Value>): void;
  /** What this query sees in place of the stored fields. */
  show(collection: Collection, id: bigint, fields: ReadonlyMap<string, Value>): void;
  entries(index: number, range: KeyRange, at?: number): Generator<EntryRow>;
  keysOf(index: number, id: bigint): Uint8Array[];
  addEntry(index: number, key: Uint8Array, id: bigint): void;
  endEntry(index: number, key: Uint8Array, id: bigint): void;
  /** Begins SQLite's transaction; every write does. */
  write(): Store;
  commit(): void;
  rollback(): void;
}

export function beginTransaction(
  store: Store,
  snapshot: number,
  commitTs: number,
  resolve: ResolveCollection,
): Transaction {
  const cache = new Map<string, Version | undefined>();
  const stats = { reads: { documents: 0, bytes: 0, indexReads: 0 }, writtenBytes: 0 };
  let open = false;
  const decisions = new Map<object, Map<string, boolean>>();
  const write = (): Store => {
    decisions.clear();
    if (!open) {
      store.begin();
      open = true;
    }
    return store;
  };
  const decode = (row: Row): Version => {
    stats.reads.documents++;
    stats.reads.bytes += row.data.length;
    return {
      ts: row.ts,
      ttl: row.ttl,
      fields: decodeFields(row.data, resolve),
      internal: row.internal === null ? {} : (JSON.parse(row.internal) as Record<string, string>),
    };
  };
  /** An expired document reads as missing at once. */
  const alive = (ttl: bigint | undefined, at: number | undefined): boolean =>
    ttl === undefined || ttl > BigInt(at ?? snapshot) * 1000n;
  const key = (collection: Collection, id: bigint, at?: number) => `${collection.id}/${id}/${at ?? ''}`;
  const read = (collection: Collection, id: bigint, at?: number): Version | undefined => {
    const cacheKey = key(collection, id, at);
    if (cache.has(cacheKey)) return cache.get(cacheKey);
    const row = store.get(collection.id, id, at);
    if (!row) stats.reads.documents++;
    const version = row && alive(row.ttl, at) ? decode(row) : undefined;
    cache.set(cacheKey, version);
    return version;
  };
  return {
    store,
    snapshot,
    commitTs,
    get wrote() {
      return open;
    },
    stats,
    written: new Set(),
    definitionsWritten: new Set(),
    schemaChanged: false,
    definitionChanges: [],
    afterBody: [],
    decisions,
    read,
    *scan(collection, range, at) {
      for (const row of store.scan(collection.id, range, at)) {
        if (!alive(row.ttl, at)) continue;
        const cacheKey = key(collection, row.id, at);
        const version = cache.get(cacheKey) ?? decode(row);
        cache.set(cacheKey, version);
        yield { id: row.id, version };
      }
    },
    put(collection, id, version) {
      const data = encodeFields(version.fields, commitTs);
      const internal = Object.keys(version.internal).length > 0 ? JSON.stringify(version.internal) : null;
      write().put(collection.id, { id, ts: commitTs, ttl: version.ttl, data, internal });
      stats.writtenBytes += data.length;
      cache.set(
        key(collection, id),
        alive(version.ttl, undefined) ? { ...version, ts: commitTs } : undefined,
      );
    },
    rewrite(collection, id, fields) {
      write().rewrite(collection.id, id, encodeFields(fields, commitTs));
      cache.delete(key(collection, id));
    },
    show(collection, id, fields) {
      const version = read(collection, id);
      if (version) cache.set(key(collection, id), { ...version, fields });
    },
    remove(collection, id) {
      write().remove(collection.id, id, commitTs);
      cache.set(key(collection, id), undefined);
    },
    entries(index, range, at) {
      stats.reads.indexReads++;
      return store.entries(index, range, at);
    },
    keysOf: (index, id) => store.keysOf(index, id),
    addEntry: (index, entryKey, id) => write().addEntry(index, entryKey, id, commitTs),
    endEntry: (index, entryKey, id) => write().endEntry(index, entryKey, id, commitTs),
    write,
    commit() {
      if (open) store.commit();
      open = false;
    },
    rollback() {
      if (open) store.rollback();
      open = false;
    },
  };
}
