import { describe, expect, test } from 'vitest';
import { createDocument } from '../../../language/syntax/document.ts';
import { MAX_NESTING } from '../../../language/syntax/nesting.ts';
import { parseExpr, parsePattern, parseQuery, parseType } from '../../../language/syntax/parse.ts';

test('10,001 operands in a row parse', () => {
  const { tree, diagnostics } = parseQuery(`1${' + 1'.repeat(10_000)}`);
  expect(diagnostics).toEqual([]);
  expect(tree.statements).toHaveLength(1);
});

describe('nesting beyond the limit is one diagnostic', () => {
  const deep = 10_000;
  const texts = {
    brackets: '('.repeat(deep),
    'closed brackets': `${'['.repeat(deep)}${']'.repeat(deep)}`,
    blocks: '{ let a = '.repeat(deep),
    interpolations: '"#{'.repeat(deep),
    'one level too much': `${'('.repeat(MAX_NESTING + 1)}1${')'.repeat(MAX_NESTING + 1)}`,
  };
  test.each(Object.entries(texts))('%s', (_, text) => {
    for (const { diagnostics } of [parseQuery(text), parseExpr(text), createDocument(text).syntax()]) {
      expect(diagnostics.map(({ code }) => code)).toEqual(['nesting-too-deep']);
    }
  });

  test('of types and patterns, too', () => {
    expect(parseType('['.repeat(deep)).diagnostics).toHaveLength(1);
    expect(parsePattern('('.repeat(deep)).diagnostics).toHaveLength(1);
  });

  test('but not at the limit', () => {
    expect(parseQuery(`${'('.repeat(MAX_NESTING)}1${')'.repeat(MAX_NESTING)}`).diagnostics).toEqual([]);
  });
});

test.each([
  ['prefix operators', '-'.repeat(10_000)],
  ['conditions', 'if (a) '.repeat(10_000)],
  ['lambdas', 'a => '.repeat(10_000)],
  ['function types', `let f: ${'A => '.repeat(3_000)}A = 1`],
  ['dots', 'a.b'.repeat(10_000)],
  ['comment starts', '/*'.repeat(10_000)],
  ['quotes', '"\''.repeat(5_000)],
])('%s without end are survived', (_, text) => {
  expect(() => parseQuery(text)).not.toThrow();
  expect(() => createDocument(text).syntax()).not.toThrow();
});

test('a text of 200 KB is cut into statements, and a key in it reads one of them', () => {
  const line = 'let total = Product.all().where(.price > 10).map(p => p.name)\n';
  const document = createDocument(`${line.repeat(3_200)}total\n`);
  document.syntax();
  document.replace({ start: 4, end: 9 }, 'sum');
  expect(document.syntax().diagnostics).toEqual([]);
  expect(document.read).toBe(1);
});
