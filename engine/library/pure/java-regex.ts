/**
 * Regular expressions are Java's in the database (`spec/runtime.md 3`). The two dialects share most of their syntax: this turns a Java
 * pattern into a JavaScript one, and finds the errors that Java reports, with Java's description and index.
 */
import { literalCharacter, readClass, readEscape } from './java-regex-classes.ts';
import { cursorOn, type PatternCursor, PatternError } from './java-regex-cursor.ts';

/** `index` is a UTF-16 offset into the pattern. */
export type CompiledRegex = { ok: true; regex: RegExp } | { ok: false; description: string; index: number };

/** Compiles a Java pattern with JavaScript's `flags` (`u` is always added). Never throws. */
export function compileJavaRegex(pattern: string, flags: string): CompiledRegex {
  const state: State = { cursor: cursorOn(pattern), groups: 0, out: '', flags: '' };
  try {
    readAlternatives(state, 0);
    if (state.cursor.peek() !== '') {
      throw new PatternError("Unmatched closing ')'", Math.max(0, state.cursor.at - 1));
    }
    const all = [...new Set(`${flags}u${state.flags}`)].join('');
    return { ok: true, regex: new RegExp(state.out, all) };
  } catch (error) {
    if (error instanceof PatternError)
      return { ok: false, description: error.description, index: error.index };
    // What only JavaScript refuses, or a pattern that nests too deep to translate.
    return { ok: false, description: 'The local Fauna cannot run this pattern, found', index: 0 };
  }
}

interface State {
  cursor: PatternCursor;
  /** Capturing groups seen so far. */
  groups: number;
  /** The JavaScript pattern so far. */
  out: string;
  /** Flags that the pattern itself sets at its start. */
  flags: string;
}

const FINAL_BREAK = '(?:\\r\\n|[\\n\\r\\u0085\\u2028\\u2029])?';

/** Escapes that match a position. */
const anchors: Readonly<Record<string, string>> = {
  A: '(?<![\\s\\S])',
  z: '(?![\\s\\S])',
  Z: `(?=${FINAL_BREAK}(?![\\s\\S]))`,
  b: '\\b',
  B: '\\B',
  G: '',
  R: '(?:\\r\\n|[\\n\\x0B\\f\\r\\u0085\\u2028\\u2029])',
};

function readAlternatives(state: State, depth: number): void {
  const { cursor } = state;
  for (let next = cursor.peek(); next !== '' && next !== ')'; next = cursor.peek()) {
    if (next === '|') {
      state.out += '|';
      cursor.at++;
    } else readQuantified(state, depth);
  }
}

function readQuantified(state: State, depth: number): void {
  const { cursor } = state;
  const start = state.out.length;
  const next = cursor.peek();
  if ('*+?'.includes(next)) throw new PatternError(`Dangling meta character '${next}'`, cursor.at);
  if (next === '{') throw new PatternError('Illegal repetition', cursor.at);
  if (next === '(') readGroup(state, depth);
  else if (next === '[') state.out += readClass(cursor);
  else if (next === '\\') readBackslash(state);
  else state.out += plainAtom(state);
  readQuantifier(state, start);
}

function plainAtom({ cursor, flags }: State): string {
  const character = cursor.take();
  if (character === '.') return flags.includes('s') ? '.' : '[^\\n\\r\\u0085\\u2028\\u2029]';
  if (character === '^') return '^';
  // Java's $ also matches before a final line break.
  if (character === '$') return flags.includes('m') ? '$' : `(?=${FINAL_BREAK}(?![\\s\\S]))`;
  return literalCharacter(character);
}

function readQuantifier(state: State, start: number): void {
  const { cursor } = state;
  const next = cursor.peek();
  if (next !== '' && '*+?'.includes(next)) {
    cursor.at++;
    applyQuantifier(state, start, next);
  } else if (next === '{') {
    const rest = cursor.pattern.slice(cursor.at);
    const match = /^\{(\d+)(?:,(\d*))?\}/.exec(rest);
    if (!match) {
      const unclosed = /^\{\d/.test(rest);
      throw unclosed
        ? new PatternError('Unclosed counted closure', cursor.pattern.length)
        : new PatternError('Illegal repetition', cursor.at);
    }
    if (match[2] && Number(match[2]) < Number(match[1])) {
      throw new PatternError('Illegal repetition range', cursor.at + 1 + match[1]!.length);
    }
    cursor.at += match[0].length;
    applyQuantifier(state, start, match[0]);
  }
}

/** A quantifier may be followed by `?` (lazy) or `+` (possessive, which a look-ahead and a back reference express). */
function applyQuantifier(state: State, start: number, quantifier: string): void {
  const suffix = state.cursor.peek();
  if (suffix === '+') {
    state.cursor.at++;
    const body = state.out.slice(start);
    const name = `p${state.out.length}`;
    state.out = `${state.out.slice(0, start)}(?=(?<${name}>${body}${quantifier}))\\k<${name}>`;
  } else if (suffix === '?') {
    state.cursor.at++;
    state.out += `${quantifier}?`;
  } else state.out += quantifier;
}

function readGroup(state: State, depth: number): void {
  const { cursor } = state;
  cursor.at++;
  const rest = cursor.pattern.slice(cursor.at);
  if (!rest.startsWith('?')) {
    state.groups++;
    finishGroup(state, depth, '(');
    return;
  }
  const plain = /^\?(?::|=|!|<=|<!)/.exec(rest)?.[0];
  const named = /^\?<([A-Za-z][A-Za-z0-9]*)>/.exec(rest)?.[0];
  if (plain !== undefined || named !== undefined) {
    cursor.at += (plain ?? named)!.length;
    if (named !== undefined) state.groups++;
    finishGroup(state, depth, `(${plain ?? named}`);
  } else if (rest.startsWith('?>')) {
    cursor.at += 2;
    const name = `a${state.out.length}`;
    finishGroup(state, depth, `(?=(?<${name}>`);
    state.out += `)\\k<${name}>`;
  } else readFlags(state, depth, rest);
}

/** Reads up to the closing parenthesis of a group that begins as `open`. */
function finishGroup(state: State, depth: number, open: string): void {
  state.out += open;
  readAlternatives(state, depth + 1);
  if (state.cursor.peek() !== ')') throw new PatternError('Unclosed group', state.cursor.pattern.length);
  state.cursor.at++;
  state.out += ')';
}

/** `(?i)` at the start sets the flag for the whole pattern; elsewhere a modifier group carries it to the group's end. */
function readFlags(state: State, depth: number, rest: string): void {
  const { cursor } = state;
  const match = /^\?([idmsux]*)(?:-([idmsux]*))?([:)])/.exec(rest);
  if (!match) throw new PatternError('Unknown inline modifier', cursor.at + 1);
  const known = (flags = '') => [...flags].filter((flag) => 'ims'.includes(flag)).join('');
  const [on, off] = [known(match[1]), known(match[2])];
  const atStart = cursor.at === 1;
  cursor.at += match[0].length;
  const open = on || off ? `(?${on}${off ? `-${off}` : ''}:` : '(?:';
  if (match[3] === ':') finishGroup(state, depth, open);
  else if (atStart) state.flags += on;
  else {
    state.out += open;
    readAlternatives(state, depth);
    state.out += ')';
  }
}

function readBackslash(state: State): void {
  const { cursor } = state;
  const next = cursor.pattern[cursor.at + 1];
  if (next === undefined) throw new PatternError('Unexpected internal error', cursor.pattern.length);
  const anchor = anchors[next];
  if (anchor !== undefined) {
    cursor.at += 2;
    state.out += anchor;
  } else if (next === 'Q') state.out += readQuoted(cursor);
  else if (/[1-9]/.test(next)) state.out += readBackReference(state);
  else if (next === 'k') state.out += readNamedReference(cursor);
  else {
    const { text, set } = readEscape(cursor);
    state.out += set ? `[${text}]` : text;
  }
}

function readQuoted(cursor: PatternCursor): string {
  const end = cursor.pattern.indexOf('\\E', cursor.at + 2);
  const stop = end < 0 ? cursor.pattern.length : end;
  const content = [...cursor.pattern.slice(cursor.at + 2, stop)].map(literalCharacter).join('');
  cursor.at = end < 0 ? stop : stop + 2;
  return content;
}

/** Takes as many digits as name a group that exists; a group that does not exist never matches. */
function readBackReference({ cursor, groups }: State): string {
  const digits = /^\\(\d+)/.exec(cursor.pattern.slice(cursor.at))![1]!;
  let length = 1;
  while (length < digits.length && Number(digits.slice(0, length + 1)) <= groups) length++;
  const group = Number(digits.slice(0, length));
  cursor.at += 1 + length;
  return group <= groups ? `(?:\\${group})` : '(?!)';
}

function readNamedReference(cursor: PatternCursor): string {
  const named = /^\\k<[A-Za-z][A-Za-z0-9]*>/.exec(cursor.pattern.slice(cursor.at));
  if (!named) throw new PatternError("\\k is not followed by '<' for named capturing group", cursor.at + 2);
  cursor.at += named[0].length;
  return named[0];
}
