/** The identifier under the cursor, which a completion replaces (`spec/types.md 13`). */
import type { Span } from '../../language/syntax/tree.ts';

/**
 * The identifier that the cursor is in, directly before or directly behind. Leading digits do not belong to it: in `000foo` it is `foo`.
 * Null when there is none.
 */
export function identifierAt(text: string, cursor: number): Span | null {
  const from = continues(text, cursor) ? cursor : continues(text, cursor - 1) ? cursor - 1 : undefined;
  if (from === undefined) return null;
  let start: number | undefined;
  for (let at = from; continues(text, at); at--) if (!isDigit(text[at])) start = at;
  if (start === undefined) return null;
  let end = from;
  while (continues(text, end)) end++;
  return { start, end };
}

function continues(text: string, at: number): boolean {
  return at >= 0 && /^[A-Za-z0-9_]$/.test(text[at] ?? '');
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= '0' && character <= '9';
}
