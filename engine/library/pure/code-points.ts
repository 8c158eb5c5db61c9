/** Positions and lengths in Strings count code points; JavaScript counts UTF-16 units (`spec/runtime.md 3`). */
import type { QueryError } from '../../errors.ts';
import type { Run } from '../run.ts';

const SURROGATE = /[\uD800-\uDFFF]/;

/** The number of code points. */
export function codePointLength(text: string): number {
  if (!SURROGATE.test(text)) return text.length;
  let length = 0;
  for (const _ of text) length++;
  return length;
}

/** The UTF-16 offset of the code point at `index`; positions outside the text clamp to its ends. */
export function unitOffset(text: string, index: number): number {
  if (index <= 0) return 0;
  if (!SURROGATE.test(text)) return Math.min(index, text.length);
  let offset = 0;
  for (let left = index; left > 0 && offset < text.length; left--) {
    offset += text.codePointAt(offset)! > 0xffff ? 2 : 1;
  }
  return offset;
}

/** The code point index of a UTF-16 offset. */
export function codePointIndex(text: string, offset: number): number {
  return codePointLength(text.slice(0, offset));
}

/** The error of a position that must lie in `[0, length)`. */
export function outOfBounds(run: Run, index: number, length: number): QueryError {
  return run.fail('index_out_of_bounds', `index ${index} out of bounds for length ${length}`);
}

/** The UTF-16 offset of a code point that must exist; with `atEnd`, the position behind the last one is allowed too. */
export function checkedOffset(run: Run, text: string, index: number, { atEnd }: { atEnd: boolean }): number {
  const length = codePointLength(text);
  if (index < 0 || index > length || (index === length && !atEnd)) throw outOfBounds(run, index, length);
  return unitOffset(text, index);
}
