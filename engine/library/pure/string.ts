/** The methods of Strings that work on plain text (`spec/runtime.md 3`). */
import type { Value } from '../../values/value.ts';
import type { Call, LibraryModule, Run } from '../run.ts';
import { isNormalForm, normalise } from './case-folding.ts';
import { checkedOffset, codePointIndex, codePointLength, unitOffset } from './code-points.ts';
import { replaceLiteral } from './replace.ts';
import { joinChecked } from './string-size.ts';

export const stringValue: LibraryModule = {
  owner: 'String',
  members: {
    length: ({ self }) => codePointLength(self as string),
    at: characterAt,
    '[]': characterAt,
    casefold,
    concat: ({ self, args: [other], run }) => joinChecked(run, [self as string, other as string]),
    '+': {
      casts: { other: 'Any' },
      run: ({ self, args: [other], run }) => joinChecked(run, [self as string, run.display(other!)]),
    },
    endsWith: ({ self, args: [suffix] }) => (self as string).endsWith(suffix as string),
    startsWith: ({ self, args: [prefix] }) => (self as string).startsWith(prefix as string),
    includes: ({ self, args: [pattern] }) => (self as string).includes(pattern as string),
    indexOf,
    lastIndexOf,
    insert,
    replace: ({ self, args: [pattern, replacement, amount], run }) =>
      replaceLiteral(run, self as string, pattern as string, replacement as string, (amount as number) ?? 1),
    replaceAll: ({ self, args: [pattern, replacement], run }) =>
      replaceLiteral(run, self as string, pattern as string, replacement as string, Number.POSITIVE_INFINITY),
    slice,
    split: ({ self, args: [separator] }) => split(self as string, separator as string),
    splitAt,
    toLowerCase: ({ self }) => (self as string).toLowerCase(),
    toUpperCase: ({ self }) => (self as string).toUpperCase(),
    toString: ({ self }) => self,
  },
};

function characterAt({ self, args: [index], run }: Call): Value {
  const text = self as string;
  const offset = checkedOffset(run, text, index as number, { atEnd: false });
  return String.fromCodePoint(text.codePointAt(offset)!);
}

function casefold({ self, args: [format = 'NFKCCaseFold'], run }: Call): Value {
  if (!isNormalForm(format as string)) {
    throw run.fail(
      'invalid_argument',
      'invalid argument `format`: expected a casefold format (one of NFKCCaseFold, NFC, NFD, NFKC, or NFKD)',
    );
  }
  return normalise(self as string, format as Parameters<typeof normalise>[1]);
}

/** A found offset as a position in code points; not found is null. */
function position(run: Run, text: string, offset: number): Value {
  return offset < 0 ? run.nullValue('no element found') : codePointIndex(text, offset);
}

function indexOf({ self, args: [pattern, start], run }: Call): Value {
  const text = self as string;
  const from = start === undefined ? 0 : checkedOffset(run, text, start as number, { atEnd: false });
  return position(run, text, text.indexOf(pattern as string, from));
}

function lastIndexOf({ self, args: [pattern, end], run }: Call): Value {
  const text = self as string;
  const from = end === undefined ? text.length : checkedOffset(run, text, end as number, { atEnd: false });
  return position(run, text, text.lastIndexOf(pattern as string, from));
}

function insert({ self, args: [index, other], run }: Call): Value {
  const text = self as string;
  const offset = checkedOffset(run, text, index as number, { atEnd: true });
  return joinChecked(run, [text.slice(0, offset), other as string, text.slice(offset)]);
}

function slice({ self, args: [start, end] }: Call): Value {
  const text = self as string;
  const to = end === undefined ? text.length : unitOffset(text, end as number);
  return text.slice(unitOffset(text, start as number), Math.max(0, to));
}

function split(text: string, separator: string): Value[] {
  // A text of one unit is split behind that unit as well.
  if (separator === '' && text.length === 1) return [text, ''];
  return text === '' ? [''] : text.split(separator);
}

function splitAt({ self, args: [index], run }: Call): Value {
  const text = self as string;
  const offset = checkedOffset(run, text, index as number, { atEnd: true });
  return [text.slice(0, offset), text.slice(offset)];
}
