import type { IncomingHttpHeaders } from 'node:http';
import { describe, expect, test } from 'vitest';
import { defaultQueryOptions } from '../../client/request/options.ts';
import { ask, newClient, secret, success } from './asking.ts';
import { bodyOf, respond, serveHttp } from './servers.ts';

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
