/** The query endpoint as a client sees it (spec/http.md 4 and 5). */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LocalFauna, startLocalFauna } from '../../../engine/http/server.ts';

let fauna: LocalFauna;

beforeAll(async () => {
  fauna = await startLocalFauna({ port: 0, secret: 'secret' });
});
afterAll(() => fauna.close());

async function post(body: object, headers: Record<string, string> = {}) {
  const response = await fetch(`${fauna.url}/query/1`, {
    method: 'POST',
    headers: { authorization: 'Bearer secret', ...headers },
    body: JSON.stringify(body),
  });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Record<string, unknown>,
  };
}

describe('formats', () => {
  const query =
    "[1, 2.0, 3000000000, ID(5), Time('2024-01-01T00:00:00Z'), Bytes('AQID'), { '@a': null }, Math]";
  test.each([
    ['simple', [1, 2, 3000000000, '5', '2024-01-01T00:00:00Z', 'AQID', { '@a': null }, 'Math']],
    [
      'tagged',
      [
        { '@int': '1' },
        { '@double': '2.0' },
        { '@long': '3000000000' },
        '5',
        { '@time': '2024-01-01T00:00:00Z' },
        { '@bytes': 'AQID' },
        { '@object': { '@a': null } },
        { '@mod': 'Math' },
      ],
    ],
    [
      'decorated',
      '[\n  1,\n  2.0,\n  3000000000,\n  "5",\n  Time("2024-01-01T00:00:00Z"),\n  Bytes("AQID"),\n  {\n    "@a": null\n  },\n  Math\n]',
    ],
  ])('%s', async (format, data) => {
    expect((await post({ query }, { 'x-format': format })).body.data).toEqual(data);
  });
});

describe('answers', () => {
  test('carry type, summary, times and stats', async () => {
    const { status, body } = await post({ query: 'log("here"); 1 + 1' });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      data: 2,
      static_type: 'Number',
      summary: 'info at *query*:1: here',
      schema_version: 0,
    });
    expect(Object.keys(body)).toEqual([
      'data',
      'static_type',
      'summary',
      'txn_ts',
      'stats',
      'schema_version',
    ]);
  });

  test('place a type error in the summary', async () => {
    const { status, body } = await post({ query: 'let n = 1\nn.al()' });
    expect(status).toBe(400);
    expect(body.error).toEqual({ code: 'invalid_query', message: 'The query failed 1 validation check' });
    expect(body.summary).toContain('at *query*:2:3\n  |\n2 | n.al()\n  |   ^^\n  |');
  });

  test('show what an abort gave, in the format asked for', async () => {
    const { body } = await post({ query: 'abort({ n: 1 })' }, { 'x-format': 'tagged' });
    expect(body.error).toEqual({ code: 'abort', message: 'Query aborted.', abort: { n: { '@int': '1' } } });
  });
});

describe('arguments and templates', () => {
  test('simple arguments are plain JSON', async () => {
    expect((await post({ query: 'a + b.c', arguments: { a: 1, b: { c: 2 } } })).body.data).toBe(3);
  });

  test('template values are tagged, pieces keep their scope', async () => {
    const query = {
      fql: [
        'let x = 1; ',
        { array: ['x', { value: { '@int': '2' } }, { fql: ['x + ', { value: { '@int': '2' } }] }] },
      ],
    };
    expect((await post({ query })).body.data).toEqual([1, 2, 3]);
  });

  test('a bad template value is underlined', async () => {
    const { body } = await post({ query: { fql: ['1 + ', { value: { '@blah': '' } }] } });
    expect(body.summary).toBe(
      "error: invalid tag '@blah'\nat *query*:1:5\n  |\n1 | 1 + <value>\n  |     ^^^^^^^\n  |",
    );
  });
});

describe('headers', () => {
  test.each([
    ['x-format', 'Simple', 'Invalid format Simple'],
    ['x-typecheck', 'yes', 'Must be a boolean value.'],
    ['x-query-timeout-ms', '0', 'Must be greater than 0.'],
    ['x-query-timeout-ms', '600001', 'Must be less than or equal to 600000.'],
    ['x-last-txn-ts', 'now', "Invalid timestamp 'now'."],
    ['x-max-contention-retries', '8', 'Must be between 0 and 7.'],
    ['x-query-tags', 'a', 'invalid tags'],
    ['x-query-tags', 'a=1,a=2', 'duplicate key'],
  ])('%s: %s', async (name, value, reason) => {
    const { status, body } = await post({ query: '1' }, { [name]: value });
    expect([status, body]).toEqual([
      400,
      { error: { code: 'invalid_request', message: `Invalid header '${name}': ${reason}` } },
    ]);
  });

  test('tags come back', async () => {
    expect((await post({ query: '1' }, { 'x-query-tags': 'a=b,c=d' })).body.query_tags).toBe('c=d,a=b');
  });

  test('a snapshot is never before the last time seen', async () => {
    const later = (Date.now() + 1000) * 1000;
    const { body } = await post({ query: '1' }, { 'x-last-txn-ts': String(later) });
    expect(body.txn_ts).toBeGreaterThanOrEqual(later);
  });
});

describe('secrets', () => {
  const data = async (query: string, secret: string) =>
    (await post({ query }, { authorization: `Bearer ${secret}`, 'x-typecheck': 'false' })).body;

  test('a wrong one is refused', async () => {
    const { status, headers, body } = await post({ query: '1' }, { authorization: 'Bearer no' });
    expect([status, headers.get('www-authenticate'), body]).toEqual([
      401,
      'Bearer',
      { error: { code: 'unauthorized', message: 'Access token required' } },
    ]);
  });

  test('keys, scopes and child databases', async () => {
    const created = await data(
      "Database.create({ name: 'Shop' }); Key.create({ role: 'server', database: 'Shop' }).secret",
      'secret',
    );
    const key = String(created.data);
    expect((await data("Collection.create({ name: 'InShop' }).name", key)).data).toBe('InShop');
    expect((await data('Collection.all().count()', 'secret')).data).toBe(0);
    expect((await data('Collection.all().count()', 'secret:Shop:admin')).data).toBe(1);
    expect((await data("Role.create({ name: 'r' })", key)).error).toMatchObject({
      code: 'permission_denied',
    });
    expect((await data('1', 'secret:Nowhere:admin')).error).toMatchObject({ code: 'unauthorized' });
  });
});
