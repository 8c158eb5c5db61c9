import { describe, expect, test } from 'vitest';
import { parseQuery } from '../../../language/syntax/parse.ts';
import { sketch } from './sketch.ts';

const shown = (text: string) => {
  const { tree, diagnostics } = parseQuery(text);
  expect(diagnostics).toEqual([]);
  return tree.statements.map(sketch).join(' ; ');
};

/** A section of spec/grammar.md: each text with the tree that it has. */
const sections: Record<string, [text: string, tree: string][]> = {
  '3 blank and new lines': [
    ['total /* sum /* of */ all */ + 1', '(total + 1)'],
    ['orders\n  // the first\n  .first()', 'orders.first()'],
    ['a\n|| b', '(a || b)'],
    ['a ==\nb', '(a == b)'],
    ['a\n- b', 'a ; -b'],
    ['a\n(1)', 'a ; (1)'],
    ['a\n{ b }', 'a ; {b}'],
    ['1 // one\r2', '1'],
  ],
  '4 names': [
    ["it's", "it's"],
    ['doc.if.null._', 'doc.if.null._'],
    ['iffy', 'iffy'],
  ],
  '5 numbers': [
    ['0x_F_f', '255'],
    ['1_000', '1000'],
    ['- 5', '-5'],
    ['1e3', '1E+3'],
    ['100e-2', '1.00'],
    ['-0.0', '0.0'],
    ['99999999999999999999', '99999999999999999999'],
    ['1 -1', '(1 - 1)'],
    ['1.e3', '1.e3'],
  ],
  '6 strings': [
    ['\'say "#{hi}"\'', '"say \\"#{hi}\\""'],
    ['"total: #{1 + 2}!"', '"total: |#{(1 + 2)}|!"'],
    ['"a#b"', '"a|#|b"'],
    ["'\\u{1F600}\\x41'", '"😀A"'],
  ],
  '7 heredocs': [
    ['<<-END\n  one\n    two\n  END', '"one\\n  two\\n"'],
    ['<<-END\nENDING\nEND.length', '"ENDING\\n".length'],
    ['<<+X\n  n: #{n}\n  X', '"n: |#{n}|\n"'],
  ],
  '8 statements': [
    ['let a = 1;; a;', 'let a = 1 ; a'],
    ['let\na\n:\nInt\n=\n1\na', 'let a = 1 ; a'],
    ['{ let a = 1; a }', '{let a = 1; a}'],
  ],
  '10 objects, arrays, tuples': [
    ["{ a: 1, 'b c': 2, if: 3, }", '{a: 1, b c: 2, if: 3}'],
    ['{ a }', '{a}'],
    ['{}', '{}'],
    ['[,]', '[]'],
    ['(1,)', '(1)'],
  ],
  '11 chains': [
    ['a.b(1)?.c!', 'a.b(1)?.c!'],
    ['a?.b?.()', 'a?.b?.()'],
    ['a.b[0]()', 'a.b[0]()'],
    ["'x'.length", '"x".length'],
  ],
  '12 operators': [
    ['a + b * c', '(a + (b * c))'],
    ['a ** b ** c', '(a ** (b ** c))'],
    ['a - b - c', '((a - b) - c)'],
    ['a isa b | c', '(a isa (b | c))'],
    ['1isa Int', '(1 isa Int)'],
    ['-2 ** 2', '(-2 ** 2)'],
    ['!a.b', '!a.b'],
    ['a ?? b || c', '(a ?? (b || c))'],
  ],
  '13 projection': [
    [
      'users { name, email: .contact.mail, address { city } }',
      'users { name, email: .contact.mail, address }',
    ],
    ['a { * }', 'a { * }'],
    ['a + b { c }', '(a + b) { c }'],
  ],
  '14 if, at, match': [
    ['if (a) b\n\nelse c', 'if (a) b else c'],
    ['if (a) if (b) c else d', 'if (a) if (b) c else d'],
    ['at (Time.now()) { a }.first()', 'at (Time.now()) {a}.first()'],
    ['match a { case 1 => 2; case _ => 0 }', 'match a of 2'],
  ],
  '15 lambdas': [
    ['(a, _, ...rest) => a', '(a, _, ...rest) => a'],
    ['a => b => a', '(a) => (b) => a'],
    ['(a, ...b).c', '(a).c'],
  ],
  '16 short lambdas': [
    ['f(.a.b(.c) + 1)', 'f(λ(.a.b(λ.c) + 1))'],
    ['f((.a) + 1)', 'f(λ((.a) + 1))'],
    ['f(!(.a))', 'f(!(λ.a))'],
    ["f(.['x'])", 'f(λ["x"])'],
  ],
};

for (const [section, cases] of Object.entries(sections)) {
  describe(`grammar ${section}`, () => {
    test.each(cases)('%j', (text, tree) => expect(shown(text)).toBe(tree));
  });
}

describe('spans are those of the database (25)', () => {
  const spanOf = (text: string) => {
    const [statement] = parseQuery(text).tree.statements;
    return statement?.kind === 'Expr' ? text.slice(statement.expr.span.start, statement.expr.span.end) : '';
  };
  test.each([
    [' ( a ) ', '( a )'],
    ['-a { b }', 'a { b }'],
    ['a . b /* c */', 'a . b'],
    ["'😀'.length // x", "'😀'.length"],
  ])('%j', (text, covered) => expect(spanOf(text)).toBe(covered));

  test('an operator on its own line takes the line break in', () => {
    const [statement] = parseQuery('a\n|| b').tree.statements;
    const expr = statement?.kind === 'Expr' ? statement.expr : undefined;
    expect(expr?.kind === 'Binary' && expr.operator).toEqual({ text: '||', span: { start: 1, end: 4 } });
  });

  test('values of a template are numbered in the order of the text', () => {
    const { tree } = parseQuery('f(\0value>, [\0value>])', { template: true });
    expect(tree.statements.map(sketch)).toEqual(['f($0, [$1])']);
  });
});
