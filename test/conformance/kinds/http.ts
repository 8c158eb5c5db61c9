/** `http.json` and `http-server.json`: requests and answers, encodings, templates (their `about` member). */

import type { parseJson } from '../../../engine/codec/json-parse.ts';
import { assemble } from '../../../engine/http/assemble.ts';
import { readBody } from '../../../engine/http/query-body.ts';
import { diffSchemas } from '../../../engine/schema/diff.ts';
import { readFiles } from '../../../engine/schema/push.ts';
import { textualDiff } from '../../../engine/schema/textual-diff.ts';
import { renderBlock } from '../../../language/syntax/render.ts';
import { matches } from '../http-match.ts';
import { openSession, type Received, type Sent, type Session as Server } from '../http-session.ts';
import type { Kind, Outcome, Session } from '../kind.ts';

interface Expected {
  status?: number;
  headers?: unknown;
  body?: unknown;
}

interface Step {
  request?: Sent;
  response?: Expected;
  save?: Record<string, string>;
  action?: string;
}

interface SetupStep {
  query?: string;
  arguments?: unknown;
  headers?: Record<string, string>;
  authorization?: string;
  save?: Record<string, string>;
  schema?: Record<string, string>;
  upload?: Record<string, string>;
  path?: string;
  repeat?: number;
  feed?: Record<string, unknown>;
}

interface HttpCase extends Step {
  id: string;
  kind: string;
  area?: string;
  needs?: string;
  setup?: SetupStep[];
  steps?: Step[];
  format?: string;
  color?: string;
  migrations?: boolean;
  before?: Record<string, string>;
  after?: Record<string, string>;
  fql?: string;
  json?: unknown;
  value?: unknown;
  error?: string;
  query?: unknown;
  text?: string;
  values?: [unknown, number][];
  diagnostic?: {
    name: string | null;
    message: string | null;
    span: [number, number] | null;
    source_name?: string;
    annotation?: string;
    suggestion?: string;
  };
  source_text?: string | null;
}

async function setUp(server: Server, needs: string, setup: SetupStep[]): Promise<void> {
  if (/collection User/.test(needs)) await server.query("Collection.create({ name: 'User' }).name");
  for (const step of setup) {
    const headers = { ...step.headers, ...(step.authorization ? { authorization: step.authorization } : {}) };
    if (step.query !== undefined) {
      for (let i = 0; i < (step.repeat ?? 1); i++) {
        server.save(step.save, await server.query(step.query, { arguments: step.arguments, headers }));
      }
    } else if (step.schema ?? step.upload) {
      const path = step.path ?? '/schema/1/update';
      const multipart = step.schema ?? step.upload;
      const sent = {
        method: 'POST',
        path,
        headers: { authorization: 'Bearer ${admin}', ...headers },
        multipart,
      };
      server.save(step.save, await server.send(sent));
    } else if (step.feed) {
      const sent = {
        method: 'POST',
        path: '/feed/1',
        headers: { authorization: 'Bearer ${admin}', ...headers },
        body: step.feed,
      };
      server.save(step.save, await server.send(sent));
    }
  }
}

function answersAs(expected: Expected, received: Received): boolean {
  if (expected.status !== undefined && expected.status !== received.status) return false;
  if (expected.headers !== undefined && !matches(expected.headers, received.headers)) return false;
  return (
    expected.body === undefined ||
    matches(expected.body, received.body ?? (received.text === '' ? undefined : received.text))
  );
}

async function runHttp(testCase: HttpCase): Promise<Outcome> {
  const needs = testCase.needs ?? '';
  const server = await openSession(/typechecked: true/.test(needs));
  try {
    await setUp(server, needs, testCase.setup ?? []);
    let actual: unknown;
    let passed = true;
    for (const step of testCase.steps ?? [testCase]) {
      if (!step.request) continue;
      const received = await server.send(step.request);
      server.save(step.save, received);
      actual = { status: received.status, body: received.body ?? received.text };
      passed &&= answersAs(server.fill(step.response ?? {}), received);
      if (!passed) break;
    }
    return {
      passed,
      input: testCase.steps ?? { setup: testCase.setup, ...testCase.request },
      expected: testCase.response,
      actual,
    };
  } finally {
    await server.close();
  }
}

async function runEncode(testCase: HttpCase): Promise<Outcome> {
  const server = await openSession(false);
  try {
    await setUp(server, testCase.needs ?? '', testCase.setup ?? []);
    const received = await server.query(testCase.fql ?? 'unknown()', {
      headers: { 'x-format': testCase.format ?? 'simple' },
    });
    const data = (received.body as { data?: unknown }).data;
    return {
      passed: matches(withPatterns(testCase.json), data, true),
      input: testCase.fql,
      expected: testCase.json,
      actual: received.body,
    };
  } finally {
    await server.close();
  }
}

/** `<id>` and the like stand for text that varies. */
function withPatterns(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(withPatterns);
  if (typeof json === 'string') return /<[a-z]/.test(json) ? { $matches: patternOf(json) } : json;
  if (typeof json !== 'object' || json === null) return json;
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, withPatterns(value)]));
}

function patternOf(text: string): string {
  const literal = text.split(/<[a-z][a-z0-9 ]*>/).map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return `^${literal.join('.+')}$`;
}

/** One argument. Only whether it is accepted, or the reason why not, can be told. */
async function runDecode(testCase: HttpCase): Promise<Outcome> {
  const server = await openSession(false);
  try {
    await setUp(server, `collection User ${testCase.needs ?? ''}`, []);
    const received = await server.query('k', {
      arguments: { k: testCase.json },
      headers: { 'x-format': testCase.format ?? 'simple' },
    });
    const { error, data } = received.body as { error?: { message: string }; data?: unknown };
    const expected =
      testCase.error === undefined ? testCase.value : `Invalid argument 'k': ${testCase.error}`;
    const passed = testCase.error === undefined ? error === undefined : error?.message === expected;
    return { passed, input: testCase.json, expected, actual: error?.message ?? data };
  } finally {
    await server.close();
  }
}

function runTemplate(testCase: HttpCase): Outcome {
  const body = readBody(Buffer.from(JSON.stringify({ query: testCase.query })));
  const assembled = assemble(body.query);
  const text = assembled.text.replaceAll('\0', '<');
  const values = assembled.values.map(({ json, offset }) => [plain(json), offset]);
  const passed = text === testCase.text && matches(testCase.values ?? [], values, true);
  return {
    passed,
    input: testCase.query,
    expected: [testCase.text, testCase.values],
    actual: [text, values],
  };
}

/** The parser's JSON as JavaScript has it. */
function plain(json: ReturnType<typeof parseJson>): unknown {
  if (Array.isArray(json)) return json.map(plain);
  if (typeof json !== 'object' || json === null) return json;
  if (json.kind === 'number') return Number(json.text);
  return Object.fromEntries(json.entries.map(([key, value]) => [key, plain(value)]));
}

function runRender({ diagnostic, source_text = '', text }: HttpCase): Outcome {
  const { name, message, span, source_name = '*query*', annotation, suggestion } = diagnostic!;
  const [start, end] = span ?? [0, 0];
  const source = span && source_text !== null ? { name: source_name, text: source_text } : undefined;
  const block = {
    name: name ?? '',
    message: message ?? '',
    span: { start, end },
    annotation,
    suggestion,
    source,
  };
  // Without a name, only the excerpt is asked for: as that of a frame on its parent's line.
  const actual = renderBlock(block, name === null ? block : undefined);
  return { passed: actual === text, input: diagnostic, expected: text, actual };
}

/** Two schemas, only compared. */
function runDiff(testCase: HttpCase): Outcome {
  const files = (texts: Record<string, string> = {}) =>
    Object.entries(texts).map(([name, text]) => ({ name, text }));
  const [before, after] = [files(testCase.before), files(testCase.after)];
  const colour = testCase.color === 'ansi';
  const actual =
    testCase.format === 'textual'
      ? textualDiff(before, after, colour)
      : diffSchemas(readFiles(before), readFiles(after), {
          format: testCase.format === 'summary' ? 'summary' : 'semantic',
          colour,
          hasDocuments: () => testCase.migrations === true,
        });
  return {
    passed: actual === testCase.text,
    input: [testCase.before, testCase.after],
    expected: testCase.text,
    actual,
  };
}

const runners: Readonly<Record<string, (testCase: HttpCase) => Outcome | Promise<Outcome>>> = {
  http: runHttp,
  encode: runEncode,
  decode: runDecode,
  template: runTemplate,
  render: runRender,
  diff: runDiff,
};

async function runCase(testCase: HttpCase): Promise<Outcome> {
  const run = runners[testCase.kind];
  if (!run) {
    const actual = `the kind ${testCase.kind} is not supported yet`;
    return {
      passed: false,
      parts: { [testCase.kind]: false },
      input: testCase.id,
      expected: testCase.kind,
      actual,
    };
  }
  const outcome = await run(testCase);
  return { ...outcome, parts: { [testCase.area ?? testCase.kind]: outcome.passed } };
}

export const kind: Kind<HttpCase> = {
  cases: (file) => (file as { cases: HttpCase[] }).cases,
  open: (): Session<HttpCase> => ({ run: runCase }),
};
