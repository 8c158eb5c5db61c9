/**
 * Characters and sets of characters in Java's regular expressions: escapes, `\p{…}`, `[a-z&&[^b]]`, each as the
 * JavaScript that matches the same.
 */
import { isValidPattern, type PatternCursor, PatternError } from './java-regex-cursor.ts';

/** Java's POSIX and other named classes, as the content of a JavaScript class. */
const namedSets: Readonly<Record<string, string>> = {
  Lower: 'a-z',
  Upper: 'A-Z',
  ASCII: '\\x00-\\x7F',
  Alpha: 'A-Za-z',
  Digit: '0-9',
  Alnum: 'A-Za-z0-9',
  Punct: '!-\\/:-@\\[-`\\{-~',
  Graph: '!-~',
  Print: ' -~',
  Blank: ' \\t',
  Cntrl: '\\x00-\\x1F\\x7F',
  XDigit: '0-9A-Fa-f',
  Space: ' \\t\\n\\x0B\\f\\r',
};

/** Escapes that stand for a set. */
const escapedSets: Readonly<Record<string, string>> = {
  d: '0-9',
  w: 'A-Za-z0-9_',
  s: ' \\t\\n\\x0B\\f\\r',
  h: ' \\t\\xA0\\u1680\\u180e\\u2000-\\u200a\\u202f\\u205f\\u3000',
  v: '\\n\\x0B\\f\\r\\x85\\u2028\\u2029',
};

/** Escapes that stand for one character, or for the complement of a set. */
const escapedTexts: Readonly<Record<string, string>> = {
  D: '\\D',
  W: '\\W',
  S: '[^ \\t\\n\\x0B\\f\\r]',
  t: '\\t',
  n: '\\n',
  r: '\\r',
  f: '\\f',
  a: '\\x07',
  e: '\\x1B',
};

/** What a piece of a pattern became. A `set` is the content of a class and needs brackets to stand alone. */
export interface CharacterSet {
  text: string;
  set: boolean;
}

const SYNTAX = /[\^$\\.*+?()[\]{}|/]/;

/** A character as itself. */
export const literalCharacter = (character: string): string =>
  SYNTAX.test(character) ? `\\${character}` : character;

/** Reads an escape that stands for a character or a set, inside or outside brackets. The cursor is at the backslash. */
export function readEscape(cursor: PatternCursor): CharacterSet {
  const start = cursor.at;
  const character = cursor.pattern[start + 1]!;
  cursor.at += 2;
  const set = escapedSets[character];
  if (set !== undefined) return { text: set, set: true };
  const text = escapedTexts[character];
  if (text !== undefined) return { text, set: false };
  switch (character) {
    case 'p':
    case 'P':
      return readProperty(cursor, start, character === 'P');
    case 'x':
      return readCode(cursor, /^(?:[0-9A-Fa-f]{2}|\{[0-9A-Fa-f]+\})/, 16, 'hexadecimal');
    case 'u':
      return readCode(cursor, /^[0-9A-Fa-f]{4}/, 16, 'Unicode');
    case '0':
      return readCode(cursor, /^(?:[0-3][0-7]{0,2}|[0-7]{1,2})/, 8, 'octal');
    case 'c': {
      const control = cursor.pattern.charCodeAt(cursor.at++) ^ 64;
      return { text: `\\x${control.toString(16).padStart(2, '0')}`, set: false };
    }
  }
  if (/[A-Za-z]/.test(character)) throw new PatternError('Illegal/unsupported escape sequence', start + 1);
  return { text: character === '-' ? '\\-' : literalCharacter(character), set: false };
}

function readCode(cursor: PatternCursor, form: RegExp, radix: number, name: string): CharacterSet {
  const match = form.exec(cursor.pattern.slice(cursor.at));
  if (!match) throw new PatternError(`Illegal ${name} escape sequence`, cursor.at);
  cursor.at += match[0].length;
  const code = Number.parseInt(match[0].replace(/[{}]/g, ''), radix);
  return { text: `\\u{${code.toString(16)}}`, set: false };
}

function readProperty(cursor: PatternCursor, start: number, negated: boolean): CharacterSet {
  const match = /^(?:\{([^}]*)\}|([A-Za-z]))/.exec(cursor.pattern.slice(cursor.at));
  if (!match) throw new PatternError('Unclosed character family', cursor.pattern.length - 1);
  cursor.at += match[0].length;
  const name = (match[1] ?? match[2])!;
  const known = namedSets[name];
  if (known !== undefined) return negated ? { text: `[^${known}]`, set: false } : { text: known, set: true };
  const unicode = name.replace(/^Is(?=[A-Z])/, '').replace(/^(?:script|sc)=/i, 'Script=');
  for (const candidate of [unicode, `Script=${unicode}`]) {
    const text = `\\${negated ? 'P' : 'p'}{${candidate}}`;
    if (isValidPattern(text)) return { text, set: false };
  }
  throw new PatternError(`Unknown character property name {${name}}`, start + match[0].length + 1);
}

/** `[…]` with ranges, classes in it (unions) and `&&` (intersections, by look-ahead). */
export function readClass(cursor: PatternCursor): string {
  cursor.at++;
  const negated = cursor.peek() === '^';
  if (negated) cursor.at++;
  const required: string[] = [];
  let branches: string[] = [];
  let set = '';
  for (let first = true; first || cursor.peek() !== ']'; first = false) {
    if (cursor.peek() === '') throw new PatternError('Unclosed character class', cursor.pattern.length - 1);
    if (cursor.pattern.startsWith('&&', cursor.at)) {
      cursor.at += 2;
      required.push(union(branches, set));
      branches = [];
      set = '';
    } else if (cursor.peek() === '[') branches.push(readClass(cursor));
    else set += readRange(cursor, branches);
  }
  cursor.at++;
  const conditions = required.map((part) => `(?=${part})`).join('');
  const last = union(branches, set);
  const matched = conditions === '' ? last : `(?:${conditions}${last})`;
  return negated ? `(?:(?!${matched})[\\s\\S])` : matched;
}

/** One character, set or range inside brackets; a complement cannot stand in brackets and becomes a branch. */
function readRange(cursor: PatternCursor, branches: string[]): string {
  const from = readMember(cursor);
  if (from.text.startsWith('[')) {
    branches.push(from.text);
    return '';
  }
  const next = cursor.pattern[cursor.at + 1];
  const isRange = cursor.peek() === '-' && next !== ']' && next !== '[' && next !== undefined;
  if (from.set || /^\\[DWpP]/.test(from.text) || !isRange) return from.text;
  cursor.at++;
  const to = readMember(cursor);
  if (!isValidPattern(`[${from.text}-${to.text}]`)) {
    throw new PatternError('Illegal character range', cursor.at - 1);
  }
  return `${from.text}-${to.text}`;
}

function readMember(cursor: PatternCursor): CharacterSet {
  if (cursor.peek() === '\\') {
    if (cursor.pattern[cursor.at + 1] === undefined) {
      throw new PatternError('Unclosed character class', cursor.at);
    }
    return readEscape(cursor);
  }
  const character = cursor.take();
  return { text: character === '-' ? '\\-' : literalCharacter(character), set: false };
}

function union(branches: readonly string[], set: string): string {
  const all = set === '' ? branches : [`[${set}]`, ...branches];
  return all.length === 1 ? all[0]! : `(?:${all.join('|')})`;
}
