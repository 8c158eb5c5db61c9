/**
 * Cuts a schema file into items without parsing it, so that a schema of thousands of collections opens at once and a
 * mistake in one item stays there.
 *
 * The scan knows strings, comments and brackets, nothing else. It cuts only where the grammar has a boundary between
 * items for certain (`spec/grammar.md 21.1`): in front of a line that starts with the keyword of an item or with an
 * annotation, outside of all brackets, behind something that can end an item. What it cannot tell apart stays in one
 * piece: a piece is a small schema file of its own and may hold several items.
 */
import type { Span } from './tree.ts';

/** A piece of a schema file. */
export interface ScannedItem {
  /** The piece: the blank and the comments in front of the item, the item, and the semicolons behind it. */
  span: Span;
  /** Where the item's keyword or its first annotation starts. */
  start: number;
  /** `collection`, `function`, `role`, `access provider`, or '' when the piece starts with anything else. */
  keyword: string;
  /** The name behind the keyword, unquoted; '' when there is none. */
  name: string;
  /** What queries call it by, from `@alias(…)`. */
  alias?: string;
}

/** Blank, comments, strings, brackets, words, and any other character, one at a time. */
const token = /[ \t\r\n]+|\/\/[^\n]*|\/\*|"|'|<<[-+][ \t]*[A-Za-z_]|[A-Za-z_][A-Za-z0-9_']*|[\s\S]/gy;

/** What cannot close a bracket or hide one: inside of brackets nothing else decides where an item ends. */
const insignificant = /(?:[A-Za-z_][A-Za-z0-9_']*|[^()[\]{}"'/<A-Za-z_]+)+/y;

/** Keywords behind which a line break may stand (`spec/grammar.md 21.2`). */
const continued =
  /^(?:collection|role|index|terms|values|unique|predicate|migrations|privileges|membership|history_days|ttl_days|check|function|access|provider|compute)$/;

const itemStart = /^(?:collection|function|role|access)$/;

/**
 * The pieces of a schema file, in order and without gaps. Takes time linear in the text and parses nothing.
 */
export function scanItems(text: string): ScannedItem[] {
  const exact = cut(text, 0, text.length, false);
  const last = exact.at(-1);
  if (last === undefined || isBalanced(text, last.span))
    return exact.map((span) => describe(text, span.span));
  // A bracket is missing: from there on lines that start with an item's keyword in the first column cut, too.
  const rest = cut(text, last.span.start, text.length, true);
  return [...exact.slice(0, -1), ...rest].map((piece) => describe(text, piece.span));
}

interface Piece {
  span: Span;
}

/** `byColumn` cuts at keywords in the first column even inside of brackets. */
function cut(text: string, from: number, to: number, byColumn: boolean): Piece[] {
  const pieces: Piece[] = [];
  let start = from;
  const brackets = openBrackets();
  /** The last token that is neither blank nor comment, and where it and the semicolons behind it end. */
  let before = '';
  let end = from;
  let sawItem = false;
  /** Whether a line break, and whether any separator, lies between that token and here. */
  let newLine = true;
  let separated = true;
  for (let at = from; at < to; ) {
    if (!byColumn && !brackets.isEmpty()) {
      insignificant.lastIndex = at;
      if (insignificant.test(text)) {
        at = insignificant.lastIndex;
        continue;
      }
    }
    const [next, found] = nextToken(text, at);
    if (/^[ \t\r\n]/.test(found) || found.startsWith('//')) {
      newLine ||= found.includes('\n') || found.startsWith('//');
      separated ||= newLine;
      at = next;
      continue;
    }
    if (found === '/*') {
      if (!newLine && brackets.isEmpty()) end = next;
      at = next;
      continue;
    }
    if (found === ';' && brackets.isEmpty()) {
      if (!newLine) end = next;
      separated = true;
      before = ';';
      at = next;
      continue;
    }
    const opensItem = found === '@' || itemStart.test(found);
    const outside = brackets.isEmpty() ? separated && canEndItem(before) : byColumn && text[at - 1] === '\n';
    if (sawItem && opensItem && outside) {
      pieces.push({ span: { start, end } });
      start = end;
      brackets.clear();
    }
    sawItem = true;
    brackets.add(found);
    before = found === ')' && isAnnotation(text, start, at) ? '@' : found;
    newLine = false;
    separated = false;
    end = next;
    at = next;
  }
  pieces.push({ span: { start, end: to } });
  return pieces;
}

/** Keeps count of brackets. */
export interface OpenBrackets {
  add(found: string): void;
  isEmpty(): boolean;
  holdsBrace(): boolean;
  clear(): void;
}

/** The brackets that are open; a `}` closes through brackets of other kinds that were left open. */
export function openBrackets(): OpenBrackets {
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
    clear() {
      open.length = 0;
    },
  };
}

/** Whether an item may end with this token: not behind a keyword that wants more, an operator or an annotation. */
function canEndItem(before: string): boolean {
  if (/^[A-Za-z_]/.test(before)) return !continued.test(before);
  return /^(?:[)\]};"'0-9!]|<<|$)/.test(before);
}

/** Whether the bracket that closes at `at` is that of `@word(…)`. */
function isAnnotation(text: string, start: number, at: number): boolean {
  const open = text.lastIndexOf('(', at);
  return open >= start && /@\s*[A-Za-z_]+\s*$/.test(text.slice(Math.max(start, open - 40), open));
}

/** The end of the token at an offset, and its text (of comments, strings and heredocs only the beginning). */
export function nextToken(text: string, at: number): [end: number, found: string] {
  token.lastIndex = at;
  const found = token.exec(text)?.[0] ?? '';
  if (found === '/*') return [endOfComment(text, at), found];
  if (found === '"' || found === "'") return [endOfString(text, at, found), found];
  if (found.startsWith('<<')) return [endOfHeredoc(text, at), found];
  return [token.lastIndex, found];
}

/** Behind `*` and `/` of a block comment, which may hold others; the end of the text when it is open. */
export function endOfComment(text: string, at: number): number {
  const mark = /\/\*|\*\//g;
  mark.lastIndex = at;
  let depth = 0;
  for (let found = mark.exec(text); found; found = mark.exec(text)) {
    depth += found[0] === '/*' ? 1 : -1;
    if (depth === 0) return mark.lastIndex;
  }
  return text.length;
}

/** Behind the closing quote; interpolations of double-quoted strings may hold strings themselves. */
export function endOfString(text: string, at: number, quote: string): number {
  for (let i = at + 1; i < text.length; i++) {
    const character = text[i];
    if (character === '\\') i++;
    else if (character === quote) return i + 1;
    else if (quote === '"' && character === '#' && text[i + 1] === '{')
      i = endOfInterpolation(text, i + 2) - 1;
  }
  return text.length;
}

function endOfInterpolation(text: string, at: number): number {
  let depth = 1;
  for (let i = at; i < text.length; ) {
    const [next, found] = nextToken(text, i);
    if (found === '{') depth++;
    else if (found === '}' && --depth === 0) return next;
    i = next;
  }
  return text.length;
}

/** Behind the delimiter word on the first line that starts with it. */
export function endOfHeredoc(text: string, at: number): number {
  const word = /^<<[-+][ \t]*([A-Za-z_][A-Za-z0-9_']*)/.exec(text.slice(at, at + 300))?.[1];
  if (word === undefined) return at + 2;
  const close = new RegExp(`\\n[ \\t]*${word}(?![A-Za-z0-9_'])`, 'g');
  close.lastIndex = at;
  return close.exec(text) ? close.lastIndex : text.length;
}

function isBalanced(text: string, { start, end }: Span): boolean {
  const brackets = openBrackets();
  for (let at = start; at < end; ) {
    const [next, found] = nextToken(text, at);
    brackets.add(found);
    at = next;
  }
  return brackets.isEmpty();
}

function describe(text: string, span: Span): ScannedItem {
  const words: string[] = [];
  let start = span.end;
  let alias: string | undefined;
  for (let at = span.start; at < span.end && words.length < 3; ) {
    const [next, found] = nextToken(text, at);
    const isBlank = /^[ \t\r\n;]/.test(found) || found.startsWith('//') || found === '/*';
    if (!isBlank) start = Math.min(start, at);
    if (found === '@') {
      const annotation = /^@(\w+)\s*\(\s*(?:"([^"]*)"|'([^']*)'|([^)\s]*))\)\s*/.exec(
        text.slice(at, span.end),
      );
      if (annotation?.[1] === 'alias') alias = annotation[2] ?? annotation[3] ?? annotation[4];
      at += annotation ? annotation[0].length : 1;
      continue;
    }
    if (!isBlank && !/^[A-Za-z_"']/.test(found)) break;
    if (!isBlank) words.push(found === '"' || found === "'" ? text.slice(at + 1, next - 1) : found);
    at = next;
  }
  const isProvider = words[0] === 'access' && words[1] === 'provider';
  const keyword = isProvider ? 'access provider' : itemStart.test(words[0] ?? '') ? (words[0] ?? '') : '';
  const name = (isProvider ? words[2] : words[1]) ?? '';
  return { span, start, keyword, name, ...(alias === undefined ? {} : { alias }) };
}
