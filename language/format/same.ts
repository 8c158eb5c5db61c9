/**
 * The formatter's safety net: the text that it made must be read as the text that it was given. Trees are compared
 * without their places in the text; beside that the characters of both, and their comments one by one. Separators (`,` `;` line
 * breaks) and round brackets are covered by the trees: the first may be changed, the second may be superfluous in types.
 */
import type { Comment } from '../syntax/tree.ts';

/** What is compared: a tree (or several) and the comments of its text. */
export interface Read {
  text: string;
  trees: object[];
  comments: Comment[];
}

/** Whether two texts say the same. */
export function saysTheSame(before: Read, after: Read): boolean {
  return (
    sameList(commentTexts(before), commentTexts(after)) &&
    significant(before) === significant(after) &&
    sameTree(before.trees, after.trees)
  );
}

function sameList(a: string[], b: string[]): boolean {
  return a.length === b.length && a.every((text, i) => text === b[i]);
}

function commentTexts({ text, comments }: Read): string[] {
  return comments.map(({ span }) => text.slice(span.start, span.end).trimEnd());
}

/** Everything that is not a comment, a blank, a separator or a round bracket, in the order of the text. */
function significant({ text, comments }: Read): string {
  let rest = '';
  let end = 0;
  for (const { span } of comments) {
    rest += text.slice(end, span.start);
    end = span.end;
  }
  return (rest + text.slice(end)).replace(/[\s,;()]/g, '');
}

/** Where something stands, not what it is. */
function isSpan(value: object): boolean {
  return 'start' in value && 'end' in value && Object.keys(value).length === 2;
}

/** Compares with a list of pairs still to do, because sums of ten thousand operands are as deep as they are long. */
function sameTree(before: unknown, after: unknown): boolean {
  const pairs: [unknown, unknown][] = [[before, after]];
  for (let pair = pairs.pop(); pair; pair = pairs.pop()) {
    const [a, b] = pair;
    if (a === b) continue;
    if (typeof a === 'string' && typeof b === 'string') {
      // The name of an operator may have the blank in front of it (spec/grammar.md 12).
      if (a.trim() !== b.trim()) return false;
      continue;
    }
    if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
    if (isSpan(a) && isSpan(b)) continue;
    for (const name of new Set([...Object.keys(a), ...Object.keys(b)])) {
      // A comment above an item documents it only when nothing is between them: comments are compared as such.
      if (name !== 'docComment') pairs.push([a[name as never], b[name as never]]);
    }
  }
  return true;
}
