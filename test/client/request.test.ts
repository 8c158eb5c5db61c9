import { readFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { QueryAnswer } from '../../client/request/answer.ts';
import { describeFailure, type FailureKind, type RequestFailure } from '../../client/request/failure.ts';
import { createFaunaClient } from '../../client/request/fauna-client.ts';
import { defaultQueryOptions, type QueryOptions } from '../../client/request/options.ts';
import { bodyOf, respond, serveHttp, serveHttps, serveSockets, unusedUrl } from './servers.ts';

const secret = 'fnAFtestSecretThatNobodyMaySee0123456789';

interface Ask {
  query?: string;
  options?: Partial<QueryOptions>;
  signal?: AbortSignal;
  secret?: string;
}

function newClient() {
  const client = createFaunaClient({ name: 'fql-vscode', version: '9.9.9' });
  onTestFinished(() => client.close());
  return client;
}

function ask(url: string, { query = '1 + 1', options, signal, ...more }: Ask = {}): Promise<QueryAnswer> {
  const endpoint = { url, secret: more.secret ?? secret };
  return newClient().query(endpoint, { query, options: { ...defaultQueryOptions, ...options }, signal });
}

async function failureOf(answer: Promise<QueryAnswer>, kind: FailureKind): Promise<RequestFailure> {
  const result = await answer;
  expect(result).toMatchObject({ kind: 'failure', failure: kind });
  const failure = result as RequestFailure;
  expect(describeFailure(failure)).not.toContain(secret);
  expect(failure.advice).not.toBe('');
  return failure;
}

const success = {
  data: { '@int': '2' },
  static_type: '2',
  summary: '',
  txn_ts: 1700000000000000,
  stats: {
    compute_ops: 1,
    read_ops: 2,
    write_ops: 3,
    query_time_ms: 4,
    contention_retries: 5,
    storage_bytes_read: 6,
    storage_bytes_write: 7,
    rate_limits_hit: ['read'],
  },
  query_tags: 'b=2,a=1',
  schema_version: 1690000000000000,
};

describe('a query that succeeds', () => {
  test('its value, type, statistics, times and tags are read', async () => {
    const url = await serveHttp((_, response) => respond(response, 200, success));
    expect(await ask(url)).toMatchObject({
      kind: 'success',
      data: { '@int': '2' },
      staticType: '2',
      summary: '',
      txnTs: 1700000000000000,
      schemaVersion: 1690000000000000,
      tags: { a: '1', b: '2' },
      stats: {
        computeOps: 1,
        readOps: 2,
        writeOps: 3,
        queryTimeMs: 4,
        contentionRetries: 5,
        storageBytesRead: 6,
        storageBytesWrite: 7,
        rateLimitsHit: ['read'],
      },
    });
  });

  test('null is a value', async () => {
    const url = await serveHttp((_, response) => respond(response, 200, { data: null }));
    expect(await ask(url)).toMatchObject({ kind: 'success', data: null, stats: null, txnTs: null });
  });

  test('every option becomes its header', async () => {
    let headers: IncomingHttpHeaders = {};
    let path: string | undefined;
    const url = await serveHttp((request, response) => {
      headers = request.headers;
      path = request.url;
      respond(response, 200, success);
    });
    await ask(`${url}/`, {
      options: {
        format: 'decorated',
        timeoutMs: 7000,
        typecheck: false,
        linearized: true,
        performanceHints: true,
        maxContentionRetries: 0,
        tags: { team: 'shop', job: 'nightly_1' },
        traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
      },
    });
    expect(path).toBe('/query/1');
    expect(headers).toMatchObject({
      authorization: `Bearer ${secret}`,
      'content-type': 'application/json',
      'x-format': 'decorated',
      'x-query-timeout-ms': '7000',
      'x-typecheck': 'false',
      'x-linearized': 'true',
      'x-performance-hints': 'true',
      'x-max-contention-retries': '0',
      'x-query-tags': 'team=shop,job=nightly_1',
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
      'x-fauna-source': 'fql-vscode',
    });
    expect(headers['x-driver-env']).toMatch(/^driver=fql-vscode-9\.9\.9; runtime=node-v\d+/);
  });

  test('what the user leaves to the database is not sent', async () => {
    let headers: IncomingHttpHeaders = {};
    const url = await serveHttp((request, response) => {
      headers = request.headers;
      respond(response, 200, success);
    });
    await ask(url);
    const left = [
      'x-typecheck',
      'x-linearized',
      'x-performance-hints',
      'x-max-contention-retries',
      'x-query-tags',
      'x-last-txn-ts',
      'traceparent',
    ];
    expect(left.filter((name) => name in headers)).toEqual([]);
  });

  test('the largest transaction time is sent with the next query, of the same secret only', async () => {
    const times = [30, 10, 20, 5];
    const received: unknown[] = [];
    const url = await serveHttp((request, response) => {
      received.push(request.headers['x-last-txn-ts']);
      respond(response, received.length === 2 ? 400 : 200, {
        ...(received.length === 2
          ? { error: { code: 'abort', message: 'Query aborted.', abort: null } }
          : { data: 1 }),
        txn_ts: times[received.length - 1],
      });
    });
    const client = newClient();
    const request = { query: '1', options: defaultQueryOptions };
    await client.query({ url, secret }, request);
    await client.query({ url, secret }, request);
    await client.query({ url, secret }, request);
    await client.query({ url, secret: 'another' }, request);
    expect(received).toEqual([undefined, '30', '30', undefined]);
  });

  test('a query of 1 MB, with a NUL character, arrives as it is', async () => {
    let body = '';
    const url = await serveHttp(async (request, response) => {
      body = await bodyOf(request);
      respond(response, 200, success);
    });
    const query = `"${'x'.repeat(1024 * 1024)}\u0000é"`;
    expect(await ask(url, { query })).toMatchObject({ kind: 'success' });
    expect(JSON.parse(body)).toEqual({ query });
  });
});

describe('a query that the database refuses', () => {
  test('code, message, summary, constraint failures and statistics are read', async () => {
    const url = await serveHttp((_, response) =>
      respond(response, 400, {
        error: {
          code: 'constraint_failure',
          message: 'Failed to create document in collection `User`.',
          constraint_failures: [{ paths: [['address', 0, 'city']], message: 'Missing required field' }],
        },
        summary: 'error: Failed to create document',
        txn_ts: 1,
        stats: success.stats,
      }),
    );
    expect(await ask(url)).toMatchObject({
      kind: 'query-error',
      code: 'constraint_failure',
      message: 'Failed to create document in collection `User`.',
      constraintFailures: [{ paths: [['address', 0, 'city']], message: 'Missing required field' }],
      summary: 'error: Failed to create document',
      stats: { computeOps: 1 },
    });
  });

  test('the value of abort() is kept', async () => {
    const error = { code: 'abort', message: 'Query aborted.', abort: { '@int': '7' } };
    const url = await serveHttp((_, response) =>
      respond(response, 400, { error, summary: 'error: Query aborted.' }),
    );
    expect(await ask(url)).toMatchObject({ kind: 'query-error', code: 'abort', abort: { '@int': '7' } });
  });

  test('a wrong header has no summary', async () => {
    const error = { code: 'invalid_request', message: "Invalid header 'x-query-tags': invalid tags" };
    const url = await serveHttp((_, response) => respond(response, 400, { error }));
    expect(await ask(url)).toMatchObject({
      kind: 'query-error',
      code: 'invalid_request',
      summary: '',
      stats: null,
    });
  });
});

describe('no connection', () => {
  test('nothing listens there', async () => {
    const url = await unusedUrl();
    const { message, advice } = await failureOf(ask(url), 'unreachable');
    expect(message).toBe(`Nothing answers at ${url} (ECONNREFUSED).`);
    expect(advice).toContain('Start the database');
  });

  test('the host does not exist', async () => {
    const { message } = await failureOf(ask('http://no-such-host.invalid:8443'), 'unknown-host');
    expect(message).toContain('no-such-host.invalid');
  });

  test('the certificate is not trusted', async () => {
    const read = (name: string) => readFileSync(new URL(`certificate/${name}`, import.meta.url));
    const url = await serveHttps({ key: read('key.pem'), cert: read('certificate.pem') }, (_, response) =>
      respond(response, 200, success),
    );
    const { message, advice } = await failureOf(ask(url), 'tls');
    expect(message).toContain('DEPTH_ZERO_SELF_SIGNED_CERT');
    expect(advice).toContain('NODE_EXTRA_CA_CERTS');
  });

  test('https on a port without TLS', async () => {
    const url = await serveHttp((_, response) => respond(response, 200, success));
    const { advice } = await failureOf(ask(url.replace('http:', 'https:')), 'tls');
    expect(advice).toContain('use http://');
  });

  test('an address that is none is not asked', async () => {
    const { advice } = await failureOf(ask('localhost'), 'invalid-endpoint');
    expect(advice).toContain('http://localhost:8443');
  });

  test('a secret that no header may hold is not sent and not repeated', async () => {
    const answer = await failureOf(
      ask('http://localhost:1', { secret: `${secret}\r\nx: y` }),
      'invalid-secret',
    );
    expect(answer.advice).toContain('line break');
  });
});

describe('an answer that is none', () => {
  test('HTML instead of JSON', async () => {
    const url = await serveHttp((_, response) => respond(response, 200, '<!DOCTYPE html><h1>Sign in</h1>'));
    const { message, said } = await failureOf(ask(url), 'not-fauna');
    expect(message).toContain('a web page (HTML) instead of JSON (status 200)');
    expect(said).toBe('<!DOCTYPE html><h1>Sign in</h1>');
  });

  test('a redirect is not followed, so that the secret goes nowhere else', async () => {
    let asked = 0;
    const other = await serveHttp((_, response) => {
      asked++;
      respond(response, 200, success);
    });
    const url = await serveHttp((_, response) => response.writeHead(302, { location: other }).end());
    await failureOf(ask(url), 'not-fauna');
    expect(asked).toBe(0);
  });

  test('a page that repeats the secret', async () => {
    const url = await serveHttp((request, response) =>
      respond(response, 200, `<p>${request.headers.authorization}`),
    );
    expect((await failureOf(ask(url), 'not-fauna')).said).toBe('<p>Bearer ***');
  });

  test('an empty body', async () => {
    const url = await serveHttp((_, response) => response.writeHead(200).end());
    await failureOf(ask(url), 'not-fauna');
  });

  test('JSON of something else', async () => {
    const url = await serveHttp((_, response) => respond(response, 200, { hello: 'world' }));
    await failureOf(ask(url), 'not-fauna');
  });

  test('cut in half by the connection', async () => {
    const url = await serveSockets((socket) => {
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n{"data":[1,2,'));
    });
    const { message } = await failureOf(ask(url), 'interrupted');
    expect(message).toContain('closed before the answer was complete');
  });

  test('cut in half in a chunk', async () => {
    const url = await serveSockets((socket) => {
      socket.once('data', () =>
        socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n40\r\n{"data":[1,2,'),
      );
    });
    await failureOf(ask(url), 'interrupted');
  });

  test('cut in half by a proxy that adjusts the length', async () => {
    const url = await serveHttp((_, response) =>
      respond(response, 200, JSON.stringify(success).slice(0, 40)),
    );
    const { message } = await failureOf(ask(url), 'incomplete');
    expect(message).toContain('cut off or damaged after 40 characters');
  });

  test('the connection is reset without an answer', async () => {
    const url = await serveSockets((socket) => {
      socket.once('data', () => socket.resetAndDestroy());
    });
    await failureOf(ask(url), 'interrupted');
  });

  test('a server that does not speak HTTP', async () => {
    const url = await serveSockets((socket) => {
      socket.once('data', () => socket.end('SSH-2.0-OpenSSH_9.6\r\n'));
    });
    await failureOf(ask(url), 'not-fauna');
  });

  test('100 MB are not read', async () => {
    let sent = 0;
    const url = await serveHttp(async (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"data":"');
      const piece = 'x'.repeat(1024 * 1024);
      while (sent < 100 && !response.destroyed) {
        sent++;
        if (!response.write(piece)) {
          await new Promise((resolve) => {
            response.once('drain', resolve);
            response.once('close', resolve);
          });
        }
      }
      response.end('"}');
    });
    const { message, advice } = await failureOf(
      ask(url, { options: { maximumBytes: 4 * 1024 * 1024 } }),
      'result-too-large',
    );
    expect(message).toBe('The result is more than the 4 MB that are read at most.');
    expect(advice).toContain('.take()');
    expect(sent).toBeLessThan(100);
  });

  test('an announced 100 MB are refused with their size', async () => {
    const url = await serveHttp((_, response) => {
      response.writeHead(200, { 'content-length': 100 * 1024 * 1024 }).write('{"data":"');
    });
    expect((await failureOf(ask(url), 'result-too-large')).message).toContain('100 MB large');
  });
});

describe('a status of its own', () => {
  const cases: { status: number; code: string; kind: FailureKind; says: string }[] = [
    { status: 401, code: 'unauthorized', kind: 'unauthorized', says: 'another secret' },
    { status: 403, code: 'forbidden', kind: 'forbidden', says: 'role' },
    { status: 409, code: 'contended_transaction', kind: 'contended', says: 'Run the query again' },
    { status: 410, code: 'forbidden', kind: 'forbidden', says: 'role' },
    { status: 413, code: 'request_size_exceeded', kind: 'query-too-large', says: 'split' },
    { status: 440, code: 'time_out', kind: 'server-timeout', says: 'Raise the query timeout' },
    { status: 500, code: 'internal_error', kind: 'server-error', says: 'log of the database' },
    { status: 502, code: 'bad_gateway', kind: 'server-error', says: 'gateway' },
    { status: 503, code: 'time_out', kind: 'server-timeout', says: 'too slow' },
    { status: 504, code: 'gateway_timeout', kind: 'server-error', says: 'gateway' },
    { status: 540, code: 'internal_error', kind: 'server-error', says: 'log of the database' },
  ];
  test.each(cases)('$status is $kind, asked once', async ({ status, code, kind, says }) => {
    let asked = 0;
    const url = await serveHttp((_, response) => {
      asked++;
      respond(response, status, { error: { code, message: 'words of the server' } });
    });
    const failure = await failureOf(ask(url), kind);
    expect(failure).toMatchObject({ status, code, said: 'words of the server' });
    expect(`${failure.message} ${failure.advice}`).toContain(says);
    expect(asked).toBe(1);
  });

  test.each([401, 429, 503, 504])('%i with a page of a gateway', async (status) => {
    const url = await serveHttp((_, response) => respond(response, status, '<html>no'));
    const answer = await ask(url, { signal: AbortSignal.timeout(20_000) });
    expect(answer).toMatchObject({ kind: 'failure', status });
  });

  test('429 is repeated, with a pause, until it is accepted', async () => {
    let asked = 0;
    const url = await serveHttp((_, response) => {
      asked++;
      if (asked === 1)
        respond(response, 429, { error: { code: 'limit_exceeded', message: 'Rate limit exceeded' } });
      else respond(response, 200, success);
    });
    expect(await ask(url)).toMatchObject({ kind: 'success' });
    expect(asked).toBe(2);
  });

  test('a lost connection is tried again for the environment, which only reads', async () => {
    let asked = 0;
    const url = await serveHttp((request, response) => {
      asked++;
      if (asked === 1) request.socket.destroy();
      else respond(response, 200, { schema_version: 12, environment: { globals: {}, types: {} } });
    });
    expect(await newClient().environment({ url, secret })).toMatchObject({
      kind: 'environment',
      schemaVersion: 12,
    });
  });

  test('the environment with the wrong role', async () => {
    const url = await serveHttp((_, response) =>
      respond(response, 403, { code: 'forbidden', message: 'A valid admin/server key must be provided' }),
    );
    expect(await newClient().environment({ url, secret })).toMatchObject({
      kind: 'failure',
      failure: 'forbidden',
    });
  });
});

describe('the end of patience', () => {
  const silent = () => serveHttp(() => undefined);

  test('cancelling answers within 100 ms and closes the connection', async () => {
    let closed: Promise<unknown> = Promise.resolve();
    let arrived: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const url = await serveHttp((request) => {
      closed = new Promise((resolve) => request.socket.once('close', resolve));
      arrived();
    });
    const controller = new AbortController();
    const answer = ask(url, { signal: controller.signal });
    await asked;
    const start = performance.now();
    controller.abort();
    const { advice } = await failureOf(answer, 'cancelled');
    expect(performance.now() - start).toBeLessThan(100);
    expect(advice).toContain('the database may have finished it');
    await closed;
  });

  test('cancelling ends the pause before a repetition', async () => {
    const controller = new AbortController();
    const url = await serveHttp((_, response) => {
      respond(response, 429, { error: { code: 'limit_exceeded', message: 'Rate limit exceeded' } });
      setImmediate(() => controller.abort());
    });
    await failureOf(ask(url, { signal: controller.signal }), 'cancelled');
  });

  test('already cancelled: nothing is sent', async () => {
    let asked = 0;
    const url = await serveHttp(() => {
      asked++;
    });
    await failureOf(ask(url, { signal: AbortSignal.abort() }), 'cancelled');
    expect(asked).toBe(0);
  });

  test('the client waits five seconds longer than the database, then gives up', async () => {
    const { message, advice } = await failureOf(
      ask(await silent(), { options: { timeoutMs: 1 } }),
      'timeout',
    );
    expect(message).toContain('within 5.001 seconds');
    expect(advice).toContain('Raise the query timeout');
  });
});

describe('a query that is not sent', () => {
  test('more than 8 MB', async () => {
    const { message } = await failureOf(
      ask(await unusedUrl(), { query: 'x'.repeat(9 * 1024 * 1024) }),
      'query-too-large',
    );
    expect(message).toBe('The query is 9.0 MB large; Fauna reads 8 MB at most. Nothing was sent.');
  });

  test.each<[string, Partial<QueryOptions>]>([
    ['timeout', { timeoutMs: 600_001 }],
    ['retries', { maxContentionRetries: 8 }],
    ['tag "a b"', { tags: { 'a b': 'c' } }],
    ['25 tags', { tags: Object.fromEntries(Array.from({ length: 26 }, (_, i) => [`t${i}`, 'x'])) }],
  ])('a bad option: %s', async (names, options) => {
    expect((await failureOf(ask(await unusedUrl(), { options }), 'invalid-option')).message).toContain(names);
  });
});
