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
import type { Span } from './tree.ts';

export const schemaSemantics = treeSemantics(grammars.Fsl, schemaActions);

export interface Recovered {
  nodes: FslNode[];
  /** Semantic errors of what could be read. */
  problems: Diagnostic[];
  /** Where something could not be read on. */
  failures: Diagnostic[];
  /** The members of which only the beginning could be read: what stage 2 says of them follows from the failure. */
  broken: Span[];
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

const expectedItem = 'Expected `collection`, `function`, `role`, or `access provider`';
const expectedMember = 'Expected a field, a member, or `}`';

/** Reads a broken piece. */
export function recoverPiece(source: PieceText): Recovered {
  const { text } = source;
  const found: Recovered = { nodes: [], problems: [], failures: [], broken: [] };
  for (
    let at = skipSeparators(text, 0, text.length);
    at < text.length;
    at = skipSeparators(text, at, text.length)
  ) {
    const broken = recoverFunction(source, at, found) ?? recoverNode(source, at, text.length, found);
    if (broken) {
      found.nodes.push(broken.node);
      at = broken.end;
      continue;
    }
    const prefix = readBroken(source, at, text.length, expectedItem, found);
    if (prefix.node) found.nodes.push(prefix.node);
    at = prefix.end;
  }
  return found;
}

/** Reads the bodies of functions that were skipped in a piece that is whole otherwise. */
export function recoverBodies(source: PieceText, nodes: FslNode[]): Recovered {
  const found: Recovered = { nodes: [], problems: [], failures: [], broken: [] };
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

function failureAt({ marked }: PieceText, start: number, end: number, expectedThere: string): Diagnostic {
  const match = grammars.Fsl.match(marked.slice(start, end), 'memberAlone');
  if (match.succeeded()) {
    // The item itself is whole: what lacks is something between it and the one before.
    return syntaxProblem('syntax', 'Expected a line break or `;` between items', { start, end: start + 1 });
  }
  const failure = failureOf(marked.slice(start, end), 'memberAlone');
  if (failure.code === 'syntax' && failure.span.start === 0) failure.message = expectedThere;
  moveSpans(failure, start);
  return failure;
}

/** A function: its signature is read with an empty body, its body for itself, up to the brace that closes it. */
function recoverFunction(
  source: PieceText,
  start: number,
  found: Recovered,
): { node: FslNode; end: number } | undefined {
  const { text } = source;
  if (!functionStart.test(text.slice(start, start + 400))) return undefined;
  const brace = findOutside(text, start, text.length, '{');
  if (brace === undefined) return undefined;
  const close = findOutside(text, brace + 1, text.length, '}');
  const end = close === undefined ? text.length : close + 1;
  const whole = readRule<FslNode>(source, start, end, 'memberAlone', found);
  if (whole?.tree.body?.kind === 'Function') return { node: whole.tree, end };
  const node = withBody(source, start, brace, close, found);
  return node && { node, end };
}

const functionStart = /^(?:@[^\r\n)]*\)\s*)*function(?![A-Za-z0-9_'])/;

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
  // A brace too many is one mistake, not also one too few.
  const strayBrace = found.failures.some(({ span }) => span.start > brace && text[span.start] === '{');
  if (close === limit && !strayBrace) found.failures.push(missingBrace(close));
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
    const prefix = readBroken(source, at, end, expectedMember, found);
    if (prefix.node) items.push(prefix.node);
    at = prefix.end;
  }
  return items;
}

/** The beginning of a broken item or member, if there is more of it than a keyword. It ends with its line. */
function readBroken(
  source: PieceText,
  start: number,
  limit: number,
  expectedThere: string,
  found: Recovered,
): { node?: FslNode; end: number } {
  found.failures.push(failureAt(source, start, limit, expectedThere));
  const prefix = readRule<FslNode>(source, start, limit, 'memberPrefix', { problems: [] });
  const end = endOfLine(source.text, prefix?.end ?? start, limit);
  found.broken.push({ start, end });
  const body = prefix?.tree.body;
  return body && body.kind !== 'Invalid' ? { node: prefix.tree, end } : { end };
}

/** Of a function whose body is no block: its signature, and its body read as text that is being typed. */
function withReadBody(source: PieceText, node: FslNode, found: Recovered): FslNode {
  const { text } = source;
  const { keyword, name, body, annotations } = node;
  if (keyword.text !== 'function' || name === undefined || body?.kind !== 'Invalid') return node;
  const brace = findOutside(text, body.span.start, text.length, '{');
  if (brace === undefined) return node;
  const close = findOutside(text, brace + 1, text.length, '}');
  const read = withBody(source, annotations[0]?.span.start ?? keyword.span.start, brace, close, found);
  return read?.body ? { ...node, body: read.body } : node;
}

/** A function from its start, with the body between two braces; undefined when there is nothing wrong with the body. */
function withBody(
  { text, marked }: PieceText,
  start: number,
  brace: number,
  close: number | undefined,
  found: Recovered,
): FslNode | undefined {
  const stand = '{null}';
  const head: PieceText = { text, marked: marked.slice(0, brace) + stand };
  const signature = readRule<FslNode>(head, start, brace + stand.length, 'memberPrefix', { problems: [] });
  if (signature?.tree.body?.kind !== 'Function') return undefined;
  const { tree, diagnostics } = createDocument(text.slice(brace + 1, close)).syntax();
  moveSpans([tree, diagnostics], brace + 1);
  const end = close ?? text.length;
  const mistakes = diagnostics.map(aboutBlock);
  if (close === undefined) mistakes.push(missingBrace(end));
  else if (tree.statements.length === 0 && mistakes.length === 0) mistakes.push(emptyBlock(end));
  if (mistakes.length === 0) return undefined;
  found.failures.push(...mistakes);
  const span = { start: brace, end: Math.min(end + 1, text.length) };
  const body: FslFunction = { ...signature.tree.body, body: { ...tree, span } };
  return { ...signature.tree, body, span: { start: signature.tree.span.start, end: span.end } };
}

/** What was read as a query is a block here. */
function aboutBlock(diagnostic: Diagnostic): Diagnostic {
  return { ...diagnostic, message: diagnostic.message.replace('end of query', 'end of block') };
}

function emptyBlock(at: number): Diagnostic {
  const message = 'Unexpected end of block. Expected statement or expression';
  return syntaxProblem('unexpected-end', message, { start: at, end: at + 1 });
}
