/** `type.json`: types, errors and environments (`spec/types.md 20`). */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from '../../../language/syntax/diagnostic.ts';
import { parseFsl } from '../../../language/syntax/fsl.ts';
import { parseExpr, parseQuery, parseType, parseTypeScheme } from '../../../language/syntax/parse.ts';
import { check, startTyping } from '../../../language/types/check.ts';
import { any } from '../../../language/types/construct.ts';
import { displayType } from '../../../language/types/display.ts';
import type { Environment } from '../../../language/types/environment.ts';
import { annotation, freeTypeNames } from '../../../language/types/from-syntax.ts';
import { infer } from '../../../language/types/infer.ts';
import type { Scheme } from '../../../language/types/model.ts';
import { checkSchema, printScheme } from '../../../language/types/schema-check.ts';
import { type SchemaEnvironment, schemaEnvironment } from '../../../language/types/schema-environment.ts';
import { inferredScheme } from '../../../language/types/schema-inference.ts';
import { type ServedEnvironment, servedEnvironment } from '../../../language/types/served-environment.ts';
import { require } from '../../../language/types/typing.ts';
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
  file?: string;
  globals?: { name: string; sig: string | null; expr: string | null }[];
  results?: Record<string, string>;
  typeChecks?: { name: string | null; sig: string; expr: string }[];
  typeShapes?: ServedEnvironment['types'];
  checkResults?: Record<string, string>;
  updates?: { function?: string; signature?: string; collection?: string; computedFields?: string | null }[];
  updatesAsserted?: boolean;
  expected?: ServedEnvironment;
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
    case 'schemaExpr': {
      const source = { name: 'main.fsl', text: testCase.schema! };
      return expression(testCase, testCase.expr!, schemaEnvironment([source], environment));
    }
    case 'environment':
      return servedForm(
        testCase,
        schemaEnvironment([{ name: 'main.fsl', text: testCase.schema! }], environment),
      );
    case 'schema':
      return schema(testCase, environment);
    case 'env':
      return globals(testCase, environment);
  }
}

/** The environment that a schema makes contains what the server would serve. */
function servedForm(testCase: TypeCase, environment: SchemaEnvironment): Outcome {
  const { globals, types } = testCase.expected!;
  const actual: ServedEnvironment = { globals: {}, types: {} };
  const show = (scheme: Scheme | undefined): string => (scheme ? printScheme(scheme, environment) : '');
  const wrong: string[] = [];
  const compareText = (where: string, text: string, expected: string): void => {
    if (!sameTypeText(text, expected)) wrong.push(`${where}: ${text}`);
  };
  for (const [name, expected] of Object.entries(globals))
    compareText(name, show(environment.global(name)), expected);
  for (const [name, expected] of Object.entries(types)) {
    const shape = environment.shape(name);
    if (expected.alias) compareText(`alias of ${name}`, show(shape?.alias()), expected.alias);
    for (const [field, type] of Object.entries(expected.fields ?? {})) {
      compareText(`${name}.${field}`, show(shape?.member(field)), type);
    }
  }
  const passed = wrong.length === 0;
  return {
    passed,
    parts: { type: passed },
    input: { id: testCase.id },
    expected: testCase.expected,
    actual: passed ? actual : wrong,
  };
}

function schema(testCase: TypeCase, base: Environment): Outcome {
  const text = testCase.schema!;
  const parsed = parseFsl(text);
  const checked = checkSchema([{ name: 'main.fsl', text }], base);
  const diagnostics = [...parsed.diagnostics, ...checked.diagnostics.get('main.fsl')!];
  if (testCase.outcome === 'error' || diagnostics.length > 0)
    return compare(testCase, text, undefined, diagnostics);
  const wrong = (testCase.updatesAsserted ? testCase.updates! : []).filter((update) =>
    update.function
      ? !sameTypeText(checked.signatures.get(update.function) ?? '', update.signature!)
      : (checked.computedFields.get(update.collection!) ?? null) !== update.computedFields,
  );
  const passed = wrong.length === 0;
  const actual = [...checked.signatures, ...checked.computedFields];
  return {
    passed,
    parts: { type: passed },
    input: { id: testCase.id, text },
    expected: testCase.updates,
    actual,
  };
}

/** Globals that refer to one another (`spec/types.md 6.4`), over the same lazy inference as schema functions. */
function globals(testCase: TypeCase, lower: Environment): Outcome {
  const declared = new Map(testCase.globals!.map((one) => [one.name, one] as const));
  const known = new Map<string, Scheme>();
  const pending = new Set<string>();
  const found: Diagnostic[] = [];
  const shapes = servedEnvironment({ globals: {}, types: testCase.typeShapes ?? {} });
  const signature = (text: string, place?: () => undefined): Scheme => {
    const read = annotation(parseType(text).tree, {
      environment,
      generics: true,
      level: 1,
      source: 'signature',
      place,
    });
    return { params: read.params, type: read.type };
  };
  const global = (name: string): Scheme | undefined => {
    const one = declared.get(name);
    if (!one) return lower.global(name);
    const ready = known.get(name);
    if (ready) return ready;
    const expr = one.expr === null ? undefined : parseExpr(one.expr).tree;
    if (pending.has(name)) {
      found.push({
        severity: 'error',
        code: 'recursive-function',
        message: `Recursively defined \`${name}\` needs explicit type.`,
        span: expr!.span,
        hints: [],
      });
      known.set(name, { params: [], type: any });
      return known.get(name);
    }
    pending.add(name);
    const scheme =
      one.sig === null ? inferredScheme(expr!, environment) : signature(one.sig, () => undefined);
    if (!known.has(name)) known.set(name, scheme);
    return known.get(name);
  };
  const environment: Environment = {
    ...lower,
    global,
    shape: (name) =>
      testCase.typeShapes && name in testCase.typeShapes ? shapes.shape(name) : lower.shape(name),
  };
  for (const name of [...declared.keys()].sort()) global(name);
  for (const one of testCase.globals!) {
    if (one.expr === null) continue;
    const typing = startTyping(environment);
    const tree = parseExpr(one.expr).tree;
    const value = infer(typing, tree, undefined);
    if (one.sig !== null) require(typing, value, signature(one.sig).type, tree.span);
    found.push(...typing.diagnostics);
  }
  const wrong: string[] = [];
  for (const [name, expected] of Object.entries(testCase.results ?? {})) {
    const text = printScheme(global(name)!, environment);
    if (!sameTypeText(text, expected)) wrong.push(`${name}: ${text}`);
  }
  for (const one of testCase.typeChecks ?? []) {
    const typing = startTyping(environment);
    const value = infer(typing, parseExpr(one.expr).tree, undefined);
    const text = displayType(value, environment);
    const expected = one.name === null ? one.sig : testCase.checkResults![one.name]!;
    found.push(...typing.diagnostics);
    if (!sameTypeText(text, expected)) wrong.push(`${one.name}: ${text}`);
  }
  if (testCase.outcome === 'error' || found.length > 0)
    return compare(testCase, testCase.globals, undefined, found);
  const passed = wrong.length === 0;
  return {
    passed,
    parts: { type: passed },
    input: { id: testCase.id },
    expected: testCase.results,
    actual: wrong,
  };
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
      errors.length === 0 &&
      (typeof testCase.type !== 'string' || (!!type && sameTypeText(type, testCase.type)));
  } else if (!testCase.errorsAsserted) {
    parts['error message'] =
      errors.length > 0 && testCase.errors.every((one) => errors.some((e) => e.message === one.message));
  } else {
    const same = errors.length === testCase.errors.length;
    parts['error message'] = same && testCase.errors.every((one, i) => sameError(errors[i]!, one));
    parts['error span'] =
      same && testCase.errors.every(({ span }, i) => !span || sameSpan(errors[i]!.span, span));
  }
  const warned = diagnostics.filter(({ severity }) => severity === 'warning').map(({ message }) => message);
  const warnings = testCase.warnings?.map(({ message }) => message);
  const passed =
    Object.values(parts).every(Boolean) && (!warnings || JSON.stringify(warned) === JSON.stringify(warnings));
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
