/**
 * Cuts a document into pieces of one top-level statement each (README.md of language/grammar).
 *
 * `cutStatements` follows the brackets: it cuts where the language separates statements (`spec/grammar.md 3.3`, 8), so a
 * document is valid exactly when its pieces are. `cutLines` follows the lines, for text in which brackets or quotes are
 * missing: a statement starts in a line that is indented no more than the first one.
 */
import { type Scan, scan, type Token } from './scan.ts';
import type { Span } from './tree.ts';

/** From the first to the last character of a statement, without the blank and the separators around it. */
export interface Piece extends Span {
  /** Whether a bracket, a string or a comment is not closed in it. */
  open: boolean;
}

export interface Cut {
  pieces: Piece[];
  scan: Scan;
}

/** Words behind which a statement goes on. */
const leading = /^(?:if|else|at|match|case|let|isa)$/;

/** Characters behind which a statement goes on in the next line. */
const unfinished = new Set('+-*/%=<>|&^~.,:(['.split(''));

/** Characters at the start of a line that go on with the statement before: chains, operators, closing brackets. */
const continuing = new Set('.?|&^=:,*/%<>)]}'.split(''));

/** Characters at the start of a line that belong to the line before even where the indentation starts a statement. */
const attached = new Set('.?|&^=:,)]}'.split(''));

/** Where the innermost bracket stands, and whether it holds the condition of an `if` or `at`. */
interface Bracket {
  condition: boolean;
}

/** What a line break behind a token means. */
interface Previous {
  token: Token;
  /** Behind `if (…)` and `at (…)` a branch follows. */
  condition: boolean;
  /** A word behind a dot is a field, whatever it is called. */
  isField: boolean;
  /** The second half of `??`; a question mark alone ends a type. */
  coalesces: boolean;
}

function goesOn({ token, condition, isField, coalesces }: Previous): boolean {
  if (condition || coalesces) return true;
  if (token.kind === 'word') return !isField && leading.test(token.text);
  return token.kind !== 'string' && unfinished.has(token.text);
}

const startsStatement = (token: Token): boolean =>
  token.kind === 'word' ? token.text !== 'else' : token.kind === 'string' || !continuing.has(token.text);

export function cutStatements(text: string): Cut {
  const pieces: Piece[] = [];
  const brackets: Bracket[] = [];
  let piece: Piece | undefined;
  let previous: Previous | undefined;
  let separated = false;
  const scanned = scan(text, { token: take });
  if (piece) (piece as Piece).open = scanned.open;
  return { pieces, scan: scanned };

  function take(token: Token): void {
    const outside = brackets.length === 0;
    if (outside && token.text === ';' && token.kind === 'sign' && piece) {
      separated = true;
      return;
    }
    const cut =
      outside && (separated || (token.newLine && previous && !goesOn(previous) && startsStatement(token)));
    if (!piece || cut) {
      piece = { start: token.start, end: token.end, open: false };
      pieces.push(piece);
      previous = undefined;
    }
    separated = false;
    piece.end = token.end;
    previous = follow(token, previous, brackets);
  }
}

/** Keeps count of the brackets, and of what the next line break will mean. */
function follow(token: Token, previous: Previous | undefined, brackets: Bracket[]): Previous {
  const isWord = previous?.token.kind === 'word' && !previous.isField;
  if (token.kind === 'open') {
    const condition = token.text === '(' && isWord && /^(?:if|at)$/.test(previous!.token.text);
    brackets.push({ condition });
  }
  const closed = token.kind === 'close' ? brackets.pop() : undefined;
  const isField = token.kind === 'word' && previous?.token.text === '.';
  const coalesces = token.text === '?' && previous?.token.text === '?' && previous.token.end === token.start;
  return { token, condition: closed?.condition === true, isField, coalesces };
}

/** The first indentation decides: what is indented deeper belongs to the statement above. */
export function cutLines(text: string): Cut {
  const pieces: Piece[] = [];
  let piece: Piece | undefined;
  let previous: Token | undefined;
  let base = 0;
  const scanned = scan(text, { token: take, strings: 'line' });
  return { pieces, scan: scanned };

  function take(token: Token): void {
    const start =
      previous === undefined ||
      (token.newLine && indentOf(text, token.start) <= base && startsLine(text, token, previous));
    if (start) {
      if (piece === undefined) base = indentOf(text, token.start);
      piece = { start: token.start, end: token.end, open: true };
      pieces.push(piece);
    }
    piece!.end = token.end;
    previous = token;
  }
}

/** Whether a line that is not indented starts a statement: not what continues a list or an expression. */
function startsLine(text: string, token: Token, previous: Token): boolean {
  if (token.kind === 'word' && token.text === 'let') return true;
  if (isAttached(token)) return false;
  if (previous.kind !== 'sign' || !unfinished.has(previous.text)) return true;
  return (
    previous.text === ',' && token.kind === 'word' && !/^[ \t]*:/.test(text.slice(token.end, token.end + 80))
  );
}

const isAttached = (token: Token): boolean =>
  token.kind === 'word' ? token.text === 'else' : token.kind !== 'string' && attached.has(token.text);

/** The blanks in front of the line that an offset is in. */
export function indentOf(text: string, offset: number): number {
  const lineStart = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
  let at = lineStart;
  while (text[at] === ' ' || text[at] === '\t') at++;
  return at - lineStart;
}
