import { describe, expect, test } from 'vitest';
import { compileJavaRegex } from '../../../engine/library/pure/java-regex.ts';

/** Every match of a Java pattern in a text. */
function matches(pattern: string, text: string): string[] {
  const compiled = compileJavaRegex(pattern, 'g');
  if (!compiled.ok) throw new Error(`${compiled.description} at index ${compiled.index}`);
  return text.match(compiled.regex) ?? [];
}

describe('Java patterns match as in Java', () => {
  test.each([
    ['[a-z&&[^aeiou]]+', 'hello', ['h', 'll']],
    ['[a-c[x-z]]+', 'abxyd', ['abxy']],
    ['\\p{Alpha}+', 'ab1cd', ['ab', 'cd']],
    ['\\p{Lu}', 'aBc', ['B']],
    ['(?i)ab', 'AB ab', ['AB', 'ab']],
    ['x(?i)b', 'xB XB', ['xB']],
    ['a++b', 'aaab', ['aaab']],
    ['a++ab', 'aaab', []],
    ['(?>a|ab)c', 'abc', []],
    ['\\Qa.b\\E', 'a.b axb', ['a.b']],
    ['(a)\\1', 'aa', ['aa']],
    ['(?<n>a)\\k<n>', 'aa', ['aa']],
    ['^b', 'b\nb', ['b']],
    ['(?m)^b', 'b\nb', ['b', 'b']],
    ['a$', 'a\n', ['a']],
    ['.', '\n😀', ['😀']],
    ['\\h', 'a\tb', ['\t']],
    ['[]a]', ']', [']']],
    ['\\x41\\u0042\\x{43}', 'ABC', ['ABC']],
  ])('%s in %j', (pattern, text, expected) => expect(matches(pattern, text)).toEqual(expected));
});

describe('errors have Java’s description and index', () => {
  test.each([
    ['(', 'Unclosed group', 1],
    ['a(b', 'Unclosed group', 3],
    ['[', 'Unclosed character class', 0],
    ['[ab', 'Unclosed character class', 2],
    ['*a', "Dangling meta character '*'", 0],
    ['a|+', "Dangling meta character '+'", 2],
    ['x{3,2}', 'Illegal repetition range', 3],
    ['{', 'Illegal repetition', 0],
    [')', "Unmatched closing ')'", 0],
    ['\\y', 'Illegal/unsupported escape sequence', 1],
    ['[z-a]', 'Illegal character range', 3],
  ])('%s: %s at index %i', (pattern, description, index) =>
    expect(compileJavaRegex(pattern, 'g')).toEqual({ ok: false, description, index }),
  );
});
