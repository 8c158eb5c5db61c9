/** The command line tool as a process of its own, run from its source. */
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { ServeMessage } from '../../client/cli/serve-message.ts';
import { bodyOf, respond, serveHttp, unusedUrl } from './servers.ts';

const main = join(import.meta.dirname, '../../client/cli/main.ts');
const secret = 'fnAFtestSecretThatNobodyMaySee0123456789';

interface Outcome {
  code: number | null;
  out: string;
  err: string;
}

function fql(
  args: string[],
  { input, env }: { input?: string | Uint8Array; env?: NodeJS.ProcessEnv } = {},
): Promise<Outcome> {
  const { FAUNA_ENDPOINT: _, FAUNA_SECRET: __, ...rest } = process.env;
  const child = spawn(process.execPath, [main, ...args], { env: { ...rest, FAUNA_SECRET: secret, ...env } });
  const outcome: Outcome = { code: null, out: '', err: '' };
  child.stdout.on('data', (chunk) => {
    outcome.out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    outcome.err += chunk;
  });
  child.stdin.end(input ?? '');
  return new Promise((resolve) => {
    child.on('close', (code) => {
      expect(outcome.out + outcome.err).not.toContain(secret);
      resolve({ ...outcome, code });
    });
  });
}

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'fql-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, name), content);
  return join(folder, name);
}

/** A database that remembers what it was asked and answers always the same. */
async function database(status: number, answer: object) {
  const asked: { format: string | undefined; body: unknown; headers: NodeJS.Dict<string | string[]> }[] = [];
  const url = await serveHttp(async (request, response) => {
    const { headers } = request;
    asked.push({ format: String(headers['x-format']), body: JSON.parse(await bodyOf(request)), headers });
    respond(response, status, answer);
  });
  return { url, asked };
}

describe('fql run', () => {
  test('a file: the value as FQL goes to standard output, the summary to standard error', async () => {
    const { url, asked } = await database(200, { data: '[\n  1\n]', summary: 'info at *query*:1: hello' });
    const query = await file('query.fql', '[1]');
    expect(await fql(['run', query, '--url', url])).toEqual({
      code: 0,
      out: '[\n  1\n]\n',
      err: 'info at *query*:1: hello\n',
    });
    expect(asked).toMatchObject([{ format: 'decorated', body: { query: '[1]' } }]);
  });

  test('standard input and JSON, with every digit', async () => {
    const answer = '{"data":{"big":12345678901234567890,"d":1.0E7},"summary":""}';
    const url = await serveHttp((_, response) => respond(response, 200, answer));
    expect(await fql(['run', '--format', 'json'], { input: '1', env: { FAUNA_ENDPOINT: url } })).toEqual({
      code: 0,
      out: '{\n  "big": 12345678901234567890,\n  "d": 1.0E7\n}\n',
      err: '',
    });
  });

  test('options become headers; --stats says what it cost', async () => {
    const { url, asked } = await database(200, {
      data: '1',
      txn_ts: 5,
      stats: { compute_ops: 1, read_ops: 8, query_time_ms: 3 },
    });
    const args = [
      '--no-typecheck',
      '--performance-hints',
      '--linearized',
      '--timeout',
      '7000',
      '--max-contention-retries',
      '2',
      '--tag',
      'a=b',
    ];
    const { code, err } = await fql(['run', '-e', '1', '--url', url, '--stats', ...args]);
    expect(code).toBe(0);
    expect(err).toContain('3 ms, 1 compute, 8 read, 0 write operations');
    expect(asked[0]?.headers).toMatchObject({
      'x-typecheck': 'false',
      'x-performance-hints': 'true',
      'x-linearized': 'true',
      'x-query-timeout-ms': '7000',
      'x-max-contention-retries': '2',
      'x-query-tags': 'a=b',
      'x-fauna-source': 'fql-cli',
    });
  });

  test('a failing query ends with 1 and shows code and summary', async () => {
    const { url } = await database(400, {
      error: { code: 'abort', message: 'Query aborted.', abort: '"no"' },
      summary: 'error: Query aborted.',
    });
    expect(await fql(['run', '-e', 'abort("no")', '--url', url])).toEqual({
      code: 1,
      out: '',
      err: 'abort\nabort: "no"\nerror: Query aborted.\n',
    });
  });

  test('no answer ends with 3 and says what to do', async () => {
    const url = await unusedUrl();
    const { code, err } = await fql(['run', '-e', '1', '--url', url]);
    expect(code).toBe(3);
    expect(err).toContain(`Nothing answers at ${url}`);
    expect(err).toContain('Start the database');
  });

  test('the wrong secret ends with 3', async () => {
    const { url } = await database(401, {
      error: { code: 'unauthorized', message: 'Access token required' },
    });
    const { code, err } = await fql(['run', '-e', '1', '--url', url]);
    expect({ code, err }).toMatchObject({
      code: 3,
      err: expect.stringContaining('does not accept the secret'),
    });
  });

  test('no secret is said with the name of the variable', async () => {
    const { code, err } = await fql(['run', '-e', '1', '--secret-env', 'NO_SUCH_SECRET']);
    expect(code).toBe(2);
    expect(err).toContain('set the environment variable NO_SUCH_SECRET');
  });

  test.each<[string, string | Uint8Array, string]>([
    ['an empty file', '', 'is empty: there is nothing to run'],
    ['a file of blanks', ' \n', 'is empty: there is nothing to run'],
    ['a file that is not UTF-8', new Uint8Array([0x22, 0xff, 0xfe, 0x22]), 'is not UTF-8 text'],
  ])('%s', async (_, content, says) => {
    const name = await file('query.fql', content);
    const { code, err } = await fql(['run', name]);
    expect(code).toBe(2);
    expect(err).toContain(`fql: ${name} ${says}`);
  });

  test('a file that is not there', async () => {
    expect(await fql(['run', 'no/such/file.fql'])).toEqual({
      code: 2,
      out: '',
      err: 'fql: no/such/file.fql does not exist.\n',
    });
  });
});

describe('fql check', () => {
  const records = (out: string) =>
    out
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  const schema = 'collection Product {\n  name: String\n  price: Double\n}\n';

  test('--json prints an object a line, with offsets from 0 and line and column from 1', async () => {
    const name = await file('a.fql', 'let a = "é𝄞"\nlet b = a.nope\nb');
    const { code, out } = await fql(['check', '--json', name]);
    expect(code).toBe(1);
    expect(records(out)).toEqual([
      {
        file: name,
        severity: 'error',
        code: 'missing-field',
        message: expect.stringContaining('nope'),
        start: 24,
        end: 28,
        line: 2,
        column: 11,
      },
    ]);
  });

  test('text is what the database would write', async () => {
    const name = await file('a.fql', '1 +');
    const { code, out } = await fql(['check', name]);
    expect(code).toBe(1);
    expect(out).toMatch(/^error: .+\nat .+a\.fql:1:\d+\n {2}\|\n1 \| 1 \+\n/);
  });

  test('one mistake hides neither another one nor the types of the rest', async () => {
    const name = await file('a.fql', 'let a = [1, 2\n"é".nope\nlet b = (\n1\n');
    const { out } = await fql(['check', '--json', name]);
    expect(records(out).map(({ code, line }) => `${code} ${line}`)).toEqual([
      'syntax 1',
      'syntax 3',
      'missing-field 2',
    ]);
  });

  test('knows the schema of a folder', async () => {
    const folder = dirname(await file('main.fsl', schema));
    const name = await file('a.fql', 'Product.all().first()!.prize');
    expect(records((await fql(['check', '--json', '--schema', folder, name])).out)).toMatchObject([
      { code: 'missing-field', message: expect.stringContaining('prize') },
    ]);
  });

  test('reports no name that may be a collection when there is no schema', async () => {
    expect(await fql(['check', await file('a.fql', 'Product.all().first()!.prize')])).toEqual({
      code: 0,
      out: '',
      err: '',
    });
  });

  test('checks FSL, also what its files mean together', async () => {
    const name = await file('main.fsl', `${schema}function f(x: Prodct): Int {\n  1\n}\n`);
    expect((await fql(['check', name])).code).toBe(0);
    const { code, out } = await fql(['check', '--json', '--schema', dirname(name), name]);
    expect(code).toBe(1);
    expect(records(out)).toMatchObject([{ file: name, line: 5, message: expect.stringContaining('Prodct') }]);
  });

  test.each<[string, string | Uint8Array, string]>([
    ['an empty file', '', 'Unexpected end of query'],
    ['a nesting depth of 10,000', `${'('.repeat(10_000)}1${')'.repeat(10_000)}`, 'Nesting is deeper than'],
    ['a NUL character', '1 + \0', 'error'],
  ])('%s is an error in the file', async (_, content, says) => {
    const { code, out } = await fql(['check', await file('a.fql', content)]);
    expect(code).toBe(1);
    expect(out).toContain(says);
  });

  test('a query of 1 MB is checked', async () => {
    const name = await file('a.fql', `"${'x'.repeat(1024 * 1024)}"`);
    expect((await fql(['check', name])).code).toBe(0);
  });

  test.each<[string, string[], string]>([
    ['a file that is not there', ['no.fql'], 'no.fql does not exist'],
    [
      'a schema folder that is not there',
      ['--schema', 'no/folder', 'package.json'],
      'no/folder is no folder',
    ],
  ])('%s', async (_, args, says) => {
    const { code, err } = await fql(['check', ...args]);
    expect(code).toBe(2);
    expect(err).toContain(says);
  });

  test('a file that is not UTF-8', async () => {
    const { code, err } = await fql(['check', await file('a.fql', new Uint8Array([0x22, 0xe9, 0x22]))]);
    expect(code).toBe(2);
    expect(err).toContain('is not UTF-8');
  });
});

describe('fql fmt', () => {
  const ugly = 'let   a=1\na+ 1';
  const pretty = 'let a = 1\na + 1\n';

  test('rewrites a file', async () => {
    const name = await file('a.fql', ugly);
    expect(await fql(['fmt', name])).toEqual({ code: 0, out: `${name}\n`, err: '' });
    expect(await readFile(name, 'utf8')).toBe(pretty);
    expect(await fql(['fmt', '--check', name])).toEqual({ code: 0, out: '', err: '' });
  });

  test('--check names what would change and changes nothing', async () => {
    const name = await file('a.fql', ugly);
    expect(await fql(['fmt', '--check', name])).toEqual({ code: 1, out: `${name}\n`, err: '' });
    expect(await readFile(name, 'utf8')).toBe(ugly);
  });

  test('standard input', async () => {
    expect(await fql(['fmt', '-'], { input: ugly })).toEqual({ code: 0, out: pretty, err: '' });
  });

  test('broken text is refused and left alone', async () => {
    const name = await file('a.fql', 'let a =');
    const { code, err } = await fql(['fmt', name]);
    expect(code).toBe(1);
    expect(err).toContain(name);
    expect(await readFile(name, 'utf8')).toBe('let a =');
  });
});

describe('fql serve', () => {
  /** Starts `fql serve` with a channel for messages, as the extension does. */
  async function serve(args: string[]) {
    const options = { env: { ...process.env, FAUNA_SECRET: secret }, silent: true };
    const child = fork(main, ['serve', ...args], options);
    onTestFinished(() => {
      child.kill('SIGKILL');
    });
    const ended = once(child, 'exit');
    const [message] = (await once(child, 'message')) as [ServeMessage];
    return { child, message, ended };
  }

  test('serves queries until it is told to end', async () => {
    const { child, message, ended } = await serve(['--port', '0']);
    if (message.type === 'failed') throw new Error(message.reason);
    expect(await fql(['run', '-e', '1 + 1', '--url', message.url])).toEqual({ code: 0, out: '2\n', err: '' });
    expect(
      (await fql(['run', '-e', '1', '--url', message.url], { env: { FAUNA_SECRET: 'wrong' } })).code,
    ).toBe(3);
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  });

  test('keeps its data in a folder', async () => {
    const folder = dirname(await file('nothing', ''));
    const first = await serve(['--port', '0', '--data', folder]);
    const url = (message: ServeMessage) => (message.type === 'listening' ? message.url : '');
    await fql(['run', '-e', 'Collection.create({ name: "Kept" })', '--url', url(first.message)]);
    first.child.kill('SIGTERM');
    await first.ended;
    const second = await serve(['--port', '0', '--data', folder]);
    const kept = await fql(['run', '-e', 'Collection.byName("Kept").exists()', '--url', url(second.message)]);
    expect(kept).toMatchObject({ code: 0, out: 'true\n' });
  });

  test('a port that is taken: refused when asked for, another one when only preferred', async () => {
    const port = new URL(await serveHttp(() => undefined)).port;
    const refused = await fql(['serve', '--port', port]);
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining(`Port ${port} is taken`) });
    const { message } = await serve(['--prefer-port', port]);
    expect(message).toMatchObject({ type: 'listening', url: expect.not.stringContaining(port) });
  });
});

describe('fql lsp', () => {
  test('speaks the Language Server Protocol over standard input and output', async () => {
    const child = spawn(process.execPath, [main, 'lsp', '--stdio']);
    onTestFinished(() => {
      child.kill('SIGKILL');
    });
    const params = { processId: null, rootUri: null, capabilities: {} };
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params });
    child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    const [answer] = await once(child.stdout.setEncoding('utf8'), 'data');
    expect(answer).toContain('Content-Length');
  });
});

describe('the command line', () => {
  test('the help names the commands and the exit codes', async () => {
    const { code, out } = await fql(['--help']);
    expect(code).toBe(0);
    for (const words of ['run', 'check', 'serve', 'lsp', 'Exit codes']) expect(out).toContain(words);
  });

  test.each([
    [['nonsense']],
    [['run', '--format', 'xml']],
    [['run', '--timeout', 'soon']],
    [['run', '--tag', 'a']],
  ])('wrong usage: %j', async (args) => {
    const { code, err } = await fql(args);
    expect(code).toBe(2);
    expect(err).toContain('fql --help');
  });
});
