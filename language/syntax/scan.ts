/**
 * The boundary scan: one pass over a text that knows comments, strings with `#{…}`, heredocs and brackets, and nothing else. It never decides what
 * is valid. The parser gets from it the comments, the depth of nesting, and the ends of heredocs, which a grammar cannot
 * find because their delimiter is free.
 */
import type { Comment } from './tree.ts';

/** Stands for each character of a heredoc's closing delimiter in the text that Ohm sees. */
export const HEREDOC_END = '\uFFFF';

export interface Scan {
  /** The text with the closing delimiters of heredocs marked; as long as the original. */
  marked: string;
  comments: Comment[];
  /** The deepest nesting of brackets and interpolations. */
  depth: number;
}

type Frame =
  | { in: 'code'; depth: number }
  | { in: 'string' }
  | { in: 'heredoc'; word: string; interpolated: boolean };

const WORD = /[A-Za-z_][A-Za-z0-9_']*/y;
const LINE_COMMENT = /\/\/[^\n]*/y;
const SINGLE_QUOTED = /'(?:[^'\\]|\\[\s\S])*'/y;
const HEREDOC_START = /<<([-+])[ \t]*([A-Za-z_][A-Za-z0-9_']*)[ \t]*(?:[\r\n][ \t]*)*[\r\n]/y;

/** Matches a sticky pattern at an offset; the end of the match, or -1. */
function endOf(pattern: RegExp, text: string, offset: number): number {
  pattern.lastIndex = offset;
  return pattern.test(text) ? pattern.lastIndex : -1;
}

/** The end of a block comment that starts at `offset`, nested ones counted; -1 when it is not closed. */
export function blockCommentEnd(text: string, offset: number): number {
  let open = 0;
  for (let at = offset; at < text.length - 1; at++) {
    const pair = text.slice(at, at + 2);
    if (pair === '/*') open++;
    else if (pair === '*/') open--;
    else continue;
    at++;
    if (open === 0) return at + 1;
  }
  return -1;
}

export function scan(text: string): Scan {
  // The mark is no character that may stand in FQL; one that does is refused under another name.
  const source = text.includes(HEREDOC_END) ? text.replaceAll(HEREDOC_END, '\uFFFE') : text;
  const comments: Comment[] = [];
  const ends: { start: number; end: number }[] = [];
  const frames: Frame[] = [{ in: 'code', depth: 0 }];
  let nesting = 0;
  let depth = 0;
  let at = 0;
  const open = (frame?: Frame) => {
    depth = Math.max(depth, ++nesting);
    if (frame) frames.push(frame);
  };
  while (at < source.length) {
    const frame = frames.at(-1)!;
    if (frame.in === 'code') at = scanCode(frame);
    else if (frame.in === 'string') at = scanString();
    else at = scanHeredoc(frame);
  }
  return { marked: mark(source, ends), comments, depth };

  function scanCode(frame: Frame & { in: 'code' }): number {
    const character = source[at]!;
    const word = endOf(WORD, source, at);
    if (word > 0) return word;
    if (character === '/') return scanSlash();
    if (character === "'") return Math.max(at + 1, endOf(SINGLE_QUOTED, source, at));
    if (character === '"') frames.push({ in: 'string' });
    else if (character === '<') return scanLess();
    else if ('([{'.includes(character)) {
      frame.depth++;
      open();
    } else if (')]}'.includes(character)) {
      if (frame.depth > 0) {
        frame.depth--;
        nesting--;
      } else if (character === '}' && frames.length > 1) {
        frames.pop();
        nesting--;
      }
    }
    return at + 1;
  }

  function scanSlash(): number {
    const line = endOf(LINE_COMMENT, source, at);
    const end = line > 0 ? line : source.startsWith('/*', at) ? blockCommentEnd(source, at) : -1;
    if (end < 0) return at + 1;
    comments.push({ kind: line > 0 ? 'line' : 'block', span: { start: at, end } });
    return end;
  }

  function scanLess(): number {
    HEREDOC_START.lastIndex = at;
    const match = HEREDOC_START.exec(source);
    if (!match) return at + 1;
    frames.push({ in: 'heredoc', word: match[2]!, interpolated: match[1] === '+' });
    return HEREDOC_START.lastIndex;
  }

  function scanString(): number {
    const character = source[at]!;
    if (character === '\\') return at + 2;
    if (character === '"') frames.pop();
    else if (source.startsWith('#{', at)) {
      open({ in: 'code', depth: 0 });
      return at + 2;
    }
    return at + 1;
  }

  /** At the start of a line the delimiter ends the heredoc; elsewhere only `#{` counts. */
  function scanHeredoc({ word, interpolated }: Frame & { in: 'heredoc' }): number {
    const before = source[at - 1];
    if (before === '\n' || before === '\r') {
      const start = at + /^(?:[ \t]+|\/\*[\s\S]*?\*\/)*/.exec(source.slice(at, at + 4096))![0].length;
      // A last line that no line break ends is no line of the heredoc: its beginning is taken for the delimiter.
      const isWord = () =>
        !/[A-Za-z0-9_']/.test(source[start + word.length] ?? '') || !/[\r\n]/.test(source.slice(start));
      if (source.startsWith(word, start) && isWord()) {
        ends.push({ start, end: start + word.length });
        frames.pop();
        return start + word.length;
      }
    }
    if (interpolated && source.startsWith('#{', at)) {
      open({ in: 'code', depth: 0 });
      return at + 2;
    }
    return at + 1;
  }
}

function mark(source: string, ends: readonly { start: number; end: number }[]): string {
  let marked = '';
  let from = 0;
  for (const { start, end } of ends) {
    marked += source.slice(from, start) + HEREDOC_END.repeat(end - start);
    from = end;
  }
  return marked + source.slice(from);
}
