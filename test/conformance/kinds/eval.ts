/** `eval.json` and `eval-server.json`: set-up, query, value or error (`spec/runtime.md 28`). One database in memory per case. */

import { DecodeError, decodeTagged, type Names } from '../../../engine/codec/decode.ts';
import { encodeJson } from '../../../engine/codec/json.ts';
import { parseJson } from '../../../engine/codec/json-parse.ts';
import { type Database, openDatabase, type QueryResult } from '../../../engine/database.ts';
import { RequestError } from '../../../engine/errors.ts';
import { roleOf } from '../../../engine/evaluate/user-function.ts';
import { namesOf } from '../../../engine/http/query.ts';
import type { Effect } from '../../../engine/library/run.ts';
import { pushSchema } from '../../../engine/schema/push.ts';
import { identityOfSecret } from '../../../engine/security/authenticate.ts';
import type { Identity } from '../../../engine/security/identity.ts';
import type { Value } from '../../../engine/values/value.ts';
import { type Bindings, bindings } from '../eval-bindings.ts';
import { sameAs } from '../eval-match.ts';
import type { Kind, Outcome, Session } from '../kind.ts';
import { sameTypeText } from './type-text.ts';

interface Step {
  query: string;
  typecheck?: boolean;
  role?: string;
  secret?: string;
  arguments?: Record<string, unknown>;
  bind?: string;
  fsl?: undefined;
}

type Setup = string | Step | { fsl: Record<string, string> };

interface Check {
  message: string;
  span?: [number, number];
}

interface ErrorExpectation {
  code?: string;
  message?: string;
  summary?: string;
  summary_includes?: string[];
  message_includes?: string[];
  checks?: Check[];
  span?: [number, number];
  constraint_failures?: unknown;
  abort?: unknown;
}

interface Expectation {
  value?: unknown;
  path?: string | (string | number)[];
  raw?: boolean;
  tolerance?: number;
  static_type?: string;
  summary?: string;
  staticType?: string;
  error?: ErrorExpectation;
  diagnostics?: { runtime?: LogExpectation[]; check?: LogExpectation[] };
}

interface LogExpectation {
  kind: string;
  message: string;
  span: [number, number];
  long?: boolean;
}

interface EvalCase extends Step {
  setup: Setup[];
  expect: Expectation;
  effect?: Effect;
  dbTypechecked?: boolean;
  performanceHints?: boolean;
}

const TIMEOUT_MS = 20_000;

type Answer = QueryResult | RequestError;

function runStep(database: Database, step: Step & Partial<EvalCase>, bound: Bindings): Answer {
  const args = decodeArguments(database, step.arguments ?? {}, bound);
  if (args instanceof RequestError) return args;
  try {
    return database.run({
      text: bound.fill(step.query),
      args,
      identity: identityFor(database, step, bound),
      timeoutMs: TIMEOUT_MS,
      typecheck: step.typecheck ?? true,
      performanceHints: step.performanceHints,
      limit: step.effect && { effect: step.effect, reason: 'model tests' },
    });
  } catch (error) {
    if (error instanceof RequestError) return error;
    throw error;
  }
}

/** Tagged arguments; a bad one refuses the request. */
function decodeArguments(
  database: Database,
  json: Record<string, unknown>,
  bound: Bindings,
): Map<string, Value> | RequestError {
  const names = { ...namesOf(database), definition: definitionOrMissing(database) };
  const args = new Map<string, Value>();
  for (const [name, value] of Object.entries(json)) {
    try {
      args.set(name, decodeTagged(parseJson(JSON.stringify(bound.replace(value))), names));
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
      return new RequestError(400, 'invalid_request', `Invalid argument '${name}': ${error.message}`);
    }
  }
  return args;
}

/** Cases pass definitions that do not exist, which requests cannot. */
function definitionOrMissing(database: Database): Names['definition'] {
  const { definition } = namesOf(database);
  return (collection, name) => definition(collection, name) ?? { kind: 'Doc', collection, id: -1n, name };
}

function identityFor(database: Database, step: Step, bound: Bindings): Identity {
  if (step.secret !== undefined) {
    const identity = identityOfSecret(database, bound.fill(step.secret));
    if (!identity) throw new Error('the secret of the case stands for nobody');
    return identity;
  }
  return { role: roleOf(step.role ?? 'server') };
}

function prepare(database: Database, setup: Setup[], bound: Bindings): void {
  for (const entry of setup) {
    if (typeof entry !== 'string' && 'fsl' in entry && entry.fsl) {
      const files = Object.entries(entry.fsl).map(([name, text]) => ({ name, text: bound.fill(text) }));
      pushSchema(database, files);
      continue;
    }
    const step = typeof entry === 'string' ? { query: entry } : (entry as Step);
    const answer = runStep(database, step, bound);
    if (answer instanceof RequestError) throw new Error(`set-up failed: ${answer.message}`);
    if (!answer.ok) throw new Error(`set-up failed: ${answer.error.code} ${answer.summary}`);
    if (step.bind !== undefined) bound.bind(step.bind, tagged(answer), answer.txnTs);
  }
}

const tagged = (answer: Extract<QueryResult, { ok: true }>): unknown =>
  JSON.parse(encodeJson(answer.value, 'tagged'));

/** What can be compared, with the parts that the sub-lines count. */
function judge(
  answer: Answer,
  expect: Expectation,
  bound: Bindings,
): Pick<Outcome, 'passed' | 'parts' | 'actual'> {
  if (answer instanceof RequestError) {
    const error = expect.error;
    const passed =
      error !== undefined &&
      matchesText(error.code, answer.code) &&
      matchesText(error.message, answer.message);
    return { passed, parts: {}, actual: { code: answer.code, message: answer.message } };
  }
  if (expect.error) return judgeError(answer, expect.error, bound);
  if (!answer.ok)
    return {
      passed: false,
      parts: expect.value === undefined ? {} : { value: false },
      actual: answer.summary,
    };
  const parts: Record<string, boolean> = {};
  if ('value' in expect) {
    const value = tagged(answer);
    parts.value = sameAs(expect.value, part(value, expect.path), {
      raw: expect.raw === true,
      tolerance: expect.tolerance,
      bound,
    });
  }
  const type = expect.static_type ?? expect.staticType;
  if (type !== undefined)
    parts['static type'] = answer.staticType !== undefined && sameTypeText(answer.staticType, type);
  if (expect.summary !== undefined) parts.summary = answer.summary === bound.fill(expect.summary);
  if (expect.diagnostics?.check) parts.diagnostics = sameWarnings(answer, expect.diagnostics.check);
  if (expect.diagnostics?.runtime) parts.diagnostics = sameLogs(answer, expect.diagnostics.runtime);
  const passed = Object.values(parts).every(Boolean) && Object.keys(parts).length > 0;
  return {
    passed,
    parts,
    actual: { value: encodeJson(answer.value, 'tagged'), type: answer.staticType, summary: answer.summary },
  };
}

function part(value: unknown, path: Expectation['path']): unknown {
  if (path === undefined) return value;
  // A member that is not there is null to the tests.
  return bindings().at(value, Array.isArray(path) ? path.join('/') : path) ?? null;
}

const matchesText = (expected: string | undefined, actual: string): boolean =>
  expected === undefined || expected === actual;

function judgeError(
  answer: QueryResult,
  expected: ErrorExpectation,
  bound: Bindings,
): Pick<Outcome, 'passed' | 'parts' | 'actual'> {
  if (answer.ok)
    return { passed: false, parts: { 'error code': false }, actual: encodeJson(answer.value, 'tagged') };
  const { error, summary } = answer;
  const parts: Record<string, boolean> = {};
  const fill = (text: string) => bound.fill(text);
  if (expected.code !== undefined) parts['error code'] = error.code === expected.code;
  if (expected.message !== undefined) parts['error message'] = error.message === fill(expected.message);
  if (expected.message_includes)
    parts['error message'] = expected.message_includes.every((text) => error.message.includes(fill(text)));
  if (expected.summary !== undefined) parts['error summary'] = summary === fill(expected.summary);
  if (expected.summary_includes)
    parts['error summary'] = expected.summary_includes.every((text) => summary.includes(fill(text)));
  if (expected.checks) parts.checks = expected.checks.every(({ message }) => summary.includes(fill(message)));
  if (expected.span) {
    const place = error.details.trace?.[0];
    parts['error span'] = place?.start === expected.span[0] && place.end === expected.span[1];
  }
  if (expected.constraint_failures) {
    parts['constraint failures'] = sameFailures(
      expected.constraint_failures,
      error.details.constraintFailures ?? [],
      bound,
    );
  }
  if ('abort' in expected) {
    const abort = answer.abort === undefined ? undefined : JSON.parse(encodeJson(answer.abort, 'tagged'));
    parts.abort = sameAs(expected.abort, abort, { raw: true, bound });
  }
  return {
    passed: Object.values(parts).every(Boolean),
    parts,
    actual: { code: error.code, message: error.message, summary },
  };
}

function sameFailures(expected: unknown, actual: readonly object[], bound: Bindings): boolean {
  const text = (list: readonly object[]) =>
    list
      .map((failure) => JSON.stringify(failure))
      .sort()
      .join('\n');
  const wanted = (expected as { paths: unknown; message: string }[]).map(({ paths, message }) => ({
    paths,
    message: bound.fill(message),
  }));
  return text(wanted) === text(actual.map((failure) => ({ ...failure })));
}

/** Warnings of the type check, by message. */
function sameWarnings({ summary }: QueryResult, expected: LogExpectation[]): boolean {
  const shown = summary.match(/^warning: .*$/gm) ?? [];
  return JSON.stringify(shown) === JSON.stringify(expected.map(({ message }) => `warning: ${message}`));
}

function sameLogs(answer: QueryResult, expected: LogExpectation[]): boolean {
  const logs = [...answer.logs, ...answer.hints].map(({ message, place }) => ({
    message,
    span: [place.start, place.end],
  }));
  return JSON.stringify(logs) === JSON.stringify(expected.map(({ message, span }) => ({ message, span })));
}

function runCase(testCase: EvalCase): Outcome {
  const { setup, expect, query } = testCase;
  const settings = { typechecked: testCase.dbTypechecked ?? true, protected: false };
  const database = openDatabase({ path: ':memory:', settings });
  const bound = bindings();
  const shown = { input: setup.length === 0 ? query : { setup, query }, expected: expect };
  try {
    prepare(database, setup, bound);
    return { ...shown, ...judge(runStep(database, testCase, bound), expect, bound) };
  } finally {
    database.close();
  }
}

export const kind: Kind<EvalCase> = {
  cases: (file) => file as EvalCase[],
  open: (): Session<EvalCase> => ({ run: runCase }),
};
