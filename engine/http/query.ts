/** `/query/1` (`spec/http.md 1.3`, 4 and 5). */

import { render } from '../../language/syntax/render.ts';
import { DecodeError, decodeSimple, decodeTagged, type Names } from '../codec/decode.ts';
import { encodeDecorated } from '../codec/decorated.ts';
import { encodeJson } from '../codec/json.ts';
import type { JsonObject } from '../codec/json-parse.ts';
import type { Wire } from '../codec/wire.ts';
import { checkError, type Database, type QueryResult } from '../database.ts';
import { RequestError } from '../errors.ts';
import { moduleValue } from '../library/globals.ts';
import type { Access } from '../security/authenticate.ts';
import type { Collection, Value } from '../values/value.ts';
import { type Assembled, assemble } from './assemble.ts';
import type { HttpRequest, HttpResponse } from './message.ts';
import { type QueryBody, readBody } from './query-body.ts';
import { executionHeaders, type Format, resultHeaders } from './query-headers.ts';

/** Answers a query request. `access` finds who asks; it is looked at after headers and body. */
export function answerQuery(request: HttpRequest, access: () => Access | undefined): HttpResponse {
  const execution = executionHeaders(request);
  const { format, typecheck, performanceHints } = resultHeaders(request);
  const body = readBody(request.body);
  const tags = execution.queryTags === undefined ? {} : { query_tags: execution.queryTags };
  const found = access();
  if (!found) return unauthorized(tags);
  const { database } = found.node;
  const names = namesOf(database);
  try {
    const args = decodeArguments(body, format, names);
    const assembled = assemble(body.query);
    const values = decodeValues(database, assembled, names);
    const isTemplate = body.query.kind !== 'text';
    const result: QueryResult =
      'ok' in values
        ? values
        : database.run({
            text: assembled.text,
            values: isTemplate ? values.list : undefined,
            args,
            identity: found.identity,
            timeoutMs: execution.timeoutMs,
            lastTxnTs: execution.lastTxnTs,
            typecheck,
            performanceHints,
          });
    return respond(result, format, execution.queryTags);
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    return {
      status: error.status,
      body: JSON.stringify({ error: { code: error.code, message: error.message }, ...tags }),
    };
  }
}

function unauthorized(tags: object): HttpResponse {
  const error = { code: 'unauthorized', message: 'Access token required' };
  return { status: 401, headers: { 'www-authenticate': 'Bearer' }, body: JSON.stringify({ error, ...tags }) };
}

/** Modules, collections and definitions of a database by name. */
export function namesOf(database: Database): Names {
  const collectionNamed = (name: string): Collection | undefined =>
    database.schema.collectionByGlobal(name)?.value;
  return {
    module: (name) => moduleValue(name) ?? collectionNamed(name),
    definition: (collection, name) => {
      const { definitions } = database.schema;
      const lists = {
        Collection: definitions.collections,
        Function: definitions.functions,
        Role: definitions.roles,
      };
      const list = { ...lists, AccessProvider: definitions.accessProviders, Database: definitions.databases };
      const found = list[collection.name as keyof typeof list]?.find(
        ({ fields }) => fields.get('name') === name,
      );
      return found && { kind: 'Doc', collection, id: found.id, name };
    },
  };
}

function decodeArguments(body: QueryBody, format: Format, names: Names): Map<string, Value> {
  const args = new Map<string, Value>();
  for (const [name, json] of (body.arguments as JsonObject | undefined)?.entries ?? []) {
    try {
      args.set(name, format === 'simple' ? decodeSimple(json) : decodeTagged(json, names));
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
      throw new RequestError(400, 'invalid_request', `Invalid argument '${name}': ${error.message}`);
    }
  }
  return args;
}

/** Template values are always tagged. One that is not valid is an error of the query, at its placeholder. */
function decodeValues(
  database: Database,
  { text, values }: Assembled,
  names: Names,
): { list: Value[] } | QueryResult {
  const list: Value[] = [];
  for (const { json, offset } of values) {
    try {
      list.push(decodeTagged(json, names));
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
      const span = { start: offset, end: offset + 7 };
      const diagnostic = {
        severity: 'error',
        code: 'invalid-value',
        message: error.message,
        span,
        hints: [],
      } as const;
      const summary = render({ ...diagnostic, hints: [] }, { name: '*query*', text });
      return database.refuse(checkError(1), summary);
    }
  }
  return { list };
}

/** The answer's members, in the database's order. */
function respond(result: QueryResult, format: Format, tags: string | undefined): HttpResponse {
  const members: [string, string][] = [];
  const add = (name: string, json: string | undefined) => json !== undefined && members.push([name, json]);
  if (result.ok) {
    add('data', encode(result.value, format));
    add('static_type', result.staticType && JSON.stringify(result.staticType));
  } else {
    add('error', errorJson(result, format));
  }
  add('summary', JSON.stringify(result.summary));
  add('txn_ts', String(result.txnTs));
  add('stats', JSON.stringify(statsJson(result)));
  add('query_tags', tags === undefined ? undefined : JSON.stringify(tags));
  add('schema_version', String(result.schemaVersion));
  const body = `{${members.map(([name, json]) => `${JSON.stringify(name)}:${json}`).join(',')}}`;
  return { status: result.ok ? 200 : 400, body };
}

/** A value as the JSON of a format; decorated text is one string. */
export function encode(value: Wire, format: Format): string {
  return format === 'decorated' ? JSON.stringify(encodeDecorated(value)) : encodeJson(value, format);
}

function errorJson(result: Extract<QueryResult, { ok: false }>, format: Format): string {
  const { code, message, details } = result.error;
  const members = [`"code":${JSON.stringify(code)}`, `"message":${JSON.stringify(message)}`];
  if (details.constraintFailures) {
    const failures = details.constraintFailures.map(({ paths, message: text }) => ({ paths, message: text }));
    members.push(`"constraint_failures":${JSON.stringify(failures)}`);
  }
  if (result.abort !== undefined) members.push(`"abort":${encode(result.abort, format)}`);
  return `{${members.join(',')}}`;
}

function statsJson({ stats }: QueryResult) {
  return {
    compute_ops: stats.computeOps,
    read_ops: stats.readOps,
    write_ops: stats.writeOps,
    query_time_ms: stats.queryTimeMs,
    contention_retries: 0,
    storage_bytes_read: stats.bytesRead,
    storage_bytes_write: stats.bytesWritten,
    rate_limits_hit: [],
  };
}
