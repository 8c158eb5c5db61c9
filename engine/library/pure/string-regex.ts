/** The methods of Strings that take a regular expression (`spec/runtime.md 3`). */
import type { Value } from '../../values/value.ts';
import type { Call, LibraryModule, Run } from '../run.ts';
import { checkedOffset, codePointIndex } from './code-points.ts';
import { compileJavaRegex } from './java-regex.ts';
import { replacePattern } from './replace.ts';

export const stringRegex: LibraryModule = {
  owner: 'String',
  members: {
    includesRegex: ({ self, args: [pattern], run }) => compile(run, pattern, '').test(self as string),
    indexOfRegex,
    matches: ({ self, args: [pattern], run }) => (self as string).match(compile(run, pattern, 'g')) ?? [],
    matchIndexes,
    replaceRegex: ({ self, args: [pattern, replacement, amount], run }) =>
      replacePattern(
        run,
        self as string,
        compile(run, pattern, ''),
        replacement as string,
        (amount as number) ?? 1,
      ),
    replaceAllRegex: ({ self, args: [pattern, replacement], run }) =>
      replacePattern(
        run,
        self as string,
        compile(run, pattern, ''),
        replacement as string,
        Number.POSITIVE_INFINITY,
      ),
    splitRegex,
  },
};

function compile(run: Run, pattern: Value | undefined, flags: string): RegExp {
  const text = pattern as string;
  const compiled = compileJavaRegex(text, flags);
  if (compiled.ok) return compiled.regex;
  const index = codePointIndex(text, compiled.index);
  throw run.fail('invalid_regex', `Invalid regular expression. ${compiled.description} at index ${index}`);
}

/** With `start` the search runs on the text from there, so `^` matches at `start`. */
function indexOfRegex({ self, args: [pattern, start], run }: Call): Value {
  const text = self as string;
  const regex = compile(run, pattern, '');
  const from = start === undefined ? 0 : checkedOffset(run, text, start as number, { atEnd: false });
  const match = regex.exec(text.slice(from));
  return match ? codePointIndex(text, from + match.index) : run.nullValue('no element found');
}

function matchIndexes({ self, args: [pattern], run }: Call): Value {
  const text = self as string;
  return [...text.matchAll(compile(run, pattern, 'g'))].map((match) => [
    codePointIndex(text, match.index),
    match[0],
  ]);
}

function splitRegex({ self, args: [pattern], run }: Call): Value {
  const text = self as string;
  const parts: string[] = [];
  let from = 0;
  for (const match of text.matchAll(compile(run, pattern, 'g'))) {
    // An empty match at the start gives no empty part, as in Java.
    if (match[0] === '' && (match.index === 0 || match.index === text.length)) continue;
    parts.push(text.slice(from, match.index));
    from = match.index + match[0].length;
  }
  return [...parts, text.slice(from)];
}
