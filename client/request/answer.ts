/** Reads the response to a query (`spec/http.md 5`, 6.3, 19.4). */
import { failure, type RequestFailure } from './failure.ts';
import { decodeTags } from './options.ts';
import { statusFailure, type WireError } from './status-failure.ts';

/** What the query cost (`spec/http.md 5.4`). */
export interface Stats {
  computeOps: number;
  readOps: number;
  writeOps: number;
  queryTimeMs: number;
  contentionRetries: number;
  storageBytesRead: number;
  storageBytesWrite: number;
  /** Subset of `compute`, `read`, `write`. */
  rateLimitsHit: string[];
}

/** What comes with every answer of a query; everything may be missing. */
export interface AnswerDetails {
  /** Diagnostics, logs and hints as the database renders them; '' when there are none. */
  summary: string;
  stats: Stats | null;
  /** Microseconds since 1970. */
  txnTs: number | null;
  /** Microseconds since 1970 of the last change of the schema; 0 when there never was one. */
  schemaVersion: number | null;
  tags: Record<string, string>;
  /** The response body as it came: UTF-8 JSON with `data` or `error`, for a viewer that parses it itself. */
  body: Uint8Array;
}

export interface QuerySuccess extends AnswerDetails {
  kind: 'success';
  /** The value, in the format that was asked for. */
  data: unknown;
  /** The inferred type, when the query was type-checked. */
  staticType: string | null;
}

export interface ConstraintFailure {
  /** Each path is a list of field names and array indexes. */
  paths: (string | number)[][];
  message: string;
}

/** The database ran or checked the query and found an error in it. */
export interface QueryError extends AnswerDetails {
  kind: 'query-error';
  /** `spec/http.md 6.2` */
  code: string;
  message: string;
  constraintFailures: ConstraintFailure[];
  /** The value given to `abort()`, in the format that was asked for; undefined when the error is another one. */
  abort: unknown;
}

export type QueryAnswer = QuerySuccess | QueryError | RequestFailure;

export type JsonObject = Record<string, unknown>;

/** @param body the whole response body; @param url the address asked, for messages */
export function readAnswer(status: number, body: Buffer, url: string): QueryAnswer {
  const bodyText = body.toString('utf8');
  const json = parseObject(status, bodyText, url);
  if ('failure' in json) return json.failure;
  const { object } = json;
  if (status === 200 && 'data' in object) {
    return {
      kind: 'success',
      data: object.data,
      staticType: text(object.static_type) || null,
      ...details(object, body),
    };
  }
  const error = wireError(object);
  if (error === null) return notFauna(status, bodyText, url);
  return status === 400 ? queryError(error, object, body) : statusFailure(status, error, url);
}

/** The JSON object of a response body, or the failure that explains why there is none. */
export function parseObject(
  status: number,
  body: string,
  url: string,
): { object: JsonObject } | { failure: RequestFailure } {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return {
      failure: isStatusWithoutJson(status)
        ? statusFailure(status, { code: '', message: '' }, url)
        : notJson(status, body, url),
    };
  }
  return isObject(value) ? { object: value } : { failure: notFauna(status, body, url) };
}

/** The error of a response, whichever of the envelopes of `spec/http.md 6.3` it has; null when it has none. */
export function wireError(object: JsonObject): WireError | null {
  const { error, errors } = object;
  if (isObject(error)) return { code: text(error.code), message: text(error.message) };
  if (typeof error === 'string') return { code: '', message: error };
  const first = Array.isArray(errors) ? errors[0] : undefined;
  if (isObject(first)) return { code: text(first.code), message: text(first.description) };
  return typeof object.code === 'string' ? { code: object.code, message: text(object.message) } : null;
}

function queryError({ code, message }: WireError, object: JsonObject, body: Buffer): QueryError {
  const error = isObject(object.error) ? object.error : {};
  return {
    kind: 'query-error',
    code,
    message,
    constraintFailures: constraintFailures(error.constraint_failures),
    abort: error.abort,
    ...details(object, body),
  };
}

function constraintFailures(value: unknown): ConstraintFailure[] {
  return list(value)
    .filter(isObject)
    .map(({ paths, message }) => ({
      paths: list(paths).map((path) =>
        list(path).filter(
          (segment): segment is string | number => typeof segment === 'string' || typeof segment === 'number',
        ),
      ),
      message: text(message),
    }));
}

function details(object: JsonObject, body: Buffer): AnswerDetails {
  return {
    body,
    summary: text(object.summary),
    stats: isObject(object.stats) ? readStats(object.stats) : null,
    txnTs: integer(object.txn_ts),
    schemaVersion: integer(object.schema_version),
    tags: decodeTags(text(object.query_tags)),
  };
}

function readStats(stats: JsonObject): Stats {
  return {
    computeOps: integer(stats.compute_ops) ?? 0,
    readOps: integer(stats.read_ops) ?? 0,
    writeOps: integer(stats.write_ops) ?? 0,
    queryTimeMs: integer(stats.query_time_ms) ?? 0,
    contentionRetries: integer(stats.contention_retries) ?? 0,
    storageBytesRead: integer(stats.storage_bytes_read) ?? 0,
    storageBytesWrite: integer(stats.storage_bytes_write) ?? 0,
    rateLimitsHit: list(stats.rate_limits_hit).map(text),
  };
}

function notJson(status: number, body: string, url: string): RequestFailure {
  // JSON that breaks off was cut on its way; anything else was never an answer of Fauna.
  if (!body.trimStart().startsWith('{')) return notFauna(status, body, url);
  return failure(
    'incomplete',
    `The answer of ${new URL(url).host} is cut off or damaged after ${body.length} characters (status ${status}).`,
    'Run the query again. If it writes, look first whether it did. If it happens again, look at what is between you and the database.',
    { status },
  );
}

function notFauna(status: number, body: string, url: string): RequestFailure {
  const start = body.trim().slice(0, 80).replace(/\s+/g, ' ');
  const what = start === '' ? 'nothing' : start.startsWith('<') ? 'a web page (HTML)' : 'something else';
  return failure(
    'not-fauna',
    `${new URL(url).host} did not answer as a Fauna endpoint does: it sent ${what} instead of JSON (status ${status}).`,
    'Check the address of the connection. A proxy or a sign-in page may be answering instead.',
    { status, said: start === '' ? undefined : start },
  );
}

// Gateways and proxies answer these with a page of their own.
function isStatusWithoutJson(status: number): boolean {
  return status === 401 || status === 403 || status === 429 || status === 440 || status >= 500;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function integer(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
