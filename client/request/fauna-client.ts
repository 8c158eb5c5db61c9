/** The one place where a query becomes a request, for the extension and the command line alike. */
import { Agent } from 'undici';
import { isObject, type JsonObject, parseObject, type QueryAnswer, readAnswer, wireError } from './answer.ts';
import { type Endpoint, problemOfSecret, problemOfUrl, urlOf } from './endpoint.ts';
import { type ExchangeResult, exchange } from './exchange.ts';
import { failure, RequestError, type RequestFailure } from './failure.ts';
import { commonHeaders, queryHeaders, type Sender } from './headers.ts';
import { problemOfOptions, type QueryOptions } from './options.ts';
import { withRetries } from './retry.ts';
import { statusFailure } from './status-failure.ts';

/** The largest body that the database reads, in bytes (`spec/http.md 17`). */
const maximumQueryBytes = 8 * 1024 * 1024;

/** How much longer than the database the client waits, so that the database's own message comes first (`spec/http.md 19.1`). */
const patienceMs = 5_000;

/** A query as text, or as the nested template of `spec/http.md 4.5`. */
export type QueryText = string | QueryTemplate;
export type QueryTemplate =
  | { fql: (string | QueryTemplate)[] }
  | { value: unknown }
  | { array: (string | QueryTemplate)[] }
  | { object: Record<string, string | QueryTemplate> };

export interface QueryRequest {
  query: QueryText;
  /** Values in the format of `options.format`. */
  arguments?: Record<string, unknown>;
  options: QueryOptions;
  /** Whether the query is known to change nothing, so that it may be repeated. */
  readOnly?: boolean;
  signal?: AbortSignal;
}

/** The schema of a database as `GET /environment/1` gives it (`spec/http.md 14`). */
export interface Environment {
  kind: 'environment';
  json: JsonObject;
  schemaVersion: number | null;
}

export interface FaunaClient {
  /** Runs a query. Never rejects: whatever goes wrong is in the answer. */
  query(endpoint: Endpoint, request: QueryRequest): Promise<QueryAnswer>;
  /** Fetches the global names and types of the database. Never rejects. */
  environment(endpoint: Endpoint, signal?: AbortSignal): Promise<Environment | RequestFailure>;
  /** Ends the idle connections. */
  close(): Promise<void>;
}

/** A client with a pool of connections and the last transaction time of each database that it talked to. */
export function createFaunaClient(sender: Sender): FaunaClient {
  // The database closes an idle connection after 5 s (`spec/http.md 1.1`); a request on it just then would be lost.
  const dispatcher = new Agent({ keepAliveTimeout: 4_000, keepAliveMaxTimeout: 4_000 });
  const lastTxnTs = new Map<string, number>();

  async function query(endpoint: Endpoint, request: QueryRequest): Promise<QueryAnswer> {
    const body = JSON.stringify({ query: request.query, arguments: request.arguments });
    const problem = problemOfEndpoint(endpoint) ?? problemOfQuery(body, request.options);
    if (problem !== null) return problem;
    const { options, signal, readOnly = false } = request;
    const url = urlOf(endpoint, '/query/1');
    const database = JSON.stringify([url, endpoint.secret]);
    const attempt = () =>
      answered(endpoint.secret, async () => {
        const headers = {
          ...commonHeaders(endpoint.secret, sender),
          ...queryHeaders(options, lastTxnTs.get(database)),
        };
        const timeoutMs = options.timeoutMs + patienceMs;
        const { maximumBytes } = options;
        const response = await exchange(dispatcher, {
          url,
          method: 'POST',
          headers,
          body,
          timeoutMs,
          maximumBytes,
          signal,
        });
        return readAnswer(response.status, response.body, url);
      });
    const answer = await withRetries(attempt, { readOnly, signal });
    if ('txnTs' in answer && answer.txnTs !== null) {
      lastTxnTs.set(database, Math.max(answer.txnTs, lastTxnTs.get(database) ?? 0));
    }
    return answer;
  }

  async function environment(
    endpoint: Endpoint,
    signal?: AbortSignal,
  ): Promise<Environment | RequestFailure> {
    const problem = problemOfEndpoint(endpoint);
    if (problem !== null) return problem;
    const url = urlOf(endpoint, '/environment/1');
    const headers = commonHeaders(endpoint.secret, sender);
    const attempt = () =>
      answered(endpoint.secret, async () => {
        const limits = { timeoutMs: 30_000, maximumBytes: 32 * 1024 * 1024 };
        return readEnvironment(
          await exchange(dispatcher, { url, method: 'GET', headers, ...limits, signal }),
          url,
        );
      });
    return await withRetries(attempt, { readOnly: true, signal });
  }

  return { query, environment, close: () => dispatcher.close() };
}

function problemOfEndpoint(endpoint: Endpoint): RequestFailure | null {
  const url = problemOfUrl(endpoint.url);
  if (url !== null) return failure('invalid-endpoint', 'The address of the connection cannot be used.', url);
  const secret = problemOfSecret(endpoint.secret);
  return secret === null
    ? null
    : failure('invalid-secret', 'The secret of the connection cannot be used.', secret);
}

function problemOfQuery(body: string, options: QueryOptions): RequestFailure | null {
  const problem = problemOfOptions(options);
  if (problem !== null) return failure('invalid-option', problem, 'Change it and run the query again.');
  const bytes = Buffer.byteLength(body);
  if (bytes <= maximumQueryBytes) return null;
  const message = `The query is ${(bytes / 1024 / 1024).toFixed(1)} MB large; Fauna reads 8 MB at most. Nothing was sent.`;
  return failure('query-too-large', message, 'Split the data over several queries.');
}

/** Turns what `attempt` throws into a value, and makes sure that no server can put the secret into a text that is shown. */
async function answered<Result extends { kind: string }>(
  secret: string,
  attempt: () => Promise<Result | RequestFailure>,
): Promise<Result | RequestFailure> {
  let result: Result | RequestFailure;
  try {
    result = await attempt();
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    result = error.failure;
  }
  return isFailure(result) && result.said !== undefined
    ? { ...result, said: result.said.replaceAll(secret, '***') }
    : result;
}

function isFailure(result: { kind: string }): result is RequestFailure {
  return result.kind === 'failure';
}

function readEnvironment({ status, body }: ExchangeResult, url: string): Environment | RequestFailure {
  const json = parseObject(status, body.toString('utf8'), url);
  if ('failure' in json) return json.failure;
  const { object } = json;
  if (status === 200 && isObject(object.environment)) {
    const version = object.schema_version;
    return { kind: 'environment', json: object, schemaVersion: typeof version === 'number' ? version : null };
  }
  return statusFailure(status, wireError(object) ?? { code: '', message: '' }, url);
}
