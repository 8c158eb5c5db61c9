import { describe, expect, test } from 'vitest';
import {
  parsePath,
  parsePattern,
  parseSchemaType,
  parseShortExpr,
  parseTypeScheme,
} from '../../../language/syntax/parse.ts';
import { printExpr, printPath, printPattern } from '../../../language/syntax/print.ts';
import { printName, printString } from '../../../language/syntax/print-name.ts';
import { printType, printTypeScheme } from '../../../language/syntax/print-type.ts';

/** Parses without a mistake. */
function read<T>({ tree, diagnostics }: { tree: T; diagnostics: unknown[] }): T {
  expect(diagnostics).toEqual([]);
  return tree;
}

describe('canonical expressions', () => {
  test.each([
    ['a+-b *!c', 'a + -b * !c'],
    ['x=>x', '(x) => x'],
    ['(a,_,...r)=>a', '(a, _, ...r) => a'],
    ["{a:1,'b c':[1 ,2],}", '{\n  a: 1,\n  "b c": [1, 2]\n}'],
    ['{}', '{}'],
    ['f( .a+1 , (.b) )', 'f(.a + 1, (.b))'],
    ['a?.b?.(1)?.[0]!', 'a?.b?.(1)?.[0]!'],
    ['if(a)b else{c;d}', 'if (a) b else {\n  c\n  d\n}'],
    ['at(t){let x:Int=1;x}', 'at (t) {\n  let x: Int = 1\n  x\n}'],
    ['a{b,c:.d{*}}', 'a {\n  b: .b,\n  c: .d { * }\n\n}\n'],
    ['[0xff, 0b11, 1_000, 1.50, - 2]', '[255, 3, 1000, 1.50, -2]'],
    ["'it\\'s \"#\"'", '"it\'s \\"\\#\\""'],
    ['"a#{b}\\n#c"', '"a#{b}\\n\\#c"'],
    [
      'match a { case 1=>2; case {b, c: _}=>b; case x @ [y, ...z]=>x }',
      'match a {\n  case 1 => 2\n  case { b: b, c: _ } => b\n  case x @ [y, ...z] => x\n}',
    ],
  ])('%s', (text, expected) => {
    expect(printExpr(read(parseShortExpr(text)))).toBe(expected);
  });

  test('thousands of operands', () => {
    const sum = Array.from({ length: 10_001 }, () => '1').join(' + ');
    expect(printExpr(read(parseShortExpr(sum)))).toBe(sum);
  });
});

describe('canonical types', () => {
  test.each([
    ['{a:A;b:{*:B},}', '{ a: A, b: { *: B } }'],
    ['{ a : A , ... }', '{ a: A, ... }'],
    ['(A=>B)|(C&D)?', '(A => B) | (C & D)?'],
    ['((A|B)|C)&D', '(A | B | C) & D'],
    ['(a:A,b: ...B)=>C=>D', '(a: A, b: ...B) => C => D'],
    ['(A,)=>B', 'A => B'],
    ['(A,B)', '[A, B]'],
    ['Foo.Bar<"x",-1,true>?', 'Foo.Bar<"x", -1, true>?'],
    ['{ a: Int = 1 }', '{ a: Int = 1 }'],
  ])('%s', (text, expected) => {
    const type = read(parseSchemaType(text));
    expect(printType(type)).toBe(expected);
    expect(printType(read(parseSchemaType(expected)))).toBe(expected);
  });

  test('schemes', () => {
    expect(printTypeScheme(read(parseTypeScheme('<A,B>(A)=>B')))).toBe('<A, B> A => B');
  });
});

test('paths and patterns', () => {
  expect(printPath(read(parsePath('.a . b["c d"] [0]')))).toBe('.a.b["c d"][0]');
  expect(printPath(read(parsePath(".['x y']")))).toBe('.["x y"]');
  expect(printPattern(read(parsePattern('_ : Int')))).toBe('_: Int');
});

test('names and strings', () => {
  expect(['a1_', 'if', "a'", '1a', 'ä'].map(printName)).toEqual(['a1_', '"if"', '"a\'"', '"1a"', '"ä"']);
  expect(printString('\0\n\r\t\v\b\f\\"#\u200b\u00e9\u{1f600}')).toBe(
    '"\\0\\n\\r\\t\\v\\b\\f\\\\\\"\\#\\u200bé\\u{01f600}"',
  );
});
