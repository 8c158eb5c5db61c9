/**
 * One database: its store, its compiled schema, its clock. Queries run one after the other and never interleave, so there is one
 * writer and every query sees a consistent snapshot.
 */

import { parseQuery } from '../language/syntax/parse.ts';
import { renderAll, type SourceText } from '../language/syntax/render.ts';
import type { BlockExpr } from '../language/syntax/tree.ts';
import type { Wire } from './codec/wire.ts';
import { type ErrorHint, QueryError } from './errors.ts';
import { asStackOverflow, evaluateBlock } from './evaluate/evaluate.ts';
import { materialiseResult } from './evaluate/materialise.ts';
import { createState } from './evaluate/run.ts';
import { type DatabaseSettings, type LogEntry, MAX_FRAMES, type State } from './evaluate/state.ts';
import { nativeCollections } from './library/native-collections.ts';
import type { Effect } from './library/run.ts';
import { loadSchema } from './schema/load.ts';
import { resolveCollection, type Schema } from './schema/schema.ts';
import { editSources, readSources, writeSources } from './schema/sources.ts';
import { typeQuery } from './schema/typing.ts';
import { type Identity, seesFunctionSources } from './security/identity.ts';
import { openStore, type Store } from './storage/store.ts';
import { beginTransaction, type Transaction } from './storage/transaction.ts';
import { errorText, hintText, logText } from './summary/error-text.ts';
import type { Scope, Value } from './values/value.ts';

export interface QueryRequest {
  text: string;
  /** The text has placeholders for `values`, in order. */
  values?: readonly Value[];
  args?: ReadonlyMap<string, Value>;
  identity: Identity;
  timeoutMs: number;
  /** Microseconds: the snapshot is at least this time. */
  lastTxnTs?: number;
  /** Default: what the database's settings say. */
  typecheck?: boolean;
  performanceHints?: boolean;
  /** The strongest effect allowed, and why; everything when absent. */
  limit?: { effect: Effect; reason: string };
}

export interface QueryStats {
  computeOps: number;
  readOps: number;
  writeOps: number;
  queryTimeMs: number;
  bytesRead: number;
  bytesWritten: number;
}

interface Outcome {
  /** Warnings, the error, log lines: `spec/http.md 9`. */
  summary: string;
  /** Microseconds. */
  txnTs: number;
  schemaVersion: number;
  stats: QueryStats;
  logs: readonly LogEntry[];
  /** Performance hints, in order of first appearance. */
  hints: readonly ErrorHint[];
}

export type QueryResult =
  | (Outcome & { ok: true; value: Wire; staticType?: string })
  | (Outcome & { ok: false; error: QueryError; abort?: Wire });

export interface Database {
  readonly store: Store;
  readonly schema: Schema;
  settings: DatabaseSettings;
  /** Runs a query. Throws only `RequestError`: limits and timeouts. */
  run(request: QueryRequest): QueryResult;
  /** The result of a query that is refused before it runs. */
  refuse(error: QueryError, summary: string): QueryResult;
  /** Runs `body` in a transaction of its own. Its writes are undone when it throws, or when they are not to be kept. */
  transact<T>(identity: Identity, body: (state: State) => T, keep?: boolean): { result: T; txnTs: number };
  close(): void;
}

export interface DatabaseOptions {
  /** A file, or `:memory:`. */
  path: string;
  settings: DatabaseSettings;
}

const QUERY = '*query*';
/** Parsed queries kept, the least recently used going first. */
const CACHED_QUERIES = 500;

export function openDatabase({ path, settings }: DatabaseOptions): Database {
  const store = openStore(path);
  let schema = loadSchema(store);
  let clock = Number(store.getMeta('clock') ?? '0');
  const parsed = new Map<string, ReturnType<typeof parseQuery>>();

  /** Microseconds, always later than every commit before. */
  const now = (atLeast = 0): number => {
    clock = Math.max(Date.now() * 1000, clock + 1, atLeast);
    return clock;
  };

  const parse = (text: string, template: boolean) => {
    const key = `${template ? 't' : 'q'}${text}`;
    let result = parsed.get(key);
    if (result) parsed.delete(key);
    else result = parseQuery(text, { template });
    parsed.set(key, result);
    if (parsed.size > CACHED_QUERIES) parsed.delete(parsed.keys().next().value!);
    return result;
  };

  const begin = (lastTxnTs?: number): Transaction => {
    const snapshot = now(lastTxnTs);
    return beginTransaction(store, snapshot, now(), (id) => resolveCollection(schema, nativeCollections, id));
  };

  const commit = (transaction: Transaction): void => {
    if (!transaction.wrote) return;
    store.setMeta('clock', String(transaction.commitTs));
    if (transaction.schemaChanged) store.setMeta('schemaVersion', String(transaction.commitTs));
    const { definitionChanges } = transaction;
    if (definitionChanges.length > 0) writeSources(store, editSources(readSources(store), definitionChanges));
    transaction.commit();
    if (transaction.schemaChanged) schema = loadSchema(store);
  };

  const database: Database = {
    store,
    get schema() {
      return schema;
    },
    settings,
    run(request) {
      const started = performance.now();
      const transaction = begin(request.lastTxnTs);
      const source: SourceText = { name: QUERY, text: request.text };
      const state = createState({
        source,
        schema,
        settings: database.settings,
        transaction,
        identity: request.identity,
        timeoutMs: request.timeoutMs,
        hints: request.performanceHints ? [] : undefined,
        effect: request.limit?.effect ?? 'write',
        effectReason: request.limit?.reason ?? '',
      });
      const outcome = (blocks: string[], txnTs: number): Outcome => ({
        summary: [...blocks, ...visibleLogs(state), ...(state.hints ?? []).map(hintText)].join('\n\n'),
        txnTs,
        schemaVersion: schema.version,
        stats: statsOf(state, performance.now() - started),
        logs: state.logs,
        hints: state.hints ?? [],
      });
      const { tree, diagnostics } = parse(request.text, request.values !== undefined);
      const problems = diagnostics.filter(({ severity }) => severity === 'error');
      if (problems.length > 0) {
        return {
          ok: false,
          error: checkError(problems.length),
          ...outcome([renderAll(diagnostics, source)], transaction.snapshot),
        };
      }
      const typed =
        (request.typecheck ?? database.settings.typechecked)
          ? typeQuery(state, tree, variablesOf(request))
          : undefined;
      const warnings =
        typed && typed.diagnostics.length > 0 ? [renderAll(typed.diagnostics, source, typed.sources)] : [];
      const typeErrors = typed?.diagnostics.filter(({ severity }) => severity === 'error') ?? [];
      if (typeErrors.length > 0) {
        return {
          ok: false,
          error: checkError(typeErrors.length),
          ...outcome(warnings, transaction.snapshot),
        };
      }
      try {
        const value = evaluateQuery(state, tree, request);
        for (const check of transaction.afterBody) check();
        const wire = materialiseResult(state, value);
        commit(transaction);
        const txnTs =
          transaction.schemaChanged || transaction.stats.writtenBytes > 0
            ? transaction.commitTs
            : transaction.snapshot;
        return { ok: true, value: wire, staticType: typed?.staticType, ...outcome(warnings, txnTs) };
      } catch (caught) {
        transaction.rollback();
        const error = asStackOverflow(caught, state, MAX_FRAMES);
        if (!(error instanceof QueryError)) throw error;
        const text = errorText(error, visibility(state.identity));
        const abort = error.details.abort;
        return {
          ok: false,
          error,
          abort: abort === undefined ? undefined : materialiseResult(state, abort),
          ...outcome([...warnings, text], transaction.snapshot),
        };
      }
    },
    refuse(error, summary) {
      const stats = { computeOps: 1, readOps: 0, writeOps: 0, queryTimeMs: 0, bytesRead: 0, bytesWritten: 0 };
      return {
        ok: false,
        error,
        summary,
        txnTs: now(),
        schemaVersion: schema.version,
        stats,
        logs: [],
        hints: [],
      };
    },
    transact(identity, body, keep = true) {
      const transaction = begin();
      const source = { name: QUERY, text: '' };
      const state = createState({
        source,
        schema,
        settings: database.settings,
        transaction,
        identity,
        timeoutMs: 120_000,
        hints: undefined,
      });
      try {
        const result = body(state);
        for (const check of transaction.afterBody) check();
        if (keep) commit(transaction);
        else transaction.rollback();
        return { result, txnTs: transaction.wrote ? transaction.commitTs : transaction.snapshot };
      } catch (error) {
        transaction.rollback();
        throw error;
      }
    },
    close: () => store.close(),
  };
  return database;
}

/** What a query has in scope besides the globals: arguments, and template values as `$0`, `$1` … */
const variablesOf = ({ args, values }: QueryRequest): (readonly [string, Value])[] => [
  ...(args ?? []),
  ...(values?.map((value, i) => [`$${i}`, value] as const) ?? []),
];

/** The query's value; arguments and template values are variables. */
function evaluateQuery(state: State, tree: BlockExpr, request: QueryRequest): Value {
  let scope: Scope | undefined;
  for (const [name, value] of variablesOf(request)) scope = { name, value, parent: scope };
  return evaluateBlock(state, tree, scope);
}

export function checkError(count: number): QueryError {
  return new QueryError(
    'invalid_query',
    `The query failed ${count} validation check${count === 1 ? '' : 's'}`,
  );
}

/** Callers without the logging right see only what happened in their own query (`spec/http.md 9.1`). */
function visibility(identity: Identity): (source: string) => boolean {
  return seesFunctionSources(identity) ? () => true : (source) => source === QUERY;
}

function visibleLogs(state: State): string[] {
  const sees = visibility(state.identity);
  return state.logs.filter(({ place }) => sees(place.source.name)).map(logText);
}

const READ_UNIT = 4096;
const WRITE_UNIT = 1024;
const CALLS_PER_OP = 50;

function statsOf(state: State, elapsedMs: number): QueryStats {
  const { reads, writtenBytes } = state.transaction.stats;
  return {
    computeOps: Math.max(1, Math.ceil(state.calls / CALLS_PER_OP)),
    readOps: reads.indexReads + Math.max(reads.documents, Math.ceil(reads.bytes / READ_UNIT)),
    writeOps: Math.ceil(writtenBytes / WRITE_UNIT),
    queryTimeMs: Math.round(elapsedMs),
    bytesRead: reads.bytes,
    bytesWritten: writtenBytes,
  };
}
