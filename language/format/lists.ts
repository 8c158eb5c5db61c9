/** Layout of what stands in brackets: elements, arguments, fields. */
import type { Expr } from '../syntax/tree.ts';
import { innerComments, type Source } from './comments.ts';
import { choice, type Doc, group, hardline, indent, join, line, softline } from './doc.ts';
import { printExpr, printLastArgument } from './expr.ts';
import type { Node } from './nodes.ts';

/** `[a, b]`: on one line, or one entry a line. */
export function bracketed(open: string, entries: Doc[], close: string): Doc {
  if (entries.length === 0) return open + close;
  return group([open, indent([softline, join([',', line], entries)]), softline, close]);
}

/** `{ a, b }`: like `bracketed` with blanks inside. `expanded` asks for one entry a line even when all would fit. */
export function braced(entries: Doc[], expanded: boolean): Doc {
  return group(['{', indent([line, join([',', line], entries)]), line, '}'], expanded);
}

/** Brackets that hold nothing but, perhaps, comments. */
export function emptyBrackets(source: Source, node: Node, open: string, close: string): Doc {
  const comments = innerComments(source, node);
  return comments ? group([open, indent([softline, comments]), softline, close]) : open + close;
}

/** Whether the author put a line break between an opening bracket at `offset` and what follows it: then it stays open. */
export function opensOnNewLine({ text }: Source, offset: number): boolean {
  return /^[{[(][ \t]*(?:\/\/[^\n]*)?\r?\n/.test(text.slice(offset, offset + 300));
}

/**
 * `(a, b)` or `[a, b]` behind a callee. A last argument that is a lambda or an object keeps its head on the line of
 * the callee.
 */
export function printArguments(source: Source, node: Node, open: string, args: Expr[], close: string): Doc {
  const last = args.at(-1);
  if (last === undefined) return emptyBrackets(source, node, open, close);
  const docs = args.map((arg) => printExpr(source, arg));
  const broken = bracketed(open, docs, close);
  if (!keepsHead(last) || args.slice(0, -1).some(keepsHead) || args.some((arg) => source.attached.has(arg)))
    return broken;
  const others = docs.slice(0, -1).flatMap((doc) => [doc, ', ']);
  const flat = [open, ...others, docs.at(-1) ?? '', close];
  const tail = printLastArgument(source, last);
  return choice(flat, [open, ...others, group(tail, true), close], group(broken, true));
}

function keepsHead(expr: Expr): boolean {
  return (
    expr.kind === 'LongLambda' || expr.kind === 'Block' || (expr.kind === 'Object' && expr.fields.length > 0)
  );
}

/** Statements or members one a line; an empty line between two of them stays (one of several). */
export function linesOf(docs: Doc[], blankBefore: (index: number) => boolean): Doc {
  return docs.map((doc, i) => (i === 0 ? doc : [hardline, blankBefore(i) ? hardline : '', doc]));
}
