/** Completion as an editor gets it: a text with the cursor at `|`, and what is offered. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CompletionItem } from 'vscode-languageserver-protocol/node';
import { applyEdits, type Editor, startEditor } from './editor.ts';
import { shop, shopUri } from './shop.ts';

let editor: Editor;
beforeAll(async () => {
  editor = await startEditor();
  editor.open(shopUri, shop);
});
afterAll(() => editor.close());

async function complete(marked: string, extension?: 'fql' | 'fsl' | 'ts'): Promise<CompletionItem[]> {
  return editor.request('textDocument/completion', editor.openMarked(marked, extension));
}

const labels = (items: CompletionItem[]) =>
  [...items].sort((a, b) => (a.sortText! < b.sortText! ? -1 : 1)).map(({ label }) => label);

describe('completion offers', () => {
  test.each<[string, string, string[]]>([
    ['the methods of a collection', 'Product.|', ['all', 'byId', 'byName', 'create', 'where']],
    ['the methods of a string', '"a".|', ['concat', 'length', 'toUpperCase']],
    [
      'fields of a document that is there',
      'let p = Product.all().first()\np!.|',
      ['name', 'price', 'total', 'update'],
    ],
    ['fields of a document that may be missing', 'let p = Product.all().first()\np.|', ['name', 'price']],
    ['the fields in a short lambda', 'Product.where(.|', ['name', 'price', 'category']],
    [
      'the fields in a short lambda with text behind it',
      'Product.where(.|)\nlet a = 1\na',
      ['name', 'price'],
    ],
    ['fields through a reference', 'Product.byName("a").first()!.category.|', ['name']],
    ['keys of what create wants', 'Product.create({ | })', ['name', 'price', 'category', 'stock']],
    ['keys that are not there yet', 'Product.create({ name: "a", | })', ['price', 'category']],
    ['fields in a projection', 'Product.all() { | }', ['name', 'price', 'id']],
    [
      'variables, collections and functions',
      'let limit = 1\n|',
      ['limit', 'Product', 'discount', 'Math', 'if'],
    ],
    ['parameters', 'Product.all().map(product => |)', ['product', 'Product']],
    ['names in broken text', 'let a = [1, 2\nlet limit = 3\n|', ['limit', 'Product']],
    ['members in an argument that is not closed', 'Math.max("a".|', ['length']],
    ['types in an annotation', 'let a: | = 1\na', ['Product', 'String', 'Any']],
  ])('%s', async (_, marked, expected) => {
    const found = labels(await complete(marked));
    expect(found).toEqual(expect.arrayContaining(expected));
  });

  test('nothing in a string', async () => {
    expect(await complete('"Product.|"')).toEqual([]);
  });

  test('what is expected before what is not', async () => {
    const found = labels(await complete('let yes = true\nlet no = "no"\nif (|) 1 else 2'));
    expect(found[0]).toBe('yes');
    expect(found.indexOf('false')).toBeLessThan(found.indexOf('Product'));
  });

  test('the members of a type and no other names', async () => {
    expect(labels(await complete('Time.now().|'))).not.toContain('Product');
  });

  test.each<[string, string, string[]]>([
    ['items', '|', ['collection', 'function', 'role', 'access provider']],
    [
      'members of a collection',
      'collection A {\n  |\n}',
      ['index', 'unique', 'check', 'compute', 'migrations'],
    ],
    ['types of a field', 'collection A {\n  name: |\n}', ['String', 'Product', 'Time']],
    [
      'fields in an index',
      'collection A {\n  name: String\n  index byName {\n    terms [.|]\n  }\n}',
      ['name'],
    ],
    ['names in a function', 'function f(amount) {\n  |\n}', ['amount', 'Product']],
    ['what a role may do', 'role r {\n  privileges Product {\n    |\n  }\n}', ['read', 'write', 'create']],
    [
      'what a role may be about',
      'role r {\n  privileges |Product {\n    read\n  }\n}',
      ['Product', 'Category'],
    ],
  ])('in a schema file: %s', async (_, marked, expected) => {
    expect(labels(await complete(marked, 'fsl'))).toEqual(expect.arrayContaining(expected));
  });

  test('in a template of TypeScript what the schema has', async () => {
    const marked = 'const q = fql`Product.where(.price > ${limit}).|`;\n';
    expect(labels(await complete(marked, 'ts'))).toEqual(expect.arrayContaining(['first', 'map', 'count']));
    expect(await complete('const q = `Product.|`;', 'ts')).toEqual([]);
  });
});

describe('a completion item', () => {
  const find = (items: CompletionItem[], label: string) => items.find((item) => item.label === label)!;

  test('has its signature, and its documentation when it is looked at', async () => {
    const item = find(await complete('"a".|'), 'concat');
    expect(item.detail).toBe('(other: String) => String');
    expect(item.documentation).toBeUndefined();
    const resolved = await editor.request<CompletionItem>('completionItem/resolve', item);
    expect(resolved.documentation).toMatchObject({ kind: 'markdown', value: expect.stringMatching(/./) });
  });

  test('of the schema is documented by the comment above it', async () => {
    const item = find(await complete('|'), 'Product');
    const resolved = await editor.request<CompletionItem>('completionItem/resolve', item);
    expect(resolved.documentation).toMatchObject({ value: 'A thing that is sold.' });
  });

  test.each<[string, string, string, string]>([
    ['a call with placeholders', '"a".con|', 'concat', '"a".concat(${1:other})${0}'],
    ['a lambda', '[1].ma|', 'map', '[1].map(${1:arg0} => ${2:value})${0}'],
    ['the whole word, not only what is left of the cursor', 'Product.a|nything', 'all', 'Product.all()${0}'],
    ['a key with its colon', 'Product.create({ na| })', 'name', 'Product.create({ name:  })'],
  ])('inserts %s', async (_, marked, label, expected) => {
    const item = find(await complete(marked), label);
    const { newText, range } = item.textEdit as {
      newText: string;
      range: Parameters<typeof applyEdits>[1][0]['range'];
    };
    expect(applyEdits(marked.replace('|', ''), [{ newText, range }])).toBe(expected);
  });

  test('inserts plain text in an editor without snippets', async () => {
    const plain = await startEditor({ capabilities: { textDocument: { publishDiagnostics: {} } } });
    const items = await plain.request<CompletionItem[]>(
      'textDocument/completion',
      plain.openMarked('"a".con|'),
    );
    expect(find(items, 'concat').textEdit).toMatchObject({ newText: 'concat()' });
    await plain.close();
  });
});
