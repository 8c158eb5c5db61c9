import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { FailureKind } from '../../client/request/failure.ts';
import type { QueryOptions } from '../../client/request/options.ts';
import { ask, failureOf, newClient, secret, success } from './asking.ts';
import { respond, serveHttp, serveHttps, serveSockets, unusedUrl } from './servers.ts';

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
