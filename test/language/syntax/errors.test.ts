import { describe, expect, test } from 'vitest';
import {
  parseExpr,
  parseLambda,
  parsePath,
  parsePattern,
  parseQuery,
  parseSchemaType,
  parseType,
  parseTypeScheme,
} from '../../../language/syntax/parse.ts';
import { renderAll } from '../../../language/syntax/render.ts';

const entries = {
  query: parseQuery,
  expr: parseExpr,
  lambda: parseLambda,
  type: parseType,
  scheme: parseTypeScheme,
  schema: parseSchemaType,
  pattern: parsePattern,
  path: parsePath,
} as const;

/** `message @ offset` of every diagnostic, as the database reports them. */
const reported = (entry: keyof typeof entries, text: string) =>
  entries[entry](text).diagnostics.map(({ message, span }) => `${message} @${span.start}`);

const accepted: [keyof typeof entries, string[]][] = [
  ['expr', ['\n1 // one', 'if (a) b else c', '.a.b'.replace('.a', 'a')]],
  ['lambda', ['(a, b) => a', '(.total + 1)', ' x => x ']],
  [
    'type',
    [
      'Int?',
      'A | B & C?',
      '(a: A, rest: ...C) => D',
      'Ref<User,>',
      '{ a: A; b: B\n *: Any }',
      '[A, B]',
      'null',
      "-1 | 'a'",
    ],
  ],
  ['scheme', ['<A, B> (A => B) => Array<B>', 'Int']],
  ['schema', ['{ a: A = 1, b: { c: C = 2 } }']],
  ['pattern', ['_: Int', "a @ { b, 'c': [d, ...rest] }", '{,}', '(1)']],
  ['path', ['.a', ".['a b'].c[0]", '.a\n .b', '.if']],
];

for (const [entry, texts] of accepted) {
  test.each(texts)(`a ${entry}: %j`, (text) => expect(reported(entry, text)).toEqual([]));
}

const refused: Record<string, [entry: keyof typeof entries, text: string, ...errors: string[]][]> = {
  'syntax errors stand where the database puts them (22.1)': [
    ['query', '{ 1', 'Expected `}` @3'],
    ['query', 'let a == 1; a', 'Expected expression @7'],
    ['query', 'foo(a', 'Expected `)` or `,` @5'],
    ['query', 'a\n+ b', 'Expected end-of-input @2'],
    ['query', 'a.', 'Expected identifier @2'],
    ['query', "'\\3'", 'Expected escape code @2'],
    ['query', '#{', 'Unexpected end of query. Expected statement or expression @0'],
    ['query', 'if true', 'Expected `(` @3'],
    ['expr', '1; 2', 'Expected end-of-input @1'],
    ['type', '3 | ##', 'Expected type @4'],
  ],
  'reserved words (4)': [
    ['query', 'let join = 3; 1', 'Invalid identifier @4'],
    ['query', 'let _ = 1; 2', 'Invalid identifier @4'],
    [
      'query',
      'else',
      'Invalid identifier @0',
      'Unexpected end of query. Expected statement or expression @0',
    ],
    ['query', 'a { if }', 'Invalid identifier @4', 'Invalid identifier @4'],
    ['type', '(true)', 'Invalid identifier @1'],
  ],
  'blocks end in a value (8)': [
    ['query', 'let a = 1', 'Missing return expression @9'],
    ['query', '{ let a = 1 }', 'Missing return expression @12'],
    ['query', '', 'Unexpected end of query. Expected statement or expression @0'],
    ['query', '{ ; }', 'Unexpected end of block. Expected statement or expression @4'],
  ],
  'names that are there already (10, 15)': [
    ['query', "{ a: 1, 'a': 2 }", 'Duplicate key @8'],
    ['query', '(a, b, a) => a', 'Duplicate lambda argument @7'],
    ['type', '{ a: A, b: B, a: C }', 'Duplicate key @14'],
  ],
  'short lambdas (16)': [
    ['query', '.a', 'Invalid anonymous field access @0'],
    ['query', '[.a, .b]', 'Invalid anonymous field access @1', 'Invalid anonymous field access @5'],
    ['query', 'x => .a', 'Invalid anonymous field access @5'],
    ['query', '{ let f = .a; 3', 'Invalid anonymous field access @10'],
  ],
  'strings and keys (6, 10)': [
    ['query', "'\\ud800'", 'Invalid escape @1'],
    ['query', '{ "#{x}": 1 }', 'Object keys do not support interpolation @5'],
  ],
  'types (18)': [
    ['type', '(a: A)', 'Only lambda argument types may be named @1'],
    ['type', '(a, ...b)', 'Invalid variadic argument @7'],
    ['type', '{ *: A, b: B }', 'Wildcard must be the last element in an object @8'],
    ['type', '{ ..., b: B }', 'Interface must be the last element in an object @7'],
    ['type', '{ a: A = 1 }', 'Default values are not allowed here @9'],
    ['schema', '{ a: { b: B = 1 }? }', 'Default values are not allowed here @14'],
  ],
  'paths and lambda sources (19, 20)': [
    ['path', '.a?.b', 'Invalid field path @2'],
    ['path', 'a', 'Invalid field path @0'],
    ['lambda', '34', 'Body must be a lambda expression. @0'],
    ['lambda', 'let a = 1; x => x', 'Body must be a lambda expression. @0'],
    ['lambda', '.a', 'Invalid anonymous field access @0'],
  ],
};

for (const [rule, cases] of Object.entries(refused)) {
  describe(rule, () => {
    test.each(cases.map(([entry, text, ...errors]) => [entry, text, errors] as const))(
      '%s %j',
      (entry, text, errors) => expect(reported(entry, text)).toEqual(errors),
    );
  });
}

test('a diagnostic is rendered with its hints (24)', () => {
  const text = '{ "#{n}": 2 }';
  expect(
    renderAll(parseQuery(text).diagnostics, { name: '*query*', text }),
  ).toBe(`error: Object keys do not support interpolation
at *query*:1:6
  |
1 | { "#{n}": 2 }
  |      ^
  |
hint: Add a backslash to ignore the interpolation
  |
1 | { "\\#{n}": 2 }
  |    +
  |
hint: Use Object.fromEntries if you need a dynamic key
  |
1 | { "#{n}": 2 }
  |   ^^^^^^
  |`);
});
