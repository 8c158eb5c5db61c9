/**
 * Mends brackets and quotes of a statement that could not be read, so that the tolerant grammar meets balanced text only.
 *
 * A closing bracket that nothing opened becomes a blank. A bracket that is not closed is closed where its surroundings
 * end: in front of the closing bracket of an outer one, in front of a line that is indented like a statement of the
 * block around it, or at the end. A string without its second quote ends with its line.
 */
import { indentOf } from './pieces.ts';
import { scan, type Token } from './scan.ts';
import type { Span } from './tree.ts';

export interface Repaired {
  text: string;
  /** Where something was mended, in the original text. */
  mistakes: Span[];
  /** The offset in the original text of an offset in the mended one. */
  original(offset: number): number;
}

const closers: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

interface Open {
  token: Token;
  /** Of the line that the bracket is in. */
  indent: number;
}

interface Insertion {
  at: number;
  text: string;
}

export function repair(text: string): Repaired {
  const insertions: Insertion[] = [];
  const blanked: number[] = [];
  const open: Open[] = [];
  const opened: Span[] = [];
  let last: Token | undefined;
  const surplus = new Map<string, number>();
  const { open: unbalanced } = scan(text, { token: count, strings: 'line' });
  scan(text, { token: take, strings: 'line' });
  while (open.length > 0) close(text.length);
  insertions.sort((a, b) => a.at - b.at);
  return {
    text: apply(text, insertions, blanked),
    mistakes: [...opened, ...blanked.map((at) => ({ start: at, end: at + 1 }))],
    original: (offset) => originalOffset(insertions, offset),
  };

  function close(at: number): void {
    const bracket = open.pop()!;
    insertions.push({ at, text: closers[bracket.token.text]! });
    opened.push({ start: at, end: at });
  }

  /** How many closing brackets of each kind nothing opens. */
  function count({ kind, text: bracket }: Token): void {
    if (kind === 'open') surplus.set(closers[bracket]!, (surplus.get(closers[bracket]!) ?? 0) - 1);
    if (kind === 'close') surplus.set(bracket, (surplus.get(bracket) ?? 0) + 1);
  }

  function take(token: Token): void {
    if (unbalanced && token.newLine && token.kind !== 'close') closeDeeper(token);
    if (token.kind === 'string') quote(token);
    if (token.kind === 'open') open.push({ token, indent: indentOf(text, token.start) });
    if (token.kind === 'close') match(token);
    last = token;
  }

  /** A line that is indented no more than the one in which a round or square bracket was opened is outside of it. */
  function closeDeeper(token: Token): void {
    const indent = indentOf(text, token.start);
    for (let top = open.at(-1); top && top.token.text !== '{' && indent <= top.indent; top = open.at(-1)) {
      close(last?.end ?? token.start);
    }
  }

  function match(token: Token): void {
    const at = open.findLastIndex((bracket) => closers[bracket.token.text] === token.text);
    const superfluous = surplus.get(token.text) ?? 0;
    if (at < 0 || (at < open.length - 1 && superfluous > 0)) {
      blanked.push(token.start);
      surplus.set(token.text, superfluous - 1);
      return;
    }
    while (open.length > at + 1) close(last?.end ?? token.start);
    open.pop();
  }

  /** Closes a string that ends with its line; what is not the string's is its closing quote. */
  function quote({ start, end, text: mark }: Token): void {
    if (mark === '<<' || (end > start + 1 && text[end - 1] === mark && isClosed(text, start, end, mark)))
      return;
    const tail = /[)\]},; \t]*$/.exec(text.slice(start + 1, end))![0].length;
    insertions.push({ at: end - tail, text: mark });
    opened.push({ start: end - tail, end: end - tail });
    for (let at = end - tail; at < end; at++) {
      if (')]}'.includes(text[at]!))
        match({ kind: 'close', start: at, end: at + 1, text: text[at]!, newLine: false });
    }
  }
}

/** Whether the last quote of a string is not behind a backslash. */
function isClosed(text: string, start: number, end: number, mark: string): boolean {
  let at = start + 1;
  while (at < end - 1) at += text[at] === '\\' ? 2 : 1;
  return at === end - 1 && text[at] === mark;
}

function apply(text: string, insertions: readonly Insertion[], blanked: readonly number[]): string {
  let mended = text;
  for (const at of blanked) mended = `${mended.slice(0, at)} ${mended.slice(at + 1)}`;
  let result = '';
  let from = 0;
  for (const { at, text: inserted } of insertions) {
    result += mended.slice(from, at) + inserted;
    from = at;
  }
  return result + mended.slice(from);
}

function originalOffset(insertions: readonly Insertion[], offset: number): number {
  let shift = 0;
  for (const { at, text } of insertions) {
    if (at + shift >= offset) break;
    shift = Math.min(shift + text.length, offset - at);
  }
  return offset - shift;
}
