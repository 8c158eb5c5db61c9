/**
 * The entry points of FQL (`spec/grammar.md 2`). None of them throws: whatever the text, there is a tree and a list of diagnostics,
 * empty exactly when the database accepts the text.
 */
import type { FailedMatchResult, Grammar, MatchResult, Semantics } from 'ohm-js';
import { grammars } from '../grammar/recipes.gen.ts';
import { buildTree, treeSemantics } from './build.ts';
import type { Diagnostic } from './diagnostic.ts';
import { fieldPath } from './field-path.ts';
import { syntaxProblem } from './problems.ts';
import { scan } from './scan.ts';
import type { BlockExpr, Comment, Expr, Path, Pattern, Statement, TypeExpr, TypeScheme } from './tree.ts';
import { reportDefaults, reportSchemaDefaults } from './type-defaults.ts';

export interface Parsed<T> {
  tree: T;
  /** In the order in which the database reports them. */
  diagnostics: Diagnostic[];
  comments: Comment[];
}

/** Deeper nesting is refused, so that nothing that walks a tree can run out of stack. */
export const MAX_NESTING = 200;

const fql: Semantics = treeSemantics(grammars.Fql);

interface Reading<T> {
  semantics: Semantics;
  grammar: Grammar;
  rule: string;
  /** The tree of a text that does not match. */
  empty: (text: string) => T;
  /** What else must hold; appends to the diagnostics. */
  check?: (tree: T, problems: Diagnostic[], text: string) => void;
}

/** Matches a text with one rule of a grammar and builds its tree. */
export function read<T>(text: string, { semantics, grammar, rule, empty, check }: Reading<T>): Parsed<T> {
  const { marked, comments, depth } = scan(text);
  if (depth > MAX_NESTING) return { tree: empty(text), diagnostics: [tooDeep(text)], comments };
  let match: MatchResult;
  try {
    match = grammar.match(marked, rule);
    if (match.succeeded()) {
      const { tree, problems } = buildTree<T>(semantics, match);
      check?.(tree, problems, text);
      return { tree, diagnostics: problems, comments };
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { tree: empty(text), diagnostics: [tooDeep(text)], comments };
  }
  return { tree: empty(text), diagnostics: [syntaxError(match)], comments };
}

function tooDeep(text: string): Diagnostic {
  const message = `Nesting is deeper than ${MAX_NESTING} levels. Move inner parts into \`let\` statements.`;
  return syntaxProblem('nesting-too-deep', message, { start: 0, end: Math.min(1, text.length) });
}

/** Where Ohm got furthest, and what it tried there. */
function syntaxError(match: MatchResult): Diagnostic {
  const failed = match as FailedMatchResult;
  const at = failed.getRightmostFailurePosition();
  return syntaxProblem('syntax', `Expected ${failed.getExpectedText()}`, { start: at, end: at + 1 });
}

const emptyBlock = (text: string): BlockExpr => ({
  kind: 'Block',
  statements: [],
  span: { start: 0, end: text.length },
});

const errorExpr = (text: string): Expr => ({
  kind: 'Error',
  parts: [],
  span: { start: 0, end: text.length },
});

const errorType = (text: string): TypeExpr => ({ kind: 'ErrorType', span: { start: 0, end: text.length } });

const fqlReading = { semantics: fql, grammar: grammars.Fql } as const;

/** A whole query. With `template`, placeholders (NUL and `value>`) read as the variables `$0`, `$1` … (`spec/grammar.md 28`). */
export function parseQuery(text: string, options: { template?: boolean } = {}): Parsed<BlockExpr> {
  const source = options.template ? text : text.replaceAll('\0value>', '\0      ');
  return read<BlockExpr>(source, { ...fqlReading, rule: 'query', empty: emptyBlock });
}

/** One expression, no statements; no short lambda at the top. */
export function parseExpr(text: string): Parsed<Expr> {
  return read<Expr>(text, { ...fqlReading, rule: 'expression', empty: errorExpr });
}

/** One expression that may be a short lambda. */
export function parseShortExpr(text: string): Parsed<Expr> {
  return read<Expr>(text, { ...fqlReading, rule: 'shortExpression', empty: errorExpr });
}

/** The body of a stored function, predicate or computed field (`spec/grammar.md 20`). */
export function parseLambda(text: string): Parsed<Expr> {
  const parsed = read<Statement[]>(text, { ...fqlReading, rule: 'lambdaText', empty: () => [] });
  const { diagnostics, comments } = parsed;
  const lambda = diagnostics.length > 0 ? undefined : soleLambda(parsed.tree);
  if (lambda) return { tree: lambda, diagnostics, comments };
  if (diagnostics.length === 0) diagnostics.push(notALambda(parsed.tree, text));
  return { tree: errorExpr(text), diagnostics, comments };
}

/** The lambda that is the whole text; a short one must be in parentheses. */
function soleLambda(statements: readonly Statement[]): Expr | undefined {
  const [statement, ...others] = statements;
  if (statement?.kind !== 'Expr' || others.length > 0) return undefined;
  const { expr } = statement;
  if (expr.kind === 'LongLambda') return expr;
  const [element, ...more] = expr.kind === 'Tuple' ? expr.elements : [];
  return element?.kind === 'ShortLambda' && more.length === 0 ? element : undefined;
}

function notALambda(statements: readonly Statement[], text: string): Diagnostic {
  const end = text.length;
  if (statements.length === 0) {
    const message = 'Unexpected end of query. Expected statement or expression';
    return syntaxProblem('unexpected-end', message, { start: end, end: end + 1 });
  }
  const suggestion = {
    kind: 'hint',
    message: 'Declare a lambda.',
    span: { start: 0, end: 0 },
    suggestion: '() => ',
  } as const;
  return syntaxProblem(
    'not-a-lambda',
    'Body must be a lambda expression.',
    { start: 0, end },
    {
      annotation: 'Expression is not a lambda.',
      hints: statements.length === 1 ? [suggestion] : [],
    },
  );
}

/** A type; defaults for fields are not allowed. */
export function parseType(text: string): Parsed<TypeExpr> {
  return read<TypeExpr>(text, { ...fqlReading, rule: 'typeText', empty: errorType, check: reportDefaults });
}

/** A type whose object fields may have defaults (`spec/grammar.md 18`). */
export function parseSchemaType(text: string): Parsed<TypeExpr> {
  return read<TypeExpr>(text, {
    ...fqlReading,
    rule: 'typeText',
    empty: errorType,
    check: reportSchemaDefaults,
  });
}

/** `<A, B> type`. */
export function parseTypeScheme(text: string): Parsed<TypeScheme> {
  return read<TypeScheme>(text, {
    ...fqlReading,
    rule: 'typeScheme',
    empty: (source) => ({ params: [], type: errorType(source) }),
    check: (tree, problems) => reportDefaults(tree.type, problems),
  });
}

export function parsePattern(text: string): Parsed<Pattern> {
  const empty = (source: string): Pattern => ({
    kind: 'ErrorPattern',
    span: { start: 0, end: source.length },
  });
  return read<Pattern>(text, { ...fqlReading, rule: 'patternText', empty });
}

/** A field path such as `.address.lines[0]`. */
export function parsePath(text: string): Parsed<Path> {
  const { tree, diagnostics, comments } = read<Expr>(text, {
    ...fqlReading,
    rule: 'pathText',
    empty: errorExpr,
  });
  const path = diagnostics.length === 0 ? fieldPath(tree) : undefined;
  if (path !== undefined && 'steps' in path) return { tree: path, diagnostics, comments };
  if (path !== undefined) diagnostics.push(path);
  return { tree: { steps: [], span: { start: 0, end: text.length } }, diagnostics, comments };
}
