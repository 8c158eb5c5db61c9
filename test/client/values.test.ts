/** How the results panel reads and writes values: the tagged format in, a line for people, FQL and JSON out. */
import { describe, expect, test } from 'vitest';
import { brief, cellText } from '../../client/webview/brief.ts';
import { nextCursor, withNextPage } from '../../client/webview/pages.ts';
import { toFql, toJson } from '../../client/webview/print.ts';
import { cellOf, tableOf } from '../../client/webview/table.ts';
import { readTagged } from '../../client/webview/tagged.ts';
import { createTreeRows } from '../../client/webview/tree-rows.ts';

const product = (id: string, name: string, more: object = {}) => ({
  '@doc': { id, coll: { '@mod': 'Product' }, ts: { '@time': '2024-01-01T00:00:00Z' }, name, ...more },
});
const missing = { '@ref': { id: '9', coll: { '@mod': 'User' }, exists: false, cause: 'not found' } };

interface Case {
  tagged: unknown;
  line: string;
  fql: string;
  json: string;
}

const cases: Case[] = [
  { tagged: null, line: 'null', fql: 'null', json: 'null' },
  { tagged: true, line: 'true', fql: 'true', json: 'true' },
  { tagged: { '@int': '3' }, line: '3', fql: '3', json: '3' },
  {
    tagged: { '@long': '9223372036854775807' },
    line: '9223372036854775807',
    fql: '9223372036854775807',
    json: '9223372036854775807',
  },
  { tagged: { '@double': '1.0E7' }, line: '1.0E7', fql: '1.0E7', json: '1.0E7' },
  { tagged: { '@double': '-Infinity' }, line: '-Infinity', fql: '-Math.Infinity', json: '"-Infinity"' },
  { tagged: { '@double': 'NaN' }, line: 'NaN', fql: 'Math.NaN', json: '"NaN"' },
  {
    tagged: 'a "b" #{c}\t',
    line: '"a \\"b\\" \\#{c}\\t"',
    fql: '"a \\"b\\" \\#{c}\\t"',
    json: '"a \\"b\\" #{c}\\t"',
  },
  {
    tagged: { '@time': '2024-01-01T00:00:00Z' },
    line: 'Time("2024-01-01T00:00:00Z")',
    fql: 'Time("2024-01-01T00:00:00Z")',
    json: '"2024-01-01T00:00:00Z"',
  },
  {
    tagged: { '@date': '2024-01-01' },
    line: 'Date("2024-01-01")',
    fql: 'Date("2024-01-01")',
    json: '"2024-01-01"',
  },
  { tagged: { '@bytes': 'AQID' }, line: 'Bytes("AQID")', fql: 'Bytes("AQID")', json: '"AQID"' },
  { tagged: { '@mod': 'Math' }, line: 'Math', fql: 'Math', json: '"Math"' },
  { tagged: { '@stream': 'abc=' }, line: 'event source', fql: '"abc="', json: '"abc="' },
  { tagged: { '@set': 'abc=' }, line: 'more, not read yet', fql: '"abc="', json: '"abc="' },
  { tagged: missing, line: 'User("9") not found', fql: 'User("9") /* not found */', json: 'null' },
  {
    tagged: { '@ref': { id: '1', coll: { '@mod': 'User' } } },
    line: 'User("1")',
    fql: 'User("1")',
    json: '{\n  "id": "1",\n  "coll": "User"\n}',
  },
  {
    tagged: { '@ref': { name: 'User', coll: { '@mod': 'Collection' } } },
    line: 'Collection("User")',
    fql: 'Collection.byName("User")',
    json: '{\n  "name": "User",\n  "coll": "Collection"\n}',
  },
  { tagged: [], line: '[0 items]', fql: '[]', json: '[]' },
  { tagged: {}, line: '{0 fields}', fql: '{}', json: '{}' },
  { tagged: [{ '@int': '1' }], line: '[1 item]', fql: '[\n  1\n]', json: '[\n  1\n]' },
  {
    tagged: { '@object': { '@int': 'x', b: { '@int': '2' } } },
    line: '{2 fields}',
    fql: '{\n  "@int": "x",\n  b: 2\n}',
    json: '{\n  "@int": "x",\n  "b": 2\n}',
  },
  {
    tagged: { let: { '@int': '4' }, '1a': null, é_1: [] },
    line: '{3 fields}',
    fql: '{\n  let: 4,\n  "1a": null,\n  é_1: []\n}',
    json: '{\n  "let": 4,\n  "1a": null,\n  "é_1": []\n}',
  },
  {
    tagged: { a: 'x\ny' },
    line: '{1 field}',
    fql: '{\n  a: <<-END\n    x\n    y\n  END\n}',
    json: '{\n  "a": "x\\ny"\n}',
  },
  {
    tagged: ['END\nx', null],
    line: '[2 items]',
    fql: '[\n  <<-END0\n    END\n    x\n  END0,\n  null\n]',
    json: '[\n  "END\\nx",\n  null\n]',
  },
  {
    tagged: { '@set': { data: [product('1', 'Pen')], after: 'abc' } },
    line: 'Set (1 item, more follow)',
    fql: '{\n  data: [\n    {\n      id: "1",\n      coll: Product,\n      ts: Time("2024-01-01T00:00:00Z"),\n      name: "Pen"\n    }\n  ],\n  after: "abc"\n}',
    json: '{\n  "data": [\n    {\n      "id": "1",\n      "coll": "Product",\n      "ts": "2024-01-01T00:00:00Z",\n      "name": "Pen"\n    }\n  ],\n  "after": "abc"\n}',
  },
  {
    tagged: product('1', 'Pen'),
    line: 'Product("1")',
    fql: '{\n  id: "1",\n  coll: Product,\n  ts: Time("2024-01-01T00:00:00Z"),\n  name: "Pen"\n}',
    json: '{\n  "id": "1",\n  "coll": "Product",\n  "ts": "2024-01-01T00:00:00Z",\n  "name": "Pen"\n}',
  },
];

describe('a value', () => {
  test.each(cases)('$line', ({ tagged, line, fql, json }) => {
    expect({
      line: brief(readTagged(tagged)).text,
      fql: toFql(tagged).join('\n'),
      json: toJson(tagged).join('\n'),
    }).toEqual({ line, fql, json });
  });

  test('a tag with something else in it is an object', () => {
    expect(toFql([{ '@long': 'x' }, { '@int': 5 }]).join(' ')).toBe(
      '[   {     "@long": "x"   },   {     "@int": 5   } ]',
    );
  });

  test('a line of a long text is short', () => {
    expect(brief(readTagged('x'.repeat(1_000_000))).text.length).toBeLessThan(400);
  });
});

describe('the table', () => {
  test('has the fields of all documents, what the system gives them last', () => {
    const table = tableOf({
      '@set': { data: [product('1', 'Pen'), product('2', 'Ink', { price: { '@int': '3' } })] },
    })!;
    expect(table.columns).toEqual(['id', 'name', 'price', 'coll', 'ts']);
    expect(cellOf(table, 1, 2)).toEqual({ '@int': '3' });
    expect(cellOf(table, 0, 2)).toBeUndefined();
  });

  test.each<[string, unknown]>([
    ['{ name: "Tea", price: 3 }', { name: 'Tea', price: { '@int': '3' }, more: [] }],
    ['["a", 1]', ['a', { '@int': '1' }]],
    ['[1, 1, 1, 1, …]', Array.from({ length: 9 }, () => ({ '@int': '1' }))],
    ['[1 item]', [{ a: 'x' }]],
    ['[0 items]', []],
    ['{1 field}', { a: {} }],
  ])('shows %s in a cell', (text, json) => {
    expect(cellText(readTagged(json)).text).toBe(text);
  });

  test.each([
    ['an array of objects', [{ a: 'x' }], true],
    ['a page of paginate()', { data: [{ a: 'x' }], after: 'abc' }, true],
    ['an object with other fields', { data: [{ a: 'x' }], total: 'x' }, false],
    ['an array of numbers', [{ '@int': '1' }], false],
    ['objects and something else', [{ a: 'x' }, 'y'], false],
    ['nothing', [], false],
    ['one document', product('1', 'Pen'), false],
  ])('%s: %s', (_, tagged, isTable) => {
    expect(tableOf(tagged) !== null).toBe(isTable);
  });
});

describe('the tree', () => {
  const shape = (tree: ReturnType<typeof createTreeRows>) =>
    tree.rows.map(
      ({ key, level, expanded }) => `${'  '.repeat(level - 1)}${key || 'root'}${expanded ? ' -' : ''}`,
    );

  test('opens one level, and the elements of a page', () => {
    expect(shape(createTreeRows({ a: { b: 'c' }, d: [] }))).toEqual(['root -', '  a', '  d']);
    expect(shape(createTreeRows({ '@set': { data: ['x', 'y'], after: 'abc' } }))).toEqual([
      'root -',
      '  data -',
      '    0',
      '    1',
      '  after',
    ]);
  });

  test('opens and closes, and names the place of a row', () => {
    const tree = createTreeRows({ a: { b: [{ 'c d': 'x' }] }, e: 'y' });
    tree.expand(1);
    tree.expand(2);
    tree.expand(3);
    expect(shape(tree)).toEqual(['root -', '  a -', '    b -', '      0 -', '        c d', '  e']);
    expect(tree.pathOf(4)).toBe('a.b[0]["c d"]');
    expect(tree.parentOf(5)).toBe(0);
    expect(tree.parentOf(0)).toBe(-1);
    tree.collapse(1);
    expect(shape(tree)).toEqual(['root -', '  a', '  e']);
  });

  test('tells screen readers where a row is among its siblings', () => {
    const [, first, second] = createTreeRows(['x', 'y']).rows;
    expect(first).toMatchObject({ level: 2, position: 1, siblings: 2 });
    expect(second).toMatchObject({ level: 2, position: 2, siblings: 2 });
  });

  test('16,000 documents', () => {
    const page = {
      data: Array.from({ length: 16_000 }, (_, index) => product(String(index), `Product ${index}`)),
    };
    const start = performance.now();
    const tree = createTreeRows(page);
    expect(performance.now() - start).toBeLessThan(500);
    expect(tree.rows).toHaveLength(16_002);
    tree.expand(16_001);
    expect(tree.pathOf(16_005)).toBe('data[15999].name');
  });
});

describe('pages', () => {
  const item = { '@int': '1' };

  test.each<[string, unknown, string | null]>([
    ['a set', { '@set': { data: [item], after: 'abc' } }, 'abc'],
    ['a page of paginate()', { data: [item], after: 'abc' }, 'abc'],
    ['the last page', { '@set': { data: [item] } }, null],
    ['an object that is no page', { data: [item], after: 'abc', total: item }, null],
    ['a document', product('1', 'Pen', { after: 'abc' }), null],
    ['a list', [item], null],
  ])('%s', (_, json, cursor) => {
    expect(nextCursor(json)).toBe(cursor);
  });

  test('are added to one another, and the last one ends the set', () => {
    const first = { '@set': { data: [item], after: 'abc' } };
    const two = withNextPage(first, { data: [item, item], after: 'def' });
    expect(two).toEqual({ '@set': { data: [item, item, item], after: 'def' } });
    expect(withNextPage(two, { data: [] })).toEqual({ '@set': { data: [item, item, item] } });
  });
});
