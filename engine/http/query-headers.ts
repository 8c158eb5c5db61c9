/** Headers that shape a query (`spec/http.md 4.1` and 4.2). A bad value refuses the request. */
import { RequestError } from '../errors.ts';
import type { HttpRequest } from './message.ts';

export type Format = 'simple' | 'tagged' | 'decorated';

/** Headers that are looked at before anything else. */
export interface ExecutionHeaders {
  /** Microseconds. */
  lastTxnTs: number;
  timeoutMs: number;
  /** As it is echoed: the pairs from last to first. */
  queryTags: string | undefined;
}

export interface ResultHeaders {
  format: Format;
  typecheck: boolean | undefined;
  performanceHints: boolean;
}

const DEFAULT_TIMEOUT_MS = 120_000;
const MAX_TIMEOUT_MS = 600_000;

export function headerError(name: string, reason: string): RequestError {
  return new RequestError(400, 'invalid_request', `Invalid header '${name}': ${reason}`);
}

export function executionHeaders(request: HttpRequest): ExecutionHeaders {
  const lastTxnTs = integer(request, 'x-last-txn-ts', 0, (text) => `Invalid timestamp '${text}'.`);
  const timeoutMs = integer(
    request,
    'x-query-timeout-ms',
    DEFAULT_TIMEOUT_MS,
    (text) => `Invalid number '${text}'.`,
  );
  if (timeoutMs <= 0) throw headerError('x-query-timeout-ms', 'Must be greater than 0.');
  if (timeoutMs > MAX_TIMEOUT_MS) {
    throw headerError('x-query-timeout-ms', `Must be less than or equal to ${MAX_TIMEOUT_MS}.`);
  }
  const retries = integer(request, 'x-max-contention-retries', 0, (text) => `Invalid number '${text}'.`);
  if (retries < 0 || retries > 7) throw headerError('x-max-contention-retries', 'Must be between 0 and 7.');
  return { lastTxnTs, timeoutMs, queryTags: queryTags(request.header('x-query-tags')) };
}

/** A 64-bit integer with an optional sign. */
function integer(
  request: HttpRequest,
  name: string,
  absent: number,
  reason: (text: string) => string,
): number {
  const text = request.header(name);
  if (text === undefined) return absent;
  const valid =
    /^[+-]?\d+$/.test(text) &&
    BigInt.asIntN(64, BigInt(text.replace('+', ''))) === BigInt(text.replace('+', ''));
  if (!valid) throw headerError(name, reason(text));
  return Number(text);
}

const MAX_TAGS_LENGTH = 3000;
const MAX_TAGS = 25;
const MAX_KEY = 40;
const MAX_VALUE = 80;

function queryTags(text: string | undefined): string | undefined {
  if (text === undefined || text === '') return undefined;
  const refuse = (reason: string) => headerError('x-query-tags', reason);
  if (text.length > MAX_TAGS_LENGTH) throw refuse('header is too long');
  const pairs = text.split(',').map((pair) => /^(\w+)=(\w+)$/.exec(pair));
  if (pairs.some((pair) => !pair)) throw refuse('invalid tags');
  if (pairs.length > MAX_TAGS) throw refuse('too many tags');
  const keys = new Set<string>();
  for (const pair of pairs.toReversed()) {
    const [, key = '', value = ''] = pair!;
    if (key.length > MAX_KEY) throw refuse('invalid key');
    if (value.length > MAX_VALUE) throw refuse('invalid value');
    if (keys.has(key)) throw refuse('duplicate key');
    keys.add(key);
  }
  return pairs
    .toReversed()
    .map((pair) => pair![0])
    .join(',');
}

export function resultHeaders(request: HttpRequest): ResultHeaders {
  const format = request.header('x-format') ?? 'simple';
  if (format !== 'simple' && format !== 'tagged' && format !== 'decorated') {
    throw headerError('x-format', `Invalid format ${format}`);
  }
  const typecheck = boolean(request, 'x-typecheck');
  boolean(request, 'x-linearized');
  return { format, typecheck, performanceHints: boolean(request, 'x-performance-hints') ?? false };
}

function boolean(request: HttpRequest, name: string): boolean | undefined {
  const text = request.header(name)?.toLowerCase();
  if (text === undefined) return undefined;
  if (text !== 'true' && text !== 'false') throw headerError(name, 'Must be a boolean value.');
  return text === 'true';
}
