/** `type.json`: types, errors and environments (`spec/types.md 20`). */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from '../../../language/syntax/diagnostic.ts';
import { parseExpr, parseQuery, parseType, parseTypeScheme } from '../../../language/syntax/parse.ts';
import { check } from '../../../language/types/check.ts';
import { displayType } from '../../../language/types/display.ts';
import type { Environment } from '../../../language/types/environment.ts';
import { annotation, freeTypeNames } from '../../../language/types/from-syntax.ts';
import { type ServedEnvironment, servedEnvironment } from '../../../language/types/served-environment.ts';
import type { Kind, Outcome, Session } from '../kind.ts';
import { sameMessage, sameTypeText } from './type-text.ts';

interface ExpectedHint {
  kind: string;
  message: string;
  span: [number, number];
  suggestion?: string;
}
interface ExpectedError {
  message: string;
  span: [number, number] | null;
  hints: ExpectedHint[] | null;
}
interface TypeCase {
  id: string;
  kind: 'expr' | 'typeExpr' | 'freeTypeNames' | 'env' | 'schema' | 'schemaExpr' | 'environment';
  env: string;
  outcome: 'ok' | 'error';
  type?: string | null;
  errors: ExpectedError[];
  errorsAsserted: boolean;
  warnings?: ExpectedError[];
  pending?: boolean;
  expr?: string;
  parser?: 'expr' | 'query';
  typeExpr?: string;
  typeScheme?: string;
  freeTypeNames?: string[];
  allowGenerics?: boolean;
  schema?: string;
}

interface TestEnvironment extends ServedEnvironment {
  hardcodedOps?: Record<string, string>;
  extends?: string;
}

export const kind: Kind<TypeCase> = {
  cases: (file) => (file as TypeCase[]).filter(({ pending }) => !pending),
  open(folder): Session<TypeCase> {
    const file = join(folder, 'type-envs.json');
    const { envs } = existsSync(file)
      ? (JSON.parse(readFileSync(file, 'utf8')) as { envs: Record<string, TestEnvironment> })
      : { envs: {} };
    const made = new Map<string, Environment>();
    const environment = (name: string): Environment => {
      let found = made.get(name);
      if (!found) {
        const own = envs[name]!;
        const lower = own.extends ? envs[own.extends] : undefined;
        const merged = {
          globals: { ...lower?.globals, ...own.globals },
          types: { ...lower?.types, ...own.types },
        };
        found = servedEnvironment(merged, own.hardcodedOps ?? lower?.hardcodedOps);
        made.set(name, found);
      }
      return found;
    };
    return { run: (testCase) => run(testCase, environment(testCase.env)) };
  },
};

function run(testCase: TypeCase, environment: Environment): Outcome {
  switch (testCase.kind) {
    case 'expr':
      return expression(testCase, testCase.expr!, environment);
    case 'typeExpr': {
      const { tree, diagnostics } = parseType(testCase.typeExpr!);
      const generics = testCase.allowGenerics ?? false;
      const read = annotation(tree, { environment, generics, level: 1 });
      return compare(testCase, testCase.typeExpr, undefined, [...diagnostics, ...read.diagnostics]);
    }
    case 'freeTypeNames': {
      const actual = freeTypeNames(parseTypeScheme(testCase.typeScheme!).tree).sort();
      const expected = [...testCase.freeTypeNames!].sort();
      const passed = JSON.stringify(actual) === JSON.stringify(expected);
      return { passed, input: testCase.typeScheme, expected, actual };
    }
    default:
      return { passed: false, input: testCase, expected: testCase.kind, actual: 'not supported' };
  }
}

function expression(testCase: TypeCase, text: string, environment: Environment): Outcome {
  const { tree, diagnostics } = testCase.parser === 'query' ? parseQuery(text) : parseExpr(text);
  if (diagnostics.length > 0) return compare(testCase, text, undefined, diagnostics);
  const result = check(tree, environment);
  return compare(testCase, text, result.type && displayType(result.type, environment), result.diagnostics);
}

/** Type, messages and spans; the hints count with the messages. */
function compare(
  testCase: TypeCase,
  input: unknown,
  type: string | undefined,
  diagnostics: Diagnostic[],
): Outcome {
  const parts: Record<string, boolean> = {};
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (testCase.outcome === 'ok') {
    parts.type =
      errors.length === 0 && (typeof testCase.type !== 'string' || (!!type && sameTypeText(type, testCase.type)));
  } else if (!testCase.errorsAsserted) {
    parts['error message'] = errors.length > 0 && testCase.errors.every((one) => errors.some((e) => e.message === one.message));
  } else {
    const same = errors.length === testCase.errors.length;
    parts['error message'] = same && testCase.errors.every((one, i) => sameError(errors[i]!, one));
    parts['error span'] = same && testCase.errors.every(({ span }, i) => !span || sameSpan(errors[i]!.span, span));
  }
  const warned = diagnostics.filter(({ severity }) => severity === 'warning').map(({ message }) => message);
  const warnings = testCase.warnings?.map(({ message }) => message);
  const passed = Object.values(parts).every(Boolean) && (!warnings || JSON.stringify(warned) === JSON.stringify(warnings));
  const show = (one: Diagnostic) => ({
    message: one.message,
    span: [one.span.start, one.span.end],
    hints: one.hints.map(({ kind, message, span }) => ({ kind, message, span: [span.start, span.end] })),
  });
  return {
    passed,
    parts,
    input: { id: testCase.id, input },
    expected: testCase.outcome === 'ok' ? testCase.type : testCase.errors,
    actual: errors.length > 0 ? errors.map(show) : type,
  };
}

function sameSpan({ start, end }: { start: number; end: number }, expected: [number, number]): boolean {
  return start === expected[0] && end === expected[1];
}

function sameError(actual: Diagnostic, expected: ExpectedError): boolean {
  if (!sameMessage(actual.message, expected.message)) return false;
  if (!expected.hints) return true;
  if (actual.hints.length !== expected.hints.length) return false;
  return expected.hints.every((wanted) =>
    actual.hints.some(
      ({ kind, message, span, suggestion }) =>
        kind === wanted.kind &&
        sameMessage(message, wanted.message) &&
        sameSpan(span, wanted.span) &&
        suggestion === wanted.suggestion,
    ),
  );
}
