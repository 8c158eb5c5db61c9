/**
 * Where comments belong. A comment goes with a node: in front of the one that follows it, behind the one before it,
 * or inside one that holds nothing else. The printer then prints each node with its comments.
 */
import type { Comment } from '../syntax/tree.ts';
import { type Doc, hardline, lineComment, lineSuffix, verbatim } from './doc.ts';
import { childrenOf, type Extent, type Node } from './nodes.ts';

/** The comments of one node. */
interface Attached {
  leading: Comment[];
  trailing: Comment[];
  /** Inside a node that has no other place for them, such as an empty block. */
  inner: Comment[];
}

/** The text being formatted and the comments of its nodes. */
export interface Source {
  text: string;
  attached: Map<Node, Attached>;
}

/** Finds a node for every comment. `roots` are the outermost nodes; comments beside all of them go to `outer`. */
export function attachComments(text: string, comments: Comment[], roots: Extent[], outer: Node): Source {
  const attached: Source['attached'] = new Map();
  for (const comment of comments) place(text, comment, roots, outer, attached);
  return { text, attached };
}

function place(
  text: string,
  comment: Comment,
  roots: Extent[],
  outer: Node,
  attached: Source['attached'],
): void {
  const { start, end } = comment.span;
  let inside = roots;
  let enclosing = outer;
  let before: Extent | undefined;
  let after: Extent | undefined;
  for (;;) {
    const at = firstEndingAfter(inside, start);
    const here = inside[at];
    if (here && here.start <= start && end <= here.end) {
      // Strings with interpolation are printed as they stand, comments included.
      if ('kind' in here.node && (here.node.kind === 'Template' || here.node.kind === 'Literal')) return;
      enclosing = here.node;
      inside = childrenOf(enclosing);
      continue;
    }
    before = inside[at - 1];
    after = here;
    break;
  }
  const comments = (node: Node) => commentsOf(attached, node);
  const endsItsLine = comment.kind === 'line' || endsLine(text, end);
  const introduces = after !== undefined && /^\s*$/.test(text.slice(end, after.start));
  // In front of `else` a comment goes with the branch above.
  const beforeElse = 'kind' in enclosing && enclosing.kind === 'If' && !introduces;
  if (after && !beforeElse && (startsLine(text, start) || !before || (introduces && !endsItsLine))) {
    comments(after.node).leading.push(comment);
  } else if (before) {
    comments(before.node).trailing.push(comment);
  } else if (keepsInside(enclosing)) {
    comments(enclosing).inner.push(comment);
  } else {
    comments(enclosing).leading.push(comment);
  }
}

/** Nodes that are printed with the comments between their brackets, when nothing else is there. */
function keepsInside(node: Node): boolean {
  if ('annotations' in node) return node.body?.kind === 'Block' || node.body?.kind === 'Paths';
  if (!('kind' in node)) return false;
  return /^(?:Object|Tuple|Array|Block|MethodCall|Apply|Access|ObjectType|Error)$/.test(node.kind);
}

/** Index of the first extent that ends behind `offset`, by bisection: extents are in order and do not overlap. */
function firstEndingAfter(extents: Extent[], offset: number): number {
  let low = 0;
  let high = extents.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((extents[middle]?.end ?? 0) > offset) high = middle;
    else low = middle + 1;
  }
  return low;
}

function commentsOf(attached: Source['attached'], node: Node): Attached {
  let comments = attached.get(node);
  if (comments === undefined) {
    comments = { leading: [], trailing: [], inner: [] };
    attached.set(node, comments);
  }
  return comments;
}

function startsLine(text: string, offset: number): boolean {
  return /(?:^|[\r\n])[ \t]*$/.test(text.slice(Math.max(0, text.lastIndexOf('\n', offset - 1)), offset));
}

function endsLine(text: string, offset: number): boolean {
  return /^[ \t]*(?:[\r\n]|$)/.test(text.slice(offset, offset + 200));
}

/** Whether an empty line separates the text before `offset` from what precedes it. */
export function hasBlankLineBefore(text: string, offset: number): boolean {
  return /\n[ \t\r]*\n[ \t\r]*$/.test(text.slice(Math.max(0, offset - 400), offset));
}

/** Whether an empty line follows `offset`. */
export function hasBlankLineAfter(text: string, offset: number): boolean {
  return /^[ \t\r;,]*\n[ \t\r]*\n/.test(text.slice(offset, offset + 400));
}

/** A node's document with the comments in front of it and behind it. */
export function withComments(source: Source, node: Node, doc: Doc): Doc {
  const comments = source.attached.get(node);
  if (!comments || (comments.leading.length === 0 && comments.trailing.length === 0)) return doc;
  return [leadingComments(source, node), doc, trailingComments(source, node)];
}

export function leadingComments({ text, attached }: Source, node: Node): Doc {
  const leading = attached.get(node)?.leading ?? [];
  return leading.map((comment) => {
    const ends = comment.kind === 'line' || endsLine(text, comment.span.end);
    const gap = hasBlankLineAfter(text, comment.span.end) ? [hardline, hardline] : hardline;
    return [commentDoc(text, comment), ends ? gap : ' '];
  });
}

export function hasLeadingComments({ attached }: Source, node: Node): boolean {
  return (attached.get(node)?.leading.length ?? 0) > 0;
}

export function hasTrailingComments({ attached }: Source, node: Node): boolean {
  return (attached.get(node)?.trailing.length ?? 0) > 0;
}

export function trailingComments({ text, attached }: Source, node: Node): Doc {
  const trailing = attached.get(node)?.trailing ?? [];
  return trailing.map((comment) => {
    if (startsLine(text, comment.span.start)) {
      const gap = hasBlankLineBefore(text, comment.span.start) ? [hardline, hardline] : hardline;
      return [gap, commentDoc(text, comment)];
    }
    return comment.kind === 'line'
      ? lineSuffix(commentText(text, comment))
      : [' ', commentDoc(text, comment)];
  });
}

/** The comments inside a node that holds nothing else, one a line; `undefined` when there is none. */
export function innerComments({ text, attached }: Source, node: Node): Doc | undefined {
  const inner = attached.get(node)?.inner ?? [];
  if (inner.length === 0) return undefined;
  return inner.map((comment, i) => {
    const gap = hasBlankLineBefore(text, comment.span.start) ? [hardline, hardline] : hardline;
    return i === 0 ? commentDoc(text, comment) : [gap, commentDoc(text, comment)];
  });
}

function commentText(text: string, comment: Comment): string {
  return text.slice(comment.span.start, comment.span.end).trimEnd();
}

function commentDoc(text: string, comment: Comment): Doc {
  const content = commentText(text, comment);
  return comment.kind === 'line' ? lineComment(content) : verbatim(content);
}
