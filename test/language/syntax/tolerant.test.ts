import { describe, expect, test } from 'vitest';
import { createDocument } from '../../../language/syntax/document.ts';
import { sketch } from './sketch.ts';

function read(text: string): { tree: string[]; mistakes: number[] } {
  const { tree, diagnostics } = createDocument(text).syntax();
  return { tree: tree.statements.map(sketch), mistakes: diagnostics.map(({ span }) => span.start) };
}

/** Text with a mistake (or several), its statements, and where its diagnostics are. */
const rules: Record<string, [text: string, tree: string[], mistakes: number[]][]> = {
  'a name that is still to be typed': [
    ['Product.', ['Product.<?>'], [8]],
    ['Product.\nlet a = 1\na', ['Product.<?>', 'let a = 1', 'a'], [8]],
    ['users.where(.', ['users.where(λ.<?>)'], [12]],
    ['users?.', ['users?.<?>'], [7]],
    ['let = 1\n2', ['let <?> = 1', '2'], [4]],
  ],
  'an operand or a value that is missing': [
    ['a + \nlet b = 1\nb', ['(a + <?>)', 'let b = 1', 'b'], [4]],
    ['let x = \nlet y = 2\ny', ['let x = <?>', 'let y = 2', 'y'], [8]],
    ['{ a: ', ['{a: <?>}'], [5]],
    ['{ a: 1, b }', ['{a: 1, b: <?>}'], [8]],
    ['users.map(u => )', ['users.map((u) => <?>)'], [15]],
    ['if () 1 else 2', ['if (<?>) 1 else 2'], [4]],
    ['f(a, , b)', ['f(a, <?>, b)'], [5]],
  ],
  'text that does not belong': [
    ['f(a b, c)', ['f(<? a>, c)'], [4]],
    ['[1 2, 3]', ['[<? 1>, 3]'], [3]],
    ['a b\nc', ['<? a>', 'c'], [2]],
    ['users { name, 3, age }', ['users { name, age }'], [14]],
    ['{\n  a b\n  c\n}', ['{<? a>; c}'], [4]],
  ],
  'brackets and quotes left open': [
    ['f(a, ', ['f(a)'], [5]],
    ['let a = f(1\nlet b = 2\nb', ['let a = f(1)', 'let b = 2', 'b'], [11]],
    ['if (a) {\n  f(x\n  g(y)\n}\nh', ['if (a) {f(x); g(y)}', 'h'], [17]],
    ['f("abc)\ng', ['f("abc")', 'g'], [2]],
    ["let a = 'x\na", ['let a = "x"', 'a'], [8]],
  ],
  'brackets that nothing opened': [
    ['a)\nb', ['a', 'b'], [1]],
    ['f(a))\nb', ['f(a)', 'b'], [4]],
  ],
  'several mistakes are several diagnostics': [
    ['a b\nc.\nlet d = 1\nd', ['<? a>', 'c.<?>', 'let d = 1', 'd'], [2, 6]],
    ['f(x => {\n  a b\n  c(\n  d\n})', ['f((x) => {<? a>; c(); d})'], [11, 19]],
  ],
};

for (const [rule, cases] of Object.entries(rules)) {
  describe(rule, () => {
    test.each(cases)('%j', (text, tree, mistakes) => expect(read(text)).toEqual({ tree, mistakes }));
  });
}

test('an empty document is fine', () =>
  expect(read(' \n// nothing yet\n')).toEqual({ tree: [], mistakes: [] }));

test('an invisible character in a comment is told by its code', () => {
  expect(createDocument('1 // a\u200b').syntax().diagnostics[0]?.message).toContain('U+200B');
});
