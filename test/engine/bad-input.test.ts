/** Bad input is normal input: each gets an answer that says what is wrong, and the next query works. */
import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type LocalFauna, startLocalFauna } from '../../engine/http/server.ts';

let fauna: LocalFauna;

beforeAll(async () => {
  fauna = await startLocalFauna({ port: 0, secret: 'secret' });
});
afterAll(() => fauna.close());

interface Answer {
  status: number;
  body: { data?: unknown; summary?: string; error?: { code: string; message: string } };
}

async function post(
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(`${fauna.url}/query/1`, {
    method: 'POST',
    headers: { authorization: 'Bearer secret', ...headers },
    body,
  });
  return { status: response.status, body: (await response.json()) as Answer['body'] };
}

const query = (text: string, headers?: Record<string, string>) =>
  post(JSON.stringify({ query: text }), headers);

/** Sends raw bytes and gives what comes back until the server closes. */
function raw(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(fauna.port, '127.0.0.1', () => socket.end(bytes));
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}

afterEach(async () => expect((await query('1 + 1')).body.data).toBe(2));

describe('query text', () => {
  test('a query of 1 MB', async () => {
    const rows = `{ text: '${'x'.repeat(1000)}' },`.repeat(1000);
    expect((await query(`[${rows}].length`)).body.data).toBe(1000);
  });

  test.each(['(', '[', '{ a: '])('10,000 times %j', async (bracket) => {
    const { status, body } = await query(bracket.repeat(10_000));
    expect([status, body.error?.code]).toEqual([400, 'invalid_query']);
    expect(body.summary).toContain('*query*:1:1');
  });

  test('10,001 operands in a row', async () => {
    expect((await query(Array(10_001).fill('1').join(' + '))).body.data).toBe(10_001);
  });

  test('a NUL character', async () => {
    expect((await query('1 + \0')).body.error?.code).toBe('invalid_query');
  });

  test('an empty query', async () => {
    expect((await query('')).body.summary).toContain('Unexpected end of query');
  });

  test('a function that calls itself without end', async () => {
    await query("Function.create({ name: 'loop', body: 'x => loop(x)' })");
    const { status, body } = await query('loop(1)');
    expect(status).toBe(400);
    expect(body.error?.message).toMatch(/\S/);
  });

  test('a query without end is stopped by its timeout', async () => {
    const { status, body } = await query('Set.sequence(0, 2000000000).fold(0, (a, b) => a + b)', {
      'x-query-timeout-ms': '200',
    });
    expect(status).toBe(440);
    expect(body.error?.code).toBe('time_out');
  });
});

describe('requests', () => {
  test.each<[string, string | Uint8Array<ArrayBuffer>, RegExp]>([
    ['no JSON', 'query=1', /Invalid request body/],
    ['half of a JSON text', '{"query": "1 +', /Invalid request body/],
    ['an unknown member', '{"query": "1", "x": 1}', /Invalid request body/],
    ['nothing', '', /No request body provided/],
    ['bytes that are not UTF-8', Uint8Array.of(0xff, 0xfe, 0x80), /Invalid request body/],
  ])('%s', async (_, body, message) => {
    const answer = await post(body);
    expect(answer.status).toBe(400);
    expect(answer.body.error?.message).toMatch(message);
  });

  test('a body of more than 8 MB', async () => {
    const { status, body } = await query('x'.repeat(9 * 1024 * 1024));
    expect([status, body.error?.code]).toEqual([413, 'request_size_exceeded']);
  });

  test('a wrong secret', async () => {
    const { status, body } = await query('1', { authorization: 'Bearer wrong' });
    expect([status, body.error?.code]).toEqual([401, 'unauthorized']);
  });

  test('text that is no HTTP', async () => expect(await raw('hello\r\n\r\n')).toContain('400'));

  test('a request that breaks off', async () => {
    const head =
      'POST /query/1 HTTP/1.1\r\nhost: x\r\nauthorization: Bearer secret\r\ncontent-length: 100\r\n\r\n';
    await raw(`${head}{"query":`);
  });
});

describe('starting', () => {
  test('a port that is taken is named in the message', async () => {
    await expect(startLocalFauna({ port: fauna.port, secret: 'secret' })).rejects.toThrow(String(fauna.port));
  });
});
