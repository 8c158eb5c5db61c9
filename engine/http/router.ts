/** From a request to its endpoint; whatever goes wrong inside becomes an answer (`spec/http.md 1.2`). */
import { randomBytes } from 'node:crypto';
import type { DatabaseNode } from '../databases.ts';
import { RequestError } from '../errors.ts';
import { servedSchema } from '../schema/served.ts';
import { type Access, authenticate, secretOf } from '../security/authenticate.ts';
import { corsHeaders, isPreflight, preflight } from './cors.ts';
import { failure, type HttpRequest, type HttpResponse, json } from './message.ts';
import { answerQuery } from './query.ts';
import { answerSchema } from './schema.ts';

export interface RouterOptions {
  root: DatabaseNode;
  /** The root secret. */
  secret: string;
  /** Errors that nobody should see, with the facts to mend them. */
  report: (error: unknown) => void;
}

/** A request's answer with all its headers. Never throws. */
export function route(options: RouterOptions, request: HttpRequest): HttpResponse {
  let response: HttpResponse;
  try {
    response = isPreflight(request) ? preflight() : endpoint(options, request);
  } catch (error) {
    if (error instanceof RequestError) response = failure(error.status, error.code, error.message);
    else {
      options.report(error);
      const what = error instanceof Error ? error.message : String(error);
      response = failure(500, 'internal_error', `The local Fauna failed on this request: ${what}`);
    }
  }
  const headers: Record<string, string> = {
    ...response.headers,
    ...corsHeaders(request, response.headers ?? {}),
  };
  headers.traceparent = traceParent(request.header('traceparent'));
  headers['x-faunadb-build'] = 'local';
  if (response.body !== undefined) headers['content-type'] = 'application/json;charset=utf-8';
  return { ...response, headers };
}

/** The caller's trace with a span of our own. */
function traceParent(sent: string | undefined): string {
  const match = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/i.exec(sent ?? '');
  const trace = match && !/^0+$/.test(match[1]!) ? match[1]!.toLowerCase() : randomBytes(16).toString('hex');
  return `00-${trace}-${randomBytes(8).toString('hex')}-00`;
}

function endpoint(options: RouterOptions, request: HttpRequest): HttpResponse {
  const { path, method } = request;
  const access = () => authenticate(options.root, options.secret, secretOf(request.header('authorization')));
  if (path === '/query/1') return answerQuery(request, access);
  if (path.startsWith('/schema/1')) return answerSchema(request, access());
  if (path === '/stream/1' || path === '/feed/1') return unsupported('Event streams and feeds are');
  if (path === '/environment/1') return environment(access());
  if (path === '/ping')
    return method === 'GET' || method === 'HEAD'
      ? ping(request)
      : legacy(405, 'method not allowed', 'Allowed methods are GET.');
  if (path === '/authorized') return authorized(method, access());
  if (path.startsWith('/export/1')) return json(404, { error: 'Not found' });
  return legacy(404, 'not found', 'Not Found');
}

const unsupported = (what: string): HttpResponse =>
  failure(501, 'unsupported', `${what} not supported by the local Fauna yet.`);

/** Its failures have no wrapper (`spec/http.md 14`). */
function environment(found: Access | undefined): HttpResponse {
  if (!found) {
    return json(401, { code: 'unauthorized', message: 'Invalid token, unable to authenticate request' });
  }
  const { role } = found.identity;
  if (role === 'admin' || role === 'server') return json(200, servedSchema(found.node.database.schema));
  const message = 'A valid admin/server key must be provided to use this endpoint';
  return json(403, { code: 'forbidden', message });
}

const scopes: Record<string, string> = {
  global: 'write',
  write: 'write',
  local: 'read',
  read: 'read',
  all: 'all',
};

function ping(request: HttpRequest): HttpResponse {
  const asked = request.parameters.get('scope') ?? 'write';
  return json(200, { resource: `Scope ${scopes[asked] ?? 'node'} is OK` });
}

function authorized(method: string, found: Access | undefined): HttpResponse {
  if (method !== 'GET' && method !== 'HEAD')
    return legacy(405, 'method not allowed', 'Allowed methods are GET.');
  if (!found) return legacy(401, 'unauthorized', 'Unauthorized');
  return json(200, { account: '0', global_id: found.node.globalId });
}

function legacy(status: number, code: string, description: string): HttpResponse {
  return json(status, { errors: [{ code, description }] });
}
