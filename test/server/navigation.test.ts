/** Hover, signature help, definition, references, rename and symbols, as an editor asks for them: `|` is the cursor. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type {
  DocumentHighlight,
  DocumentSymbol,
  Hover,
  Location,
  MarkupContent,
  SignatureHelp,
  WorkspaceEdit,
  WorkspaceSymbol,
} from 'vscode-languageserver-protocol/node';
import { type Editor, startEditor } from './editor.ts';
import { shop, shopUri } from './shop.ts';

let editor: Editor;
beforeAll(async () => {
  editor = await startEditor();
  editor.open(shopUri, shop);
});
afterAll(() => editor.close());

const inShop = (word: string) => ({
  uri: shopUri,
  range: { start: editor.at(shopUri, word), end: editor.at(shopUri, word, 'end') },
});

describe('hover', () => {
  async function hover(marked: string, extension?: 'fql' | 'fsl' | 'ts'): Promise<string | undefined> {
    const found = await editor.request<Hover | null>(
      'textDocument/hover',
      editor.openMarked(marked, extension),
    );
    return found ? (found.contents as MarkupContent).value : undefined;
  }
  test.each<[string, string, string[]]>([
    [
      'a method: its signature and documentation',
      '"a".con|cat("b")',
      ['String.concat: (other: String) => String', 'other'],
    ],
    [
      'a field of the schema: its type and place',
      'Product.all().first()!.pri|ce',
      ['Product.price: Number', 'schema.fsl:4'],
    ],
    [
      'a collection: the comment above it',
      'Prod|uct.all()',
      ['Product: ProductCollection', 'A thing that is sold.'],
    ],
    [
      'a function: its block comment',
      'dis|count(1)',
      ['discount', 'What is left\nafter a tenth is taken off.'],
    ],
    ['a variable', 'let prices = [1.5]\nprices|', ['prices: [1.5]']],
    ['a let', 'let pri|ces = Product.all()\nprices', ['let prices: Set<Product>']],
    ['a parameter', 'Product.all().map(pro|duct => product.name)', ['(parameter) product: Product']],
    ['an operator', 'null ?|? 1', ['??']],
    ['an index', 'Product.by|Name("a")', ['term1: String', 'schema.fsl']],
  ])('of %s', async (_, marked, expected) => {
    const text = await hover(marked);
    for (const part of expected) expect(text).toContain(part);
  });

  test('in a schema file knows the parameters', async () => {
    expect(await hover('function f(amount: Number): Number {\n  amou|nt + 1\n}', 'fsl')).toContain(
      'amount: Number',
    );
  });
  test('in a template of TypeScript has the place in the host file', async () => {
    const marked = 'const q = fql`${a} + Product.all().co|unt()`;';
    const at = editor.openMarked(marked, 'ts');
    const found = await editor.request<Hover>('textDocument/hover', at);
    const start = marked.indexOf('co|unt');
    expect(found.range).toEqual({
      start: { line: 0, character: start },
      end: { line: 0, character: start + 5 },
    });
  });
  test('of blank is nothing', async () => {
    expect(await hover('let a = 1\n|\na')).toBeUndefined();
  });
});

describe('signature help', () => {
  const help = (marked: string) =>
    editor.request<SignatureHelp | null>('textDocument/signatureHelp', editor.openMarked(marked));

  test('shows the parameter at the cursor with its documentation', async () => {
    const found = (await help('Math.max(1, |2)'))!;
    expect(found.activeParameter).toBe(1);
    expect(found.signatures[0]).toMatchObject({ label: 'max(x: Number, y: Number) => Number' });
    expect(found.signatures[0]!.parameters![1]).toMatchObject({
      label: 'y: Number',
      documentation: { kind: 'markdown' },
    });
  });
  test('chooses the overload that has enough parameters', async () => {
    const found = (await help('"abc".indexOf("b", |1)'))!;
    expect(found.signatures).toHaveLength(2);
    expect(found.signatures[found.activeSignature!]!.label).toContain('start: Number');
  });
  test('names type parameters alike in one signature', async () => {
    const found = (await help('Set.sequence(0, 3).map(|x => x)'))!;
    expect(found.signatures[0]!.label).toBe('map(mapper: Number => A) => Set<A>');
  });
  test('is there for functions of the schema', async () => {
    expect((await help('discount(|1)'))!.signatures[0]!.label).toContain('amount: Number');
  });
  test('is not there outside of calls', async () => {
    expect(await help('Math.max(1, 2)|')).toBeNull();
  });
});

describe('definition', () => {
  const definition = (marked: string, extension?: 'fql' | 'fsl') =>
    editor.request<Location[] | null>('textDocument/definition', editor.openMarked(marked, extension));

  test.each<[string, string, string]>([
    ['a collection', 'Prod|uct.all()', 'Product'],
    ['a function', 'dis|count(1)', 'discount'],
    ['a field', 'Product.all().first()!.pri|ce', 'price'],
    ['a computed field', 'Product.all().first()!.tot|al', 'total'],
    ['an index', 'Product.by|Name("a")', 'byName'],
    ['a collection in a type', 'let c: Ref<Cate|gory> = Category.byId("1")\nc', 'Category> {'],
  ])('of %s leads into the schema', async (_, marked, word) => {
    const [found] = (await definition(marked)) ?? [];
    const expected = word === 'Category> {' ? inShop('Category {').range.start : inShop(word).range.start;
    expect(found).toMatchObject({ uri: shopUri, range: { start: expected } });
  });
  test('of a variable leads to its let', async () => {
    expect(await definition('let limit = 1\nlimit|')).toMatchObject([
      { range: { start: { line: 0, character: 4 } } },
    ]);
  });
  test('of an inner parameter leads to the inner one', async () => {
    expect(await definition('(a => (a => a|))(1)')).toMatchObject([
      { range: { start: { line: 0, character: 7 } } },
    ]);
  });
  test('of nothing is nothing', async () => {
    expect(await definition('1 |+ 2')).toBeNull();
  });
});

describe('references and rename', () => {
  test('of a variable stay in its scope', async () => {
    const at = editor.openMarked('let a| = 1\nlet f = a => a\nf(a) + a');
    const found = await editor.request<Location[]>('textDocument/references', {
      ...at,
      context: { includeDeclaration: true },
    });
    expect(found.map(({ range }) => range.start)).toEqual([
      { line: 0, character: 4 },
      { line: 2, character: 2 },
      { line: 2, character: 7 },
    ]);
  });
  test('of a field are found in queries and in the schema', async () => {
    const at = editor.openMarked('Product.where(.na|me == "a").map(p => p.name)');
    const found = await editor.request<Location[]>('textDocument/references', {
      ...at,
      context: { includeDeclaration: false },
    });
    expect(found.filter(({ uri }) => uri === at.uri)).toHaveLength(2);
    // Twice: in the index and in the unique constraint.
    expect(found.filter(({ uri }) => uri === shopUri)).toHaveLength(2);
  });
  test('a rename changes both languages in one edit', async () => {
    const at = editor.openMarked('Product.where(.pri|ce > 1) { price }');
    const edit = await editor.request<WorkspaceEdit>('textDocument/rename', { ...at, newName: 'cost' });
    const texts = editor.applied(edit);
    expect(texts[at.uri]).toBe('Product.where(.cost > 1) { cost }');
    expect(texts[shopUri]).toContain('  cost: Number\n');
    expect(texts[shopUri]).toContain('p.cost * 2');
  });
  test.each<[string, string, string, RegExp]>([
    ['no name', 'let a| = 1\na', '1a', /is not a name/],
    ['a keyword', 'let a| = 1\na', 'if', /is not a name/],
    ['a name that would be captured', 'let a| = 1\nlet b = 2\na + b', 'b', /used there already/],
    ['a name that is taken', 'Prod|uct.all()', 'Category', /already/],
  ])('a rename to %s is refused with the reason', async (_, marked, newName, reason) => {
    const at = editor.openMarked(marked);
    await expect(editor.request('textDocument/rename', { ...at, newName })).rejects.toThrow(reason);
  });
  test('what the library declares cannot be renamed', async () => {
    await expect(
      editor.request('textDocument/prepareRename', editor.openMarked('Ma|th.abs(1)')),
    ).rejects.toThrow(/cannot be renamed/);
  });
});

describe('symbols', () => {
  test('the outline of a query has its lets, those in functions below them', async () => {
    const { textDocument } = editor.openMarked(
      'let total = 1\nlet f = x => {\n  let inner = x\n  inner\n}\nf(total)|',
    );
    const found = await editor.request<DocumentSymbol[]>('textDocument/documentSymbol', { textDocument });
    const names = (symbols: DocumentSymbol[]): unknown[] =>
      symbols.map(({ name, children }) => (children?.length ? [name, names(children)] : name));
    expect(names(found)).toEqual(['total', ['f', ['inner']], 'f(total)']);
  });
  test('asking for the outline changes nothing: asked again, it is the same', async () => {
    const { textDocument } = editor.openMarked('[x => { let a = x; a }, y => { let b = y; b }].length|');
    const outline = () => editor.request<DocumentSymbol[]>('textDocument/documentSymbol', { textDocument });
    const first = await outline();
    expect(first[0]?.children?.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(await outline()).toEqual(first);
  });
  test('the outline of a schema has items and their members', async () => {
    const found = await editor.request<DocumentSymbol[]>('textDocument/documentSymbol', {
      textDocument: { uri: shopUri },
    });
    expect(found.map(({ name }) => name)).toEqual(['Product', 'Category', 'discount', 'seller']);
    expect(found[0]!.children!.map(({ name }) => name)).toEqual([
      'name',
      'price',
      'category',
      'stock',
      'total',
      'byName',
      'unique',
    ]);
    for (const { range, selectionRange } of found)
      expect(selectionRange.start.line).toBeGreaterThanOrEqual(range.start.line);
  });
  test('workspace symbols are found by their letters', async () => {
    const found = await editor.request<WorkspaceSymbol[]>('workspace/symbol', { query: 'ctgy' });
    expect(found.map(({ name }) => name)).toEqual(['Category']);
  });
  test('the highlight of a name is its declaration and its uses, of a bracket its partner', async () => {
    const at = editor.openMarked('let a| = [1, 2]\na');
    const names = await editor.request<DocumentHighlight[]>('textDocument/documentHighlight', at);
    expect(names.map(({ range, kind }) => [range.start.line, kind])).toEqual([
      [0, 3],
      [1, 2],
    ]);
    const brackets = await editor.request<DocumentHighlight[]>(
      'textDocument/documentHighlight',
      editor.openMarked('let a = |[1, 2]\na'),
    );
    expect(brackets.map(({ range }) => range.start.character)).toEqual([8, 13]);
  });
});
