/**
 * Reads one piece of a document, usually one statement: strictly, and if that fails, tolerantly (README.md of
 * language/grammar). Places in the result count from the piece's start.
 */
import { grammars } from '../grammar/recipes.gen.ts';
import { buildTree, type TreeSemantics, treeSemantics } from './build.ts';
import { tolerantActions } from './build-tolerant.ts';
import type { Diagnostic } from './diagnostic.ts';
import { explain } from './explain.ts';
import { spansIn } from './move-spans.ts';
import { tooDeep, withinStack } from './nesting.ts';
import { syntaxProblem } from './problems.ts';
import { repair } from './repair.ts';
import { scan } from './scan.ts';
import { type StatementMatcher, statementMatcher } from './statement-matcher.ts';
import type { Comment, Span, Statement } from './tree.ts';

/** What a piece reads as. */
export interface Unit {
  statements: Statement[];
  diagnostics: Diagnostic[];
  comments: Comment[];
}

/** A language whose statements can be read: FQL, or FQL with placeholders. */
export interface Reader {
  strict: TreeSemantics;
  tolerant: TreeSemantics;
  /** Of the statement that is being edited. */
  matcher: StatementMatcher;
}

const readers = new Map<boolean, Reader>();

/** The language of queries, or of query templates. Grammars are made when they are first needed. */
export function readerOf(template: boolean): Reader {
  let reader = readers.get(template);
  if (reader === undefined) {
    const tolerant = template ? grammars.FqlTolerantTemplate : grammars.FqlTolerant;
    const strict = template ? grammars.FqlTemplate : grammars.Fql;
    reader = {
      strict: treeSemantics(strict),
      tolerant: treeSemantics(tolerant, tolerantActions),
      matcher: statementMatcher(strict),
    };
    readers.set(template, reader);
  }
  return reader;
}

/** Matches a piece as the database would; undefined when it refuses it. */
export function readStrictly(reader: Reader, text: string, placeholders: number): Unit | undefined {
  return withinStack(
    () => matchStrictly(reader, text, placeholders),
    () => undefined,
  );
}

function matchStrictly({ strict, matcher }: Reader, text: string, placeholders: number): Unit | undefined {
  const { marked, comments } = scan(text);
  const match = matcher.match(marked);
  if (match.failed()) return undefined;
  const { tree, problems } = buildTree<Statement[]>(strict, match, placeholders);
  // Separators alone are no statement.
  return problems.length === 0 && tree.length > 0
    ? { statements: tree, diagnostics: [], comments }
    : undefined;
}

/** A piece that the database refuses: a tree for everything in it that can be read, and what is wrong with the rest. */
export function readTolerantly(reader: Reader, text: string, placeholders: number): Unit {
  return withinStack(
    () => matchTolerantly(reader, text, placeholders),
    () => ({ statements: [skipped(text)], diagnostics: [tooDeep(text)], comments: [] }),
  );
}

function matchTolerantly({ strict, tolerant }: Reader, text: string, placeholders: number): Unit {
  const { comments } = scan(text, { strings: 'line' });
  const explained = explain(
    strict.grammar.name,
    strict.actions,
    'statementsText',
    scan(text).marked,
  ).diagnostics;
  const mended = repair(text);
  const match = tolerant.grammar.match(scan(mended.text).marked, 'tolerantText');
  if (match.failed()) return { statements: [skipped(text)], diagnostics: explained, comments };
  const { tree, mistakes } = buildTree<Statement[]>(tolerant, match, placeholders);
  for (const span of [...spansIn(tree), ...mistakes]) {
    span.start = mended.original(span.start);
    span.end = mended.original(span.end);
  }
  const found = [...mistakes, ...mended.mistakes];
  return { statements: tree, diagnostics: independent(explained, found, tree, strict, text), comments };
}

function skipped(text: string): Statement {
  const span = { start: 0, end: text.length };
  return { kind: 'Expr', expr: { kind: 'Error', parts: [], span }, span: { ...span } };
}

/**
 * The database stops at the first syntax error. Mistakes in other statements of blocks are mistakes of their own: each of
 * these statements is asked about alone.
 */
function independent(
  explained: readonly Diagnostic[],
  mistakes: readonly Span[],
  statements: readonly Statement[],
  { grammar, actions }: TreeSemantics,
  text: string,
): Diagnostic[] {
  const diagnostics = withoutCopies(explained);
  const all = statementsIn(statements);
  const broken = new Set(
    mistakes.map((mistake) => innermost(all, mistake)).filter((span) => span !== undefined),
  );
  // The first broken statement is the one whose error the database reports.
  const [, ...others] = [...broken].sort((a, b) => a.start - b.start);
  for (const { start, end } of others) {
    const alone = scan(text.slice(start, end)).marked;
    for (const problem of explain(grammar.name, actions, 'statementAlone', alone).diagnostics) {
      for (const span of spansIn(problem)) {
        span.start += start;
        span.end += start;
      }
      const inside = diagnostics.some(({ span }) => span.start >= start && span.start <= end);
      if (!inside) diagnostics.push(problem);
    }
  }
  return diagnostics.length > 0 ? diagnostics : [unknownMistake(mistakes[0], text)];
}

/** Used when a piece is refused only for where it stands. */
function unknownMistake(mistake: Span | undefined, text: string): Diagnostic {
  const start = mistake?.start ?? text.length;
  return syntaxProblem('syntax', 'Expected a line break or `;` between statements', {
    start,
    end: start + 1,
  });
}

/** The database reports some errors once for each form that it tried. */
function withoutCopies(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics.filter(({ message, span }) => {
    const key = `${span.start} ${span.end} ${message}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** The smallest statement that a place is in or directly behind. */
function innermost(spans: readonly Span[], place: Span): Span | undefined {
  let found: Span | undefined;
  for (const span of spans) {
    const holds = span.start <= place.start && place.start <= span.end;
    if (holds && (found === undefined || span.end - span.start <= found.end - found.start)) found = span;
  }
  return found;
}

/** The spans of all statements, those in blocks too. */
function statementsIn(statements: readonly Statement[]): Span[] {
  const spans: Span[] = [];
  const pending: unknown[] = [...statements];
  const known = new Set<unknown>(statements);
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    if (known.has(next)) spans.push((next as Statement).span);
    if ('kind' in next && next.kind === 'Block' && 'statements' in next) {
      for (const inner of next.statements as Statement[]) known.add(inner);
    }
    pending.push(...Object.values(next));
  }
  return spans;
}
