/**
 * The boundary scan: one pass over a text that knows comments, strings with `#{…}`, heredocs and brackets, and nothing else. It never
 * decides what is valid. The parser gets from it the comments, the depth of nesting, the ends of heredocs, which a grammar
 * cannot find because their delimiter is free, and the places where a document may be cut into statements.
 */
import type { Comment, Span } from './tree.ts';

/** Stands for each character of a heredoc's closing delimiter in the text that Ohm sees. */
export const HEREDOC_END = '\uFFFF';

/** Something that is neither blank nor comment: a word, a string or heredoc as a whole, or one other character. */
export interface Token {
  kind: 'word' | 'string' | 'open' | 'close' | 'sign';
  start: number;
  end: number;
  /** The word or the character; for strings the quote, for heredocs `<<`. */
  text: string;
  /** Whether a line break, and whether a line comment, stands between the token before and this one. */
  newLine: boolean;
}

export interface Scan {
  /** The text with the closing delimiters of heredocs marked; as long as the original. */
  marked: string;
  comments: Comment[];
  /** The deepest nesting of brackets and interpolations. */
  depth: number;
  /** Whether the text ends inside of a bracket, a string, a heredoc or a comment. */
  open: boolean;
}

export interface ScanOptions {
  /** Called for every token outside of strings. */
  token?: (token: Token) => void;
  /** Strings without a closing quote in their line end with the line: for text in which a quote is missing. */
  strings?: 'any' | 'line';
}

type Frame =
  | { in: 'code'; depth: number; start: number }
  | { in: 'string'; start: number }
  | { in: 'heredoc'; start: number; word: string; interpolated: boolean };

const WORD = /[A-Za-z_][A-Za-z0-9_']*/y;
const NUMBER = /[0-9][A-Za-z0-9_]*/y;
const BLANK = /[ \t\r\n]+/y;
const LINE_COMMENT = /\/\/[^\n]*/y;
const SINGLE_QUOTED = /'(?:[^'\\]|\\[\s\S])*'/y;
const SINGLE_QUOTED_LINE = /'(?:[^'\\\r\n]|\\[^\r\n])*'?/y;
const HEREDOC_START =
  /<<([-+])[ \t]*([A-Za-z_][A-Za-z0-9_']*)[ \t]*(?:\/\*[^\r\n]*?\*\/[ \t]*)?(?:[\r\n][ \t]*)*[\r\n]/y;
const DELIMITER_INDENT = /(?:[ \t]+|\/\*[\s\S]*?\*\/)*/y;

/** Matches a sticky pattern at an offset; the end of the match, or -1. */
function endOf(pattern: RegExp, text: string, offset: number): number {
  pattern.lastIndex = offset;
  return pattern.test(text) ? pattern.lastIndex : -1;
}

/** Where the block comments of a text end, nested ones counted: by their starts, from one of them on. Linear in the text. */
function commentEnds(text: string, from: number): Map<number, number> {
  const mark = /\/\*|\*\//g;
  mark.lastIndex = from;
  const ends = new Map<number, number>();
  const open: number[] = [];
  for (let found = mark.exec(text); found; found = mark.exec(text)) {
    if (found[0] === '/*') open.push(found.index);
    else {
      const start = open.pop();
      if (start === undefined) break;
      ends.set(start, mark.lastIndex);
      if (open.length === 0) return ends;
    }
  }
  for (const start of open) ends.set(start, -1);
  return ends;
}

export function scan(text: string, { token, strings = 'any' }: ScanOptions = {}): Scan {
  // The mark is no character that may stand in FQL; one that does is refused under another name.
  const source = text.includes(HEREDOC_END) ? text.replaceAll(HEREDOC_END, '\uFFFE') : text;
  const comments: Comment[] = [];
  const ends: Span[] = [];
  const frames: Frame[] = [{ in: 'code', depth: 0, start: 0 }];
  const single = strings === 'line' ? SINGLE_QUOTED_LINE : SINGLE_QUOTED;
  let nesting = 0;
  let depth = 0;
  let unclosed = false;
  let newLine = false;
  let at = 0;
  let known = new Map<number, number>();
  const open = (frame?: Frame) => {
    depth = Math.max(depth, ++nesting);
    if (frame) frames.push(frame);
  };
  while (at < source.length) {
    const frame = frames[frames.length - 1]!;
    if (frame.in === 'code') at = scanCode(frame);
    else if (frame.in === 'string') at = scanString(frame);
    else at = scanHeredoc(frame);
  }
  unclosed ||= nesting > 0 || frames.length > 1;
  const [outermost] = frames.splice(1);
  if (outermost) emit('string', outermost.start, source.length, outermost.in === 'heredoc' ? '<<' : '"');
  return { marked: mark(source, ends), comments, depth, open: unclosed };

  /** Tokens are told only outside of strings: one string is one token. */
  function emit(kind: Token['kind'], start: number, end: number, shown: string): void {
    if (token !== undefined && frames.length === 1) token({ kind, start, end, text: shown, newLine });
    newLine = false;
  }

  function scanCode(frame: Frame & { in: 'code' }): number {
    const blank = endOf(BLANK, source, at);
    if (blank > 0) {
      newLine ||= /[\r\n]/.test(source.slice(at, blank));
      return blank;
    }
    const word = endOf(WORD, source, at);
    if (word > 0) {
      emit('word', at, word, source.slice(at, word));
      return word;
    }
    const number = endOf(NUMBER, source, at);
    if (number > 0) {
      emit('word', at, number, '0');
      return number;
    }
    const character = source[at]!;
    switch (character) {
      case '/':
        return scanSlash();
      case "'": {
        const end = endOf(single, source, at);
        if (end < 0) unclosed = true;
        emit('string', at, end < 0 ? at + 1 : end, "'");
        return end < 0 ? at + 1 : end;
      }
      case '"':
        frames.push({ in: 'string', start: at });
        return at + 1;
      case '<':
        return scanLess();
      case '(':
      case '[':
      case '{':
        emit('open', at, at + 1, character);
        frame.depth++;
        open();
        return at + 1;
      case ')':
      case ']':
      case '}':
        return scanCloser(frame, character);
      default:
        emit('sign', at, at + 1, character);
        return at + 1;
    }
  }

  function scanCloser(frame: Frame & { in: 'code' }, character: string): number {
    if (frame.depth > 0) {
      frame.depth--;
      nesting--;
    } else if (character === '}' && frames.length > 1) {
      frames.pop();
      nesting--;
      return at + 1;
    }
    emit('close', at, at + 1, character);
    return at + 1;
  }

  /** The end of the block comment at `at`; -1 when it is not closed. */
  function blockCommentEnd(): number {
    if (!known.has(at)) known = commentEnds(source, at);
    return known.get(at) ?? -1;
  }

  function scanSlash(): number {
    const line = endOf(LINE_COMMENT, source, at);
    const end = line > 0 ? line : source.startsWith('/*', at) ? blockCommentEnd() : -1;
    if (end < 0) {
      if (source.startsWith('/*', at)) unclosed = true;
      emit('sign', at, at + 1, '/');
      return at + 1;
    }
    comments.push({ kind: line > 0 ? 'line' : 'block', span: { start: at, end } });
    return end;
  }

  function scanLess(): number {
    HEREDOC_START.lastIndex = at;
    const match = HEREDOC_START.exec(source);
    if (!match) {
      emit('sign', at, at + 1, '<');
      return at + 1;
    }
    frames.push({ in: 'heredoc', start: at, word: match[2]!, interpolated: match[1] === '+' });
    return HEREDOC_START.lastIndex;
  }

  function closeString(frame: Frame, end: number, shown: string): number {
    frames.pop();
    emit('string', frame.start, end, shown);
    return end;
  }

  function scanString(frame: Frame & { in: 'string' }): number {
    const character = source[at]!;
    if (strings === 'line' && (character === '\n' || character === '\r')) {
      return closeString(frame, at, '"');
    }
    if (character === '\\') return at + 2;
    if (character === '"') return closeString(frame, at + 1, '"');
    if (character === '#' && source[at + 1] === '{') {
      open({ in: 'code', depth: 0, start: at });
      return at + 2;
    }
    return at + 1;
  }

  /** At the start of a line the delimiter ends the heredoc; elsewhere only `#{` counts. */
  function scanHeredoc(frame: Frame & { in: 'heredoc' }): number {
    const { word, interpolated } = frame;
    const before = source[at - 1];
    if (before === '\n' || before === '\r') {
      const start = endOf(DELIMITER_INDENT, source, at);
      // A last line that no line break ends is no line of the heredoc: its beginning is taken for the delimiter.
      const isWord = () =>
        !/[A-Za-z0-9_']/.test(source[start + word.length] ?? '') || !/[\r\n]/.test(source.slice(start));
      if (source.startsWith(word, start) && isWord()) {
        ends.push({ start, end: start + word.length });
        return closeString(frame, start + word.length, '<<');
      }
    }
    if (interpolated && source.startsWith('#{', at)) {
      open({ in: 'code', depth: 0, start: at });
      return at + 2;
    }
    return at + 1;
  }
}

function mark(source: string, ends: readonly Span[]): string {
  let marked = '';
  let from = 0;
  for (const { start, end } of ends) {
    marked += source.slice(from, start) + HEREDOC_END.repeat(end - start);
    from = end;
  }
  return marked + source.slice(from);
}
