/** Answers to browsers (`spec/http.md 2.2`). */
import type { HttpRequest, HttpResponse } from './message.ts';

const MAX_AGE_SECONDS = '86400';

const allowedHeaders = [
  'accept-encoding',
  'authorization',
  'content-type',
  'x-driver-env',
  'x-faunadb-api-version',
  'x-fauna-driver',
  'x-fauna-source',
  'x-fauna-tags',
  'x-format',
  'x-last-seen-txn',
  'x-last-txn-ts',
  'x-linearized',
  'x-max-contention-retries',
  'x-max-retries-on-contention',
  'x-query-tags',
  'x-query-timeout',
  'x-query-timeout-ms',
  'x-runtime-environment',
  'x-runtime-environment-os',
  'x-nodejs-version',
  'traceparent',
  'x-typecheck',
  'x-performance-hints',
].join(', ');

export function isPreflight(request: HttpRequest): boolean {
  return request.method === 'OPTIONS' && request.header('origin') !== undefined;
}

export function preflight(): HttpResponse {
  return {
    status: 200,
    headers: {
      'access-control-max-age': MAX_AGE_SECONDS,
      'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE',
      'access-control-allow-headers': allowedHeaders,
    },
  };
}

/** Only for requests with an origin. */
export function corsHeaders(request: HttpRequest, own: Record<string, string>): Record<string, string> {
  const origin = request.header('origin');
  if (origin === undefined) return {};
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'access-control-expose-headers': Object.keys(own)
      .filter((name) => name.startsWith('x-'))
      .join(', '),
  };
}
