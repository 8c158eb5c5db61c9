/**
 * The formatter: one style for FQL and FSL, 80 columns, two spaces. It never changes what a text says (`same.ts`) and
 * never touches a text that it cannot read.
 */
import type { Diagnostic } from '../syntax/diagnostic.ts';
import { parseFsl } from '../syntax/fsl.ts';
import type { FslNode } from '../syntax/fsl-tree.ts';
import { parseQuery } from '../syntax/parse.ts';
import type { Comment, Span } from '../syntax/tree.ts';
import { attachComments, type Source } from './comments.ts';
import { type Doc, render } from './doc.ts';
import { printStatements } from './expr.ts';
import { printItems } from './fsl.ts';
import { childrenOf, type Extent, fslExtent, type Node } from './nodes.ts';
import { saysTheSame } from './same.ts';

export interface FormatOptions {
  /** Columns that a line should not exceed; 80 when not given. */
  width?: number;
}

/** The formatted text, or why there is none. */
export type Formatted = { ok: true; text: string } | { ok: false; message: string };

/** Text to put in the place of `span`, or why there is none. */
export type FormattedRange = { ok: true; span: Span; text: string } | { ok: false; message: string };

/** A document read for formatting: its outermost parts, and how to lay some of them out. */
interface Reading {
  problem?: Diagnostic;
  trees: object[];
  comments: Comment[];
  /** The statements or items. */
  parts: Extent[];
  /** Where each comment belongs. */
  source: () => Source;
  layout: (source: Source, parts: Extent[]) => Doc;
}

type Reader = (text: string) => Reading;

/** A query or a file of queries. */
export function formatFql(text: string, options: FormatOptions = {}): Formatted {
  return format(text, readFql, options);
}

/** A schema file. Mistakes in what it means (a field declared twice) do not matter here, only those in its form. */
export function formatFsl(text: string, options: FormatOptions = {}): Formatted {
  return format(text, readFsl, options);
}

/** The statements that a range touches, whole. */
export function formatFqlRange(text: string, range: Span, options: FormatOptions = {}): FormattedRange {
  return formatRange(text, range, readFql, options);
}

/** The items that a range touches, whole. */
export function formatFslRange(text: string, range: Span, options: FormatOptions = {}): FormattedRange {
  return formatRange(text, range, readFsl, options);
}

function format(text: string, read: Reader, { width = 80 }: FormatOptions): Formatted {
  if (isBlank(text)) return { ok: true, text: '' };
  const before = read(text);
  if (before.problem) return { ok: false, message: brokenText(text, before.problem) };
  const laidOut = render(before.layout(before.source(), before.parts), width);
  const formatted = `${laidOut}\n`.trimStart().replace(/\s+$/, '\n');
  return checkedAgainst(text, before, formatted, read) ?? { ok: true, text: formatted };
}

function formatRange(text: string, range: Span, read: Reader, { width = 80 }: FormatOptions): FormattedRange {
  const before = read(text);
  if (before.problem) return { ok: false, message: brokenText(text, before.problem) };
  const touched = before.parts.filter((part) => part.start <= range.end && part.end >= range.start);
  const source = before.source();
  const spans = touched.map((part) => withItsComments(source, part));
  const [first] = spans;
  const last = spans.at(-1);
  if (!first || !last) return { ok: true, span: { start: range.start, end: range.start }, text: '' };
  const span = { start: first.start, end: last.end };
  const formatted = render(before.layout(source, touched), width).trim();
  const whole = text.slice(0, span.start) + formatted + text.slice(span.end);
  return checkedAgainst(text, before, whole, read) ?? { ok: true, span, text: formatted };
}

function withItsComments({ attached }: Source, part: Extent): Span {
  const comments = attached.get(part.node);
  const start = comments?.leading[0]?.span.start ?? part.start;
  return { start, end: Math.max(part.end, comments?.trailing.at(-1)?.span.end ?? 0) };
}

/** The refusal, when a formatted text does not say what the text before said. */
function checkedAgainst(
  text: string,
  before: Reading,
  formatted: string,
  read: Reader,
): (Formatted & { ok: false }) | undefined {
  const after = read(formatted);
  if (!after.problem && saysTheSame({ text, ...before }, { text: formatted, ...after })) return undefined;
  const message =
    'The formatter would have changed what this text says, so it left it as it is. Please report this text.';
  return { ok: false, message };
}

function isBlank(text: string): boolean {
  return /^\s*$/.test(text);
}

function brokenText(text: string, { message, span }: Diagnostic): string {
  const before = text.slice(0, span.start);
  const line = before.split('\n').length;
  const column = span.start - (before.lastIndexOf('\n') + 1) + 1;
  return `Line ${line}, column ${column}: ${message.replace(/\.$/, '')}. Only text without mistakes can be formatted.`;
}

const isError = (diagnostic: Diagnostic) => diagnostic.severity === 'error';

function readFql(text: string): Reading {
  const { tree, diagnostics, comments } = parseQuery(text);
  const parts = childrenOf(tree);
  return {
    problem: diagnostics.find(isError),
    trees: [tree],
    comments,
    parts,
    source: () => attachComments(text, comments, parts, tree),
    layout(source, chosen) {
      const nodes = new Set(chosen.map((part) => part.node));
      return printStatements(
        source,
        tree,
        tree.statements.filter((statement) => nodes.has(statement)),
      );
    },
  };
}

function readFsl(text: string): Reading {
  const { nodes, diagnostics, syntaxDiagnostics, comments } = parseFsl(text);
  const parts = nodes.map(fslExtent);
  const outer: Node = { kind: 'Error', parts: [], span: { start: 0, end: text.length } };
  return {
    problem: [...syntaxDiagnostics, ...(nodes.some(isUnreadable) ? diagnostics : [])].find(isError),
    trees: nodes,
    comments,
    parts,
    source: () => attachComments(text, comments, parts, outer),
    layout: (source, chosen) =>
      printItems(
        source,
        nodes.filter((node) => chosen.some((part) => part.node === node)),
        outer,
      ),
  };
}

/** Whether text was skipped somewhere in a node, because it has no form that can be laid out. */
function isUnreadable({ body }: FslNode): boolean {
  return body?.kind === 'Invalid' || (body?.kind === 'Block' && body.items.some(isUnreadable));
}
