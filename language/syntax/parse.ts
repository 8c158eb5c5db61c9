/**
 * The entry points of FQL (`spec/grammar.md 2`). None of them throws: whatever the text, there is a tree and a list of diagnostics,
 * empty exactly when the database accepts the text.
 */
import { grammars } from '../grammar/recipes.gen.ts';
import { buildTree, type TreeSemantics, treeSemantics } from './build.ts';
import type { Diagnostic } from './diagnostic.ts';
import { createDocument } from './document.ts';
import { explain } from './explain.ts';
import { MAX_NESTING, tooDeep, withinStack } from './nesting.ts';
import { scan } from './scan.ts';
import type { BlockExpr, Comment, Expr, Path, Pattern, TypeExpr, TypeScheme } from './tree.ts';

export interface Parsed<T> {
  tree: T;
  /** In the order in which the database reports them. */
  diagnostics: Diagnostic[];
  comments: Comment[];
}

export { MAX_NESTING };

const fql = treeSemantics(grammars.Fql);
const fqlTemplate = treeSemantics(grammars.FqlTemplate);

interface Reading<T> {
  semantics: TreeSemantics;
  rule: string;
  /** The tree of a text that does not match. */
  empty: (text: string) => T;
}

/** Matches a text with one rule of a grammar and builds its tree. */
export function read<T>(text: string, reading: Reading<T>): Parsed<T> {
  const { marked, comments, depth } = scan(text);
  const refuse = () => ({ tree: reading.empty(text), diagnostics: [tooDeep(text)], comments });
  if (depth > MAX_NESTING) return refuse();
  return withinStack(() => ({ ...readMarked(text, marked, reading), comments }), refuse);
}

/** `marked` is the text with its heredocs marked. */
function readMarked<T>(
  text: string,
  marked: string,
  { semantics, rule, empty }: Reading<T>,
): Omit<Parsed<T>, 'comments'> {
  const { grammar, actions } = semantics;
  const match = grammar.match(marked, rule);
  if (match.succeeded()) {
    const { tree, problems } = buildTree<T>(semantics, match);
    if (problems.length === 0) return { tree, diagnostics: [] };
  }
  const explained = explain(grammar.name, actions, rule, marked);
  const { diagnostics } = explained;
  const tree = explained.tree as T | undefined;
  return { tree: tree ?? empty(text), diagnostics };
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

const fqlReading = { semantics: fql } as const;

/**
 * A whole query, with the database's diagnostics. If there are any, the tree is that of `document.ts`: complete, with error
 * nodes. With `template`, placeholders (NUL and `value>`) read as the variables `$0`, `$1` … (`spec/grammar.md 28`).
 */
export function parseQuery(text: string, options: { template?: boolean } = {}): Parsed<BlockExpr> {
  const semantics = options.template ? fqlTemplate : fql;
  const parsed = read<BlockExpr>(text, { semantics, rule: 'query', empty: emptyBlock });
  if (parsed.diagnostics.length === 0) return parsed;
  const { tree, comments } = createDocument(text, options).syntax();
  return { tree, diagnostics: parsed.diagnostics, comments };
}

/** One expression, no statements; no short lambda at the top. */
export function parseExpr(text: string): Parsed<Expr> {
  return read<Expr>(text, { ...fqlReading, rule: 'exprText', empty: errorExpr });
}

/** One expression that may be a short lambda. */
export function parseShortExpr(text: string): Parsed<Expr> {
  return read<Expr>(text, { ...fqlReading, rule: 'shortText', empty: errorExpr });
}

/** The body of a stored function, predicate or computed field (`spec/grammar.md 20`): a lambda. */
export function parseLambda(text: string): Parsed<Expr> {
  return read<Expr>(text, { ...fqlReading, rule: 'lambdaText', empty: errorExpr });
}

/** A type; defaults for fields are not allowed. */
export function parseType(text: string): Parsed<TypeExpr> {
  return read<TypeExpr>(text, { ...fqlReading, rule: 'typeText', empty: errorType });
}

/** A type whose object fields may have defaults (`spec/grammar.md 18`). */
export function parseSchemaType(text: string): Parsed<TypeExpr> {
  return read<TypeExpr>(text, { ...fqlReading, rule: 'schemaTypeText', empty: errorType });
}

/** `<A, B> type`. */
export function parseTypeScheme(text: string): Parsed<TypeScheme> {
  return read<TypeScheme>(text, {
    ...fqlReading,
    rule: 'schemeText',
    empty: (source) => ({ params: [], type: errorType(source) }),
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
  const empty = (source: string): Path => ({ steps: [], span: { start: 0, end: source.length } });
  return read<Path>(text, { ...fqlReading, rule: 'pathText', empty });
}
