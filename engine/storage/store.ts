/**
 * One database in SQLite (a file, or memory): current documents, their earlier versions, index entries. Knows rows and
 * times, nothing of schema or permissions. Times are microseconds since 1970; ids are 64-bit.
 */
import { DatabaseSync, type StatementSync } from 'node:sqlite';

const schema = `
  CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS document (
    coll INTEGER NOT NULL, id INTEGER NOT NULL, ts INTEGER NOT NULL, ttl TEXT, data TEXT NOT NULL, internal TEXT,
    PRIMARY KEY (coll, id)) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS version (
    coll INTEGER NOT NULL, id INTEGER NOT NULL, ts INTEGER NOT NULL, until INTEGER NOT NULL, ttl TEXT, data TEXT NOT NULL,
    internal TEXT, PRIMARY KEY (coll, id, ts)) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS entry (
    idx INTEGER NOT NULL, key BLOB NOT NULL, id INTEGER NOT NULL, since INTEGER NOT NULL, until INTEGER NOT NULL,
    PRIMARY KEY (idx, key, id, since)) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS entry_of_document ON entry (idx, id, until);
`;

/** The end of what is still valid. */
export const FOREVER = Number.MAX_SAFE_INTEGER;

export interface Row {
  id: bigint;
  /** When this version was written. */
  ts: number;
  /** Nanoseconds since 1970. */
  ttl: bigint | undefined;
  /** The fields, as `stored-value.ts` writes them. */
  data: string;
  internal: string | null;
}

/** Ids from `from` to `to`, both included; `after`: only ids beyond it in the direction of travel. */
export interface IdRange {
  from: bigint;
  to: bigint;
  reverse: boolean;
}

export interface KeyRange {
  from: Uint8Array;
  /** Excluded. */
  to: Uint8Array;
  reverse: boolean;
}

export interface EntryRow {
  key: Uint8Array;
  id: bigint;
}

export const ID_MIN = -(2n ** 63n);
export const ID_MAX = 2n ** 63n - 1n;

/** Rows that are read at once. */
const BATCH = 64;

export interface Store {
  begin(): void;
  commit(): void;
  rollback(): void;
  close(): void;
  getMeta(name: string): string | undefined;
  setMeta(name: string, value: string): void;
  /** The version that was current at `at`, or the current one. */
  get(coll: number, id: bigint, at?: number): Row | undefined;
  /** Whether a collection has no current document. */
  isEmpty(coll: number): boolean;
  /** Documents in the order of their ids. */
  scan(coll: number, range: IdRange, at?: number): Generator<Row>;
  put(coll: number, row: Row): void;
  remove(coll: number, id: bigint, ts: number): void;
  /** Other fields for the current version. */
  rewrite(coll: number, id: bigint, data: string): void;
  dropCollection(coll: number): void;
  entries(idx: number, range: KeyRange, at?: number): Generator<EntryRow>;
  /** The keys under which a document stands now. */
  keysOf(idx: number, id: bigint): Uint8Array[];
  addEntry(idx: number, key: Uint8Array, id: bigint, ts: number): void;
  endEntry(idx: number, key: Uint8Array, id: bigint, ts: number): void;
  dropIndex(idx: number): void;
}

/** Opens or makes the database; `path` is a file or `:memory:`. */
export function openStore(path: string): Store {
  const db = new DatabaseSync(path);
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY;');
  db.exec(schema);
  const cache = new Map<string, StatementSync>();
  const sql = (text: string): StatementSync => {
    let statement = cache.get(text);
    if (!statement) {
      statement = db.prepare(text);
      statement.setReadBigInts(true);
      cache.set(text, statement);
    }
    return statement;
  };
  return {
    begin: () => db.exec('BEGIN IMMEDIATE'),
    commit: () => db.exec('COMMIT'),
    rollback: () => db.exec('ROLLBACK'),
    close: () => db.close(),
    getMeta: (name) =>
      (sql('SELECT value FROM meta WHERE name = ?').get(name) as { value: string } | undefined)?.value,
    setMeta: (name, value) => void sql('INSERT OR REPLACE INTO meta VALUES (?, ?)').run(name, value),
    get: (coll, id, at) => getRow(sql, coll, id, at),
    isEmpty: (coll) => sql('SELECT 1 FROM document WHERE coll = ? LIMIT 1').get(coll) === undefined,
    scan: (coll, range, at) => scanRows(sql, coll, range, at),
    put: (coll, row) => putRow(sql, coll, row),
    remove: (coll, id, ts) => {
      supersede(sql, coll, id, ts);
      sql('DELETE FROM document WHERE coll = ? AND id = ?').run(coll, id);
    },
    rewrite: (coll, id, data) =>
      void sql('UPDATE document SET data = ? WHERE coll = ? AND id = ?').run(data, coll, id),
    dropCollection: (coll) => {
      sql('DELETE FROM document WHERE coll = ?').run(coll);
      sql('DELETE FROM version WHERE coll = ?').run(coll);
    },
    entries: (idx, range, at) => scanEntries(sql, idx, range, at),
    keysOf: (idx, id) =>
      sql('SELECT key FROM entry WHERE idx = ? AND id = ? AND until = ?')
        .all(idx, id, FOREVER)
        .map((row) => row.key as Uint8Array),
    addEntry: (idx, key, id, ts) =>
      void sql('INSERT OR REPLACE INTO entry VALUES (?, ?, ?, ?, ?)').run(idx, key, id, ts, FOREVER),
    endEntry: (idx, key, id, ts) => {
      sql('DELETE FROM entry WHERE idx = ? AND key = ? AND id = ? AND since = ?').run(idx, key, id, ts);
      sql('UPDATE entry SET until = ? WHERE idx = ? AND key = ? AND id = ? AND until = ?').run(
        ts,
        idx,
        key,
        id,
        FOREVER,
      );
    },
    dropIndex: (idx) => void sql('DELETE FROM entry WHERE idx = ?').run(idx),
  };
}

type Sql = (text: string) => StatementSync;

interface RawRow {
  id: bigint;
  ts: bigint;
  ttl: string | null;
  data: string;
  internal: string | null;
}

const toRow = (raw: RawRow): Row => ({
  id: raw.id,
  ts: Number(raw.ts),
  ttl: raw.ttl === null ? undefined : BigInt(raw.ttl),
  data: raw.data,
  internal: raw.internal,
});

const COLUMNS = 'id, ts, ttl, data, internal';

function getRow(sql: Sql, coll: number, id: bigint, at?: number): Row | undefined {
  const current = sql(`SELECT ${COLUMNS} FROM document WHERE coll = ? AND id = ?`).get(coll, id) as
    | RawRow
    | undefined;
  if (at === undefined || (current && Number(current.ts) <= at)) return current && toRow(current);
  const past = sql(`SELECT ${COLUMNS} FROM version WHERE coll = ? AND id = ? AND ts <= ? AND until > ?`).get(
    coll,
    id,
    at,
    at,
  ) as RawRow | undefined;
  return past && toRow(past);
}

/** Reads in batches, so that a Set that is left early costs little and writes in between do no harm. */
function* scanRows(sql: Sql, coll: number, range: IdRange, at?: number): Generator<Row> {
  let { from, to } = range;
  const order = range.reverse ? 'DESC' : 'ASC';
  const current = `SELECT ${COLUMNS} FROM document WHERE coll = ?1 AND id BETWEEN ?2 AND ?3`;
  const past = `SELECT ${COLUMNS} FROM version WHERE coll = ?1 AND id BETWEEN ?2 AND ?3 AND ts <= ?5 AND until > ?5`;
  const text =
    at === undefined
      ? `${current} ORDER BY id ${order} LIMIT ?4`
      : `${current} AND ts <= ?5 UNION ALL ${past} ORDER BY id ${order} LIMIT ?4`;
  while (from <= to) {
    const rows = sql(text).all(
      coll,
      from,
      to,
      BATCH,
      ...(at === undefined ? [] : [at]),
    ) as unknown as RawRow[];
    for (const raw of rows) yield toRow(raw);
    const last = rows.at(-1);
    if (!last || rows.length < BATCH) return;
    if (range.reverse) to = last.id - 1n;
    else from = last.id + 1n;
  }
}

/** Keeps the version that a write at `ts` replaces; a version of the same transaction is not history. */
function supersede(sql: Sql, coll: number, id: bigint, ts: number): void {
  sql(
    `INSERT OR REPLACE INTO version SELECT coll, id, ts, ?3, ttl, data, internal FROM document
     WHERE coll = ?1 AND id = ?2 AND ts < ?3`,
  ).run(coll, id, ts);
}

function putRow(sql: Sql, coll: number, row: Row): void {
  supersede(sql, coll, row.id, row.ts);
  const ttl = row.ttl === undefined ? null : String(row.ttl);
  sql('INSERT OR REPLACE INTO document VALUES (?, ?, ?, ?, ?, ?)').run(
    coll,
    row.id,
    row.ts,
    ttl,
    row.data,
    row.internal,
  );
}

function* scanEntries(sql: Sql, idx: number, range: KeyRange, at?: number): Generator<EntryRow> {
  const direction = range.reverse ? 'DESC' : 'ASC';
  const beyond = range.reverse ? '(key, id) < (?, ?)' : '(key, id) > (?, ?)';
  const valid = at === undefined ? 'until = ?' : '? BETWEEN since AND until - 1';
  const text = `SELECT key, id FROM entry WHERE idx = ? AND key >= ? AND key < ? AND ${valid} AND ${beyond}
    ORDER BY key ${direction}, id ${direction} LIMIT ${BATCH}`;
  let after: EntryRow = range.reverse ? { key: range.to, id: ID_MAX } : { key: range.from, id: ID_MIN };
  while (true) {
    const rows = sql(text).all(idx, range.from, range.to, at ?? FOREVER, after.key, after.id);
    for (const row of rows) yield { key: row.key as Uint8Array, id: row.id as bigint };
    const last = rows.at(-1);
    if (!last || rows.length < BATCH) return;
    after = { key: last.key as Uint8Array, id: last.id as bigint };
  }
}
