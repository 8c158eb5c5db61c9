/** Replacing a number of occurrences, literal or by pattern: the replacement is always plain text (`spec/runtime.md 3`). */
import type { Run } from '../run.ts';
import { checkStringSize, joinChecked } from './string-size.ts';

/** Finds the first occurrence in a text: where it starts and ends. */
type Finder = (text: string) => { start: number; end: number } | undefined;

export function replaceLiteral(
  run: Run,
  text: string,
  pattern: string,
  replacement: string,
  amount: number,
): string {
  return replace(run, text, replacement, amount, (rest) => {
    const start = rest.indexOf(pattern);
    return start < 0 ? undefined : { start, end: start + pattern.length };
  });
}

export function replacePattern(
  run: Run,
  text: string,
  regex: RegExp,
  replacement: string,
  amount: number,
): string {
  return replace(run, text, replacement, amount, (rest) => {
    const match = regex.exec(rest);
    return match ? { start: match.index, end: match.index + match[0].length } : undefined;
  });
}

/**
 * After each occurrence the rest is searched as a text of its own, so an anchor matches again. An occurrence that is empty never advances:
 * replacing all of them ends at the size limit, as in the database.
 */
function replace(run: Run, text: string, replacement: string, amount: number, find: Finder): string {
  if (amount < 1) {
    throw run.fail('invalid_argument', 'invalid argument `count`: must be greater than or equal to 1');
  }
  const parts: string[] = [];
  let rest = text;
  let size = text.length;
  for (let left = amount; left > 0; left--) {
    const found = find(rest);
    if (!found) break;
    run.tick();
    size += replacement.length - (found.end - found.start);
    if (found.end === 0 && amount === Number.POSITIVE_INFINITY) size = neverEnding(replacement, size);
    checkStringSize(run, size);
    parts.push(rest.slice(0, found.start), replacement);
    rest = rest.slice(found.end);
  }
  return joinChecked(run, [...parts, rest]);
}

/** The size at which an endless replacement is refused: the first multiple of its length beyond the limit. */
function neverEnding(replacement: string, size: number): number {
  if (replacement.length === 0) return size;
  const steps = Math.ceil((16_777_217 - size) / replacement.length);
  return size + Math.max(0, steps) * replacement.length;
}
