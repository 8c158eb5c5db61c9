/**
 * Reads what can be read of a broken piece of a schema. The text is taken from the outside in: items up to the first
 * broken one; of that, its head with an empty block; then its members one by one, each matched for itself. A member
 * that cannot be read ends at the next line outside of brackets. So one mistake costs one member.
 */
import { grammars } from '../grammar/recipes.gen.ts';
import { buildTree, treeSemantics } from './build.ts';
import type { Diagnostic } from './diagnostic.ts';
import { createDocument } from './document.ts';
import { explain } from './explain.ts';
import { endOfLine, findOutside, skipSeparators } from './fsl-brackets.ts';
import { schemaActions } from './fsl-build.ts';
import type { FslBlock, FslFunction, FslNode } from './fsl-tree.ts';
import { moveSpans } from './move-spans.ts';
import { syntaxProblem } from './problems.ts';

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

/** A piece of a schema file, and the same text with its heredocs marked, which is what Ohm matches (`scan.ts`). */
export interface PieceText {
  text: string;
  marked: string;
}

/** Reads a broken piece. */
export function recoverPiece(source: PieceText): Recovered {
  const { text } = source;
  const found: Recovered = { nodes: [], problems: [], failures: [] };
  for (let at = 0; at < text.length; ) {
    const read = readRule<FslNode[]>(source, at, text.length, 'schemaPrefix', found);
    found.nodes.push(...(read?.tree ?? []));
    const next = skipSeparators(text, read?.end ?? at, text.length);
    if (next >= text.length) break;
    const broken = recoverNode(source, next, text.length, found);
    if (broken) {
      found.nodes.push(broken.node);
      at = broken.end;
    } else {
      const prefix = readRule<FslNode>(source, next, text.length, 'memberPrefix', found);
      if (prefix && hasValue(prefix.tree)) found.nodes.push(prefix.tree);
      found.failures.push(failureAt(source, next, text.length));
      at = endOfLine(text, prefix?.end ?? next, text.length);
    }
  }
  found.nodes = found.nodes.map((node) => withReadBody(source, node, found));
  return found;
}

/** Reads the bodies of functions that were skipped in a piece that is whole otherwise. */
export function recoverBodies(source: PieceText, nodes: FslNode[]): Recovered {
  const found: Recovered = { nodes: [], problems: [], failures: [] };
  found.nodes = nodes.map((node) => withReadBody(source, node, found));
  return found;
}

/** Matches a rule at an offset and builds its tree, moved there. */
function readRule<T extends object>(
  { marked }: PieceText,
  start: number,
  end: number,
  rule: string,
  { problems }: Pick<Recovered, 'problems'>,
): { tree: T; end: number } | undefined {
  const match = grammars.Fsl.match(marked.slice(start, end), rule);
  if (match.failed()) return undefined;
  const built = buildTree<{ tree: T; end: number }>(schemaSemantics, match);
  moveSpans(built, start);
  problems.push(...built.problems);
  return { tree: built.tree.tree, end: built.tree.end + start };
}

function failureAt({ marked }: PieceText, start: number, end: number): Diagnostic {
  const match = grammars.Fsl.match(marked.slice(start, end), 'memberAlone');
  if (match.succeeded()) {
    // The item itself is whole: what lacks is something between it and the one before.
    return syntaxProblem('syntax', 'Expected a line break or `;` between items', { start, end: start + 1 });
  }
  const failure = failureOf(marked.slice(start, end), 'memberAlone');
  moveSpans(failure, start);
  return failure;
}

/** A node with a block in braces: its head is read with an empty block, its members for themselves. */
function recoverNode(
  source: PieceText,
  start: number,
  limit: number,
  found: Recovered,
): { node: FslNode; end: number } | undefined {
  const { text, marked } = source;
  const brace = findOutside(text, start, limit, '{');
  if (brace === undefined) return undefined;
  const head = text.slice(start, brace);
  if (/[\r\n][ \t]*[A-Za-z_]\w*[ \t]*:/.test(head)) return undefined;
  const empty: PieceText = { text, marked: `${marked.slice(0, brace)}{}` };
  const read = readRule<FslNode>(empty, start, brace + 2, 'memberPrefix', { problems: [] });
  if (read?.end !== brace + 2 || read.tree.body?.kind !== 'Block') return undefined;
  const close = findOutside(text, brace + 1, limit, '}') ?? limit;
  const items = recoverMembers(source, brace + 1, close, found);
  if (close === limit) found.failures.push(missingBrace(close));
  const end = Math.min(close + 1, limit);
  const block: FslBlock = { ...read.tree.body, items, closeBrace: { start: close, end } };
  return { node: { ...read.tree, body: block, span: { start: read.tree.span.start, end } }, end };
}

function missingBrace(at: number): Diagnostic {
  return syntaxProblem('syntax', 'Expected `}`', { start: at, end: at + 1 });
}

function recoverMembers(source: PieceText, start: number, end: number, found: Recovered): FslNode[] {
  const { text } = source;
  const items: FslNode[] = [];
  for (let at = skipSeparators(text, start, end); at < end; at = skipSeparators(text, at, end)) {
    const whole = readRule<FslNode>(source, at, end, 'memberAlone', found);
    if (whole) {
      items.push(whole.tree);
      at = whole.end;
      continue;
    }
    const nested = recoverNode(source, at, end, found);
    if (nested) {
      items.push(nested.node);
      at = nested.end;
      continue;
    }
    found.failures.push(failureAt(source, at, end));
    const prefix = readRule<FslNode>(source, at, end, 'memberPrefix', found);
    if (prefix && hasValue(prefix.tree)) items.push(prefix.tree);
    at = endOfLine(text, prefix?.end ?? at, end);
  }
  return items;
}

/** Whether more than a keyword could be read: what lacks its value has been reported already. */
function hasValue({ body }: FslNode): boolean {
  return body !== undefined && body.kind !== 'Invalid';
}

/** Of a function whose body is no block: its signature, and its body read as text that is being typed. */
function withReadBody(source: PieceText, node: FslNode, found: Recovered): FslNode {
  const { text, marked } = source;
  const { keyword, name, body } = node;
  if (keyword.text !== 'function' || name === undefined || body?.kind !== 'Invalid') return node;
  const start = node.annotations[0]?.span.start ?? keyword.span.start;
  const brace = findOutside(text, body.span.start, text.length, '{');
  if (brace === undefined) return node;
  const stand = '{null}';
  const head: PieceText = { text, marked: marked.slice(0, brace) + stand };
  const signature = readRule<FslNode>(head, start, brace + stand.length, 'memberPrefix', { problems: [] });
  if (signature?.tree.body?.kind !== 'Function') return node;
  const close = findOutside(text, brace + 1, text.length, '}');
  const { tree, diagnostics } = createDocument(text.slice(brace + 1, close)).syntax();
  moveSpans([tree, diagnostics], brace + 1);
  const end = close ?? text.length;
  const mistakes = diagnostics.map(aboutBlock);
  if (close === undefined) mistakes.push(missingBrace(end));
  else if (tree.statements.length === 0 && mistakes.length === 0) mistakes.push(emptyBlock(end));
  if (mistakes.length === 0) return node;
  found.failures.push(...mistakes);
  const block = { ...tree, span: { start: brace, end: Math.min(end + 1, text.length) } };
  const value: FslFunction = { ...signature.tree.body, body: block };
  return { ...node, body: value };
}

/** What was read as a query is a block here. */
function aboutBlock(diagnostic: Diagnostic): Diagnostic {
  return { ...diagnostic, message: diagnostic.message.replace('end of query', 'end of block') };
}

function emptyBlock(at: number): Diagnostic {
  const message = 'Unexpected end of block. Expected statement or expression';
  return syntaxProblem('unexpected-end', message, { start: at, end: at + 1 });
}
