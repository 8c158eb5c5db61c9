import { describe, expect, test } from 'vitest';
import { errorsIn } from './marked.ts';

/** The place of each error is marked; code, message, then hints and causes. */
const cases: Record<string, [marked: string, ...errors: string[][]][]> = {
  'members (spec/types.md 9.1)': [
    ['"abc".«lenght»', ['missing-field', 'Type `String` does not have field `lenght`']],
    [
      'let a = 3; a.«foo»',
      ['missing-field', 'Type `Int` does not have field `foo`', 'hint: Type `Int` inferred here'],
    ],
    ['{ a: 1 }.«b»', ['missing-field', 'Type `{ a: 1 }` does not have field `b`']],
  ],
  'null has to be handled': [
    [
      '["a"].first().«length»',
      [
        'missing-field',
        'Type `Null` does not have field `length`',
        'hint: Use the ! or ?. operator to handle the null case',
      ],
    ],
  ],
  'arguments are reported where they stand (4.3)': [
    ['"abc".concat(«1»)', ['not-a-subtype', 'Type `Int` is not a subtype of `String`']],
    [
      'Math.abs«(1, 2)»',
      ['wrong-argument-count', 'Function was called with too many arguments. Expected 1, received 2'],
    ],
    [
      '«1»(2)',
      ['not-a-function', 'Type `Int` cannot be used as a function', 'hint: `Int` is used as a function here'],
    ],
  ],
  'neither form of an operator fits': [
    ['1 + «null»', ['not-a-subtype', 'Type `Null` is not a subtype of `String | Number`']],
    ['1 + «"a"»', ['not-a-subtype', 'Type `String` is not a subtype of `Number`']],
  ],
  'several failures of one constraint are causes of one error (9.2)': [
    [
      'let «x»: { a: Int, b: Int } = {}; x',
      [
        'not-a-subtype',
        'Type `{}` is not a subtype of `{ a: Int, b: Int }`',
        'cause: Type `{}` does not have field `a`',
        'hint: Type `{}` inferred here',
        'cause: Type `{}` does not have field `b`',
        'hint: Type `{}` inferred here',
      ],
    ],
  ],
  'names (9.4, 9.5)': [
    ['«nothing»', ['unbound-variable', 'Unbound variable `nothing`']],
    ['let x: «Strin» = "a"; x', ['unknown-type', 'Unknown type `Strin`']],
    [
      'let x: «Array» = []; x',
      ['wrong-type-argument-count', 'Type constructor `Array<>` accepts 1 parameters, received 0'],
    ],
    ['let x: Ref<«Nope»> = null; x', ['unknown-type', 'Unknown type `Nope`']],
    ['let x: «Ref<Int>» = null; x', ['not-a-document-type', 'Reference type must refer to a doc type']],
  ],
  'rigid parameters (5.4)': [
    ['let f: A => A = x => «"s"»; f', ['generic-use', 'Type `"s"` cannot be used as generic type `A`']],
  ],
  'one mistake is one error: what follows from it is not reported (9.7)': [
    ['[1.«foo»].map(x => x.bar + 1)', ['missing-field', 'Type `Int` does not have field `foo`']],
    ['let a = «b»; a.c(1) + 2', ['unbound-variable', 'Unbound variable `b`']],
  ],
};

for (const [rule, table] of Object.entries(cases)) {
  describe(rule, () => {
    test.each(table.map(([marked, ...errors]) => [marked, errors] as const))('%s', (marked, errors) => {
      expect(errorsIn(marked)).toEqual({ query: marked, errors });
    });
  });
}
