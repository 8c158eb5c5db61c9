/**
 * Reads what can be read of a broken piece of a schema. The text is taken from the outside in: items up to the first
 * broken one; of that, its head with an empty block; then its members one by one, each matched for itself. A member
 * that cannot be read ends at the next line outside of brackets. So one mistake costs one member.
 */
import { grammars } from '../grammar/recipes.gen.ts';
import { buildTree, treeSemantics } from './build.ts';
import type { Diagnostic } from './diagnostic.ts';
import { explain } from './explain.ts';
import { schemaActions } from './fsl-build.ts';
import { nextToken } from './fsl-scan.ts';
import type { FslBlock, FslFunction, FslNode } from './fsl-tree.ts';
import { moveSpans } from './move-spans.ts';
import { syntaxProblem } from './problems.ts';
import type { BlockExpr } from './tree.ts';

export const schemaSemantics = treeSemantics(grammars.Fsl, schemaActions);

export interface Recovered {
  nodes: FslNode[];
  /** Semantic errors of what could be read. */
  problems: Diagnostic[];
  /** Where something could not be read on. */
  failures: Diagnostic[];
}

/** What the database says of a text that does not match a rule: a syntax error, or semantic errors found before it. */
export function failuresOf(text: string, rule: string): Diagnostic[] {
  return explain('Fsl', schemaSemantics.actions, rule, text).diagnostics;
}

/** The first of them. */
function failureOf(text: string, rule: string): Diagnostic {
  return failuresOf(text, rule)[0] ?? syntaxProblem('syntax', 'Expected end-of-input', { start: 0, end: 1 });
}

/** Reads a broken piece; `text` has its heredocs marked (`scan.ts`). */
export function recoverPiece(text: string): Recovered {
  const found: Recovered = { nodes: [], problems: [], failures: [] };
  for (let at = 0; at < text.length; ) {
    const read = readRule<FslNode[]>(text, at, text.length, 'schemaPrefix', found);
    found.nodes.push(...(read?.tree ?? []));
    const next = skipSeparators(text, read?.end ?? at, text.length);
    if (next >= text.length) break;
    const broken = recoverNode(text, next, text.length, found);
    if (broken) {
      found.nodes.push(broken.node);
      at = broken.end;
    } else {
      const prefix = readRule<FslNode>(text, next, text.length, 'memberPrefix', found);
      if (prefix && hasValue(prefix.tree)) found.nodes.push(prefix.tree);
      found.failures.push(failureAt(text, next, text.length));
      at = endOfLine(text, prefix?.end ?? next, text.length);
    }
  }
  found.nodes = found.nodes.map((node) => withReadBody(text, node, found));
  return found;
}

/** Reads the bodies of functions that were skipped in a piece that is whole otherwise. */
export function recoverBodies(text: string, nodes: FslNode[]): Recovered {
  const found: Recovered = { nodes: [], problems: [], failures: [] };
  found.nodes = nodes.map((node) => withReadBody(text, node, found));
  return found;
}

/** Matches a rule at an offset and builds its tree, moved there. */
function readRule<T extends object>(
  text: string,
  start: number,
  end: number,
  rule: string,
  { problems }: Pick<Recovered, 'problems'>,
): { tree: T; end: number } | undefined {
  const match = grammars.Fsl.match(text.slice(start, end), rule);
  if (match.failed()) return undefined;
  const built = buildTree<{ tree: T; end: number }>(schemaSemantics, match);
  moveSpans(built, start);
  problems.push(...built.problems);
  return { tree: built.tree.tree, end: built.tree.end + start };
}

function failureAt(text: string, start: number, end: number): Diagnostic {
  const match = grammars.Fsl.match(text.slice(start, end), 'memberAlone');
  if (match.succeeded()) {
    // The item itself is whole: what lacks is something between it and the one before.
    return syntaxProblem('syntax', 'Expected a line break or `;` between items', { start, end: start + 1 });
  }
  const failure = failureOf(text.slice(start, end), 'memberAlone');
  moveSpans(failure, start);
  return failure;
}

/** A node with a block in braces: its head is read with an empty block, its members for themselves. */
function recoverNode(
  text: string,
  start: number,
  limit: number,
  found: Recovered,
): { node: FslNode; end: number } | undefined {
  const brace = findOutside(text, start, limit, '{');
  if (brace === undefined) return undefined;
  const head = text.slice(start, brace);
  if (/[\r\n][ \t]*[A-Za-z_]\w*[ \t]*:/.test(head)) return undefined;
  const quiet: Pick<Recovered, 'problems'> = { problems: [] };
  const read = readRule<FslNode>(`${text.slice(0, brace)}{}`, start, brace + 2, 'memberPrefix', quiet);
  if (read?.end !== brace + 2 || read.tree.body?.kind !== 'Block') return undefined;
  const close = findOutside(text, brace + 1, limit, '}') ?? limit;
  const items = recoverMembers(text, brace + 1, close, found);
  if (close === limit) found.failures.push(missingBrace(close));
  const end = Math.min(close + 1, limit);
  const block: FslBlock = { ...read.tree.body, items, closeBrace: { start: close, end } };
  return { node: { ...read.tree, body: block, span: { start: read.tree.span.start, end } }, end };
}

function missingBrace(at: number): Diagnostic {
  return syntaxProblem('syntax', 'Expected `}`', { start: at, end: at + 1 });
}

function recoverMembers(text: string, start: number, end: number, found: Recovered): FslNode[] {
  const items: FslNode[] = [];
  for (let at = skipSeparators(text, start, end); at < end; at = skipSeparators(text, at, end)) {
    const whole = readRule<FslNode>(text, at, end, 'memberAlone', found);
    if (whole) {
      items.push(whole.tree);
      at = whole.end;
      continue;
    }
    const nested = recoverNode(text, at, end, found);
    if (nested) {
      items.push(nested.node);
      at = nested.end;
      continue;
    }
    found.failures.push(failureAt(text, at, end));
    const prefix = readRule<FslNode>(text, at, end, 'memberPrefix', found);
    if (prefix && hasValue(prefix.tree)) items.push(prefix.tree);
    at = endOfLine(text, prefix?.end ?? at, end);
  }
  return items;
}

/** Whether more than a keyword could be read: what lacks its value has been reported already. */
function hasValue({ body }: FslNode): boolean {
  return body !== undefined && body.kind !== 'Invalid';
}

/** Of a function whose body is no block: its signature, and as much of its body as can be read. */
function withReadBody(text: string, node: FslNode, found: Recovered): FslNode {
  const { keyword, name, body } = node;
  if (keyword.text !== 'function' || name === undefined || body?.kind !== 'Invalid') return node;
  const start = node.annotations[0]?.span.start ?? keyword.span.start;
  const brace = findOutside(text, body.span.start, text.length, '{');
  if (brace === undefined) return node;
  const stand = '{null}';
  const quiet: Pick<Recovered, 'problems'> = { problems: [] };
  const signature = readRule<FslNode>(
    text.slice(0, brace) + stand,
    start,
    brace + stand.length,
    'memberPrefix',
    quiet,
  );
  if (signature?.tree.body?.kind !== 'Function') return node;
  const whole = grammars.Fsl.match(text.slice(brace), 'bodyAlone');
  if (whole.succeeded()) return node;
  const failure = failureOf(text.slice(brace), 'bodyAlone');
  moveSpans(failure, brace);
  const block = readBody(text, brace, failure, found);
  const value: FslFunction = { ...signature.tree.body, body: block ?? signature.tree.body.body };
  return { ...node, body: value };
}

/** The statements up to the failure. Whether a block is empty or lacks a value shows only where its list of statements ends. */
function readBody(text: string, brace: number, failure: Diagnostic, found: Recovered): BlockExpr | undefined {
  const own: Pick<Recovered, 'problems'> = { problems: [] };
  const read = readRule<BlockExpr>(text, brace, text.length, 'bodyPrefix', own);
  const failedAt = failure.span.start;
  const listEnds = read !== undefined && failedAt <= skipSeparators(text, read.end, text.length);
  const aboutEnd = ({ code, span }: Diagnostic) =>
    (code === 'unexpected-end' || code === 'missing-return') && span.start === read?.tree.span.end;
  const problems = own.problems.filter((problem) => listEnds || !aboutEnd(problem));
  if (!listEnds && opensEmptyBlock(text, brace, failedAt)) problems.push(emptyBlock(failedAt));
  found.problems.push(...problems);
  if (problems.length === 0) found.failures.push(failure);
  return read?.tree;
}

/** Whether nothing but blank is between the place of a failure and a brace that can only open a block. */
function opensEmptyBlock(text: string, from: number, at: number): boolean {
  const before = text.slice(from, at).replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, ' ');
  return /(?:[({[,;=]|=>|else|\n)\s*\{[\s;]*$/.test(before);
}

function emptyBlock(at: number): Diagnostic {
  const message = 'Unexpected end of block. Expected statement or expression';
  return syntaxProblem('unexpected-end', message, { start: at, end: at + 1 });
}

/** The brackets that are open; a `}` closes through brackets of other kinds that were left open. */
function openBrackets(): { add(found: string): void; isEmpty(): boolean; holdsBrace(): boolean } {
  const open: string[] = [];
  const pairs: Record<string, string> = { ')': '(', ']': '[', '}': '{' };
  return {
    add(found) {
      if (/^[([{]$/.test(found)) open.push(found);
      const opener = pairs[found];
      if (opener === undefined) return;
      const at = open.lastIndexOf(opener);
      if (at >= 0 && (found === '}' || at === open.length - 1)) open.length = at;
    },
    isEmpty: () => open.length === 0,
    holdsBrace: () => open.includes('{'),
  };
}

/** The first brace of a kind outside of others, of strings and of comments. */
function findOutside(text: string, start: number, end: number, brace: '{' | '}'): number | undefined {
  const brackets = openBrackets();
  for (let at = start; at < end; ) {
    const [next, found] = nextToken(text, at);
    if (found === brace && (brace === '{' ? brackets.isEmpty() : !brackets.holdsBrace())) return at;
    brackets.add(found);
    at = next;
  }
  return undefined;
}

/** Behind blank, comments and semicolons. */
function skipSeparators(text: string, start: number, end: number): number {
  let at = start;
  while (at < end) {
    const [next, found] = nextToken(text, at);
    if (!/^(?:[ \t\r\n;]|\/\/|\/\*)/.test(found)) break;
    at = next;
  }
  return Math.min(at, end);
}

/** The end of the line that `start` is in; brackets and strings may take it over several. */
function endOfLine(text: string, start: number, end: number): number {
  const brackets = openBrackets();
  for (let at = start; at < end; ) {
    const [next, found] = nextToken(text, at);
    const ends = found === ';' || found.includes('\n') || found.startsWith('//');
    if (ends && brackets.isEmpty()) return Math.max(at, start + 1);
    brackets.add(found);
    at = next;
  }
  return end;
}
