import { describe, expect, test } from 'vitest';
import { typeText } from './marked.ts';

const cases: Record<string, [query: string, type: string][]> = {
  'literals keep their value until a place wants a named type (spec/types.md 2.6)': [
    ['1', '1'],
    ['"a"', '"a"'],
    ['1.50', '1.50'],
    ['null', 'Null'],
    ['"n: #{1}"', 'String'],
    ['let n: Int = 3; n', 'Int'],
  ],
  'if joins its branches; without else it is Null (4)': [
    ['if (true) 1 else "a"', '1 | "a"'],
    ['if (true) 1', 'Null'],
    ['if (true) true else false', 'Boolean'],
  ],
  'operators come from the types of their operands (4.1)': [
    ['1 + 2', 'Number'],
    ['"a" + "b"', 'String'],
    ['-(3)', 'Number'],
    ['1 == "a"', 'Boolean'],
    ['(a, b) => a + b', '((Number, Number) => Number) & ((String, String) => String)'],
    ['(a, b) => a && !b', '(Boolean, Boolean) => Boolean'],
    ['Time.now() isa Time', 'Boolean'],
  ],
  'methods and calls': [
    ['"abc".length', 'Number'],
    ['[1, 2].map(x => x + 1)', 'Array<Number>'],
    ['[1, 2].map(x => { doubled: x * 2, self: x })', 'Array<{ doubled: Number, self: 1 | 2 }>'],
    ['["a"].flatMap(s => s.split(","))', 'Array<String>'],
    ['[1, 2, 3].fold(0, (sum, x) => sum + x)', 'Number'],
    ['Math.max(1, 2)', 'Number'],
    ['Set.single(1).toArray()', 'Array<1>'],
    ['["b", "a"].order(desc(.length))', 'Array<"b" | "a">'],
  ],
  'a callback on the result of an overloaded method keeps its type (19, quirk 16)': [
    ['"a".slice(1).split(",").map(x => x + "y")', 'Array<String>'],
    ['Collection.all().map(x => 1 + 2)', 'Set<Number>'],
  ],
  'let is polymorphic, lambda parameters are not (6.2)': [
    ['let id = x => x; [id(1), id("a")]', '[1, "a"]'],
    ['(id => [id(1), id("a")])(x => x)', '["a" | 1, "a" | 1]'],
    ['let pair = (a, b) => [a, b]; pair(1, true)', '[1, true]'],
    ['let a = 1; let f = x => [x, a]; f("s")', '["s", 1]'],
  ],
  'null is handled by ?., ! and ?? (8)': [
    ['null ?? 1', '1'],
    ['[1].first()', '1 | Null'],
    ['[1].first()!', '1'],
    ['[{ a: { b: 2 } }].first()?.a.b', '2 | Null'],
    ['[{ a: { b: 2 } }].first()?.a.b!', '2'],
    ['x => x!', 'A => A - Null'],
    ['let x: Any = 1; x ?? 2', '2 | Any'],
  ],
  'projection reaches through sets, arrays and references (5.9)': [
    ['[{ a: 1, b: 2 }] { b }', 'Array<{ b: 2 }>'],
    ['{ a: { b: 1 } } { c: .a.b }', '{ c: 1 }'],
    ['Collection.all() { name }', 'Set<{ name: String }>'],
    ['Function.byName("f") { name }', '{ name: String } | Null'],
  ],
  'records and tuples': [
    ['{ a: 1, "odd name": 2 }', '{ a: 1, "odd name": 2 }'],
    ['{ a: 1 }["a"]', '1'],
    ['[1, "a"][0]', '1'],
    ['[1, "a"][5]', 'Never'],
    ['let i = 0; [1, "a"][i]', '1 | "a"'],
    ['x => x.a.b', '{ a: { b: A, ... }, ... } => A'],
  ],
  'recursive types are named (10.6)': [['(x => x(x))(x => x)', '(A | (A => B)) as B']],
  'annotations are what the name has from then on (3, 6.2)': [
    ['let x: Number = 1; x', 'Number'],
    ['let f: (Int, ...String) => Int = (n, ...rest) => n; f', '(Int, ...String) => Int'],
    ['let id: A => A = x => x; id(2)', '2'],
    ['let x: Int? = null; x', 'Int | Null'],
  ],
};

for (const [rule, table] of Object.entries(cases)) {
  describe(rule, () => {
    test.each(table)('%s', (query, type) => {
      expect(typeText(query)).toBe(type);
    });
  });
}
