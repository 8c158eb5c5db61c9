/** Folding, selection, colours, indentation, formatting, code actions, hints and what can be run: `|` is the cursor, `[|…|]` a selection. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type {
  CodeAction,
  Diagnostic,
  FoldingRange,
  InlayHint,
  Range,
  SelectionRange,
  SemanticTokens,
  SemanticTokensDelta,
  TextEdit,
} from 'vscode-languageserver-protocol/node';
import { type Editor, type Marked, startEditor } from './editor.ts';
import { shop, shopUri } from './shop.ts';

let editor: Editor;
beforeAll(async () => {
  editor = await startEditor({ initializationOptions: { fql: { inlayHints: { enabled: true } } } });
  editor.open(shopUri, shop);
});
afterAll(() => editor.close());

/** The text of a range of an open document. */
function textOf(uri: string, { start, end }: Range): string {
  const lines = editor.text(uri).split('\n');
  if (start.line === end.line) return lines[start.line]!.slice(start.character, end.character);
  const inner = lines.slice(start.line + 1, end.line);
  return [lines[start.line]!.slice(start.character), ...inner, lines[end.line]!.slice(0, end.character)].join(
    '\n',
  );
}

describe('folding', () => {
  const folds = async (text: string, extension: 'fql' | 'fsl' = 'fql') => {
    const { textDocument } = editor.openMarked(`|${text}`, extension);
    const found = await editor.request<FoldingRange[]>('textDocument/foldingRange', { textDocument });
    return found.map(({ startLine, endLine, kind }) => [startLine, endLine, ...(kind ? [kind] : [])]);
  };
  test('of brackets leaves the closing one in sight', async () => {
    expect(await folds('let a = {\n  b: [\n    1\n  ]\n}\na')).toEqual([
      [0, 3],
      [1, 2],
    ]);
  });
  test('of a method chain takes all of it', async () => {
    expect(await folds('Product.all()\n  .where(.price > 1)\n  .first()\n')).toEqual([[0, 2]]);
  });
  test('of comments and regions', async () => {
    expect(await folds('// one\n// two\n1\n// #region r\n2\n// #endregion\n3')).toEqual([
      [0, 1, 'comment'],
      [3, 5, 'region'],
    ]);
  });
  test('of schema items', async () => {
    expect(await folds('collection A {\n  index b {\n    terms [.c]\n  }\n}\n', 'fsl')).toEqual([
      [0, 3],
      [1, 2],
    ]);
  });
});

test('expand selection goes from the name to the whole document', async () => {
  const at = editor.openMarked('let a = f(b.name, 1)\nlet x = {\n  k: a.where(.pri|ce > 2)\n}\nx');
  const [found] = await editor.request<SelectionRange[]>('textDocument/selectionRange', {
    ...at,
    positions: [at.position],
  });
  const texts: string[] = [];
  for (let next = found; next; next = next.parent) texts.push(textOf(at.uri, next.range));
  expect(texts).toEqual(
    expect.arrayContaining([
      'price',
      '.price',
      '.price > 2',
      '(.price > 2)',
      'a.where(.price > 2)',
      'k: a.where(.price > 2)',
    ]),
  );
  expect(texts.at(-1)).toBe(editor.text(at.uri));
  for (const [index, text] of texts.slice(1).entries()) expect(text).toContain(texts[index]);
});

describe('semantic tokens', () => {
  /** `word:type` for each token. */
  function words(uri: string, { data }: SemanticTokens): string[] {
    const { tokenTypes } = editor.initialized.capabilities.semanticTokensProvider!.legend;
    const lines = editor.text(uri).split('\n');
    const found: string[] = [];
    let line = 0;
    let character = 0;
    for (let i = 0; i < data.length; i += 5) {
      const [deltaLine, deltaStart, length, type] = data.slice(i, i + 4) as [number, number, number, number];
      line += deltaLine;
      character = deltaLine === 0 ? character + deltaStart : deltaStart;
      found.push(`${lines[line]!.slice(character, character + length)}:${tokenTypes[type]}`);
    }
    return found;
  }
  const full = (uri: string) =>
    editor.request<SemanticTokens>('textDocument/semanticTokens/full', { textDocument: { uri } });

  test('say what each name is', async () => {
    const { uri } = editor.openMarked(
      '|let limit = Math.max(1, 2)\nProduct.all().map(p => p.price).take(limit) { a: discount(1) }',
    );
    expect(words(uri, await full(uri))).toEqual([
      'limit:variable',
      'Math:namespace',
      'max:method',
      'Product:class',
      'all:method',
      'map:method',
      'p:parameter',
      'p:parameter',
      'price:property',
      'take:method',
      'limit:variable',
      'a:property',
      'discount:function',
    ]);
  });
  test('of a range are those of the whole that lie in it', async () => {
    const { uri, textDocument } = editor.openMarked('|let a = 1\nlet b = 2\na + b');
    const range = { start: { line: 1, character: 0 }, end: { line: 1, character: 9 } };
    const found = await editor.request<SemanticTokens>('textDocument/semanticTokens/range', {
      textDocument,
      range,
    });
    expect(words(uri, found)).toEqual(['b:variable']);
  });
  test('as a difference make the same as anew', async () => {
    const { uri, textDocument } = editor.openMarked('|let a = 1\nlet b = 2\na + b');
    const before = await full(uri);
    editor.edit(uri, 'let b = 2', 'let c = a\nlet b = c');
    const params = { textDocument, previousResultId: before.resultId };
    const delta = await editor.request<SemanticTokensDelta>('textDocument/semanticTokens/full/delta', params);
    const data = [...before.data];
    for (const { start, deleteCount, data: inserted } of [...delta.edits].reverse())
      data.splice(start, deleteCount, ...(inserted ?? []));
    expect(data).toEqual((await full(uri)).data);
  });
});

describe('typing', () => {
  async function typed(before: string, ch: string): Promise<string> {
    const at = editor.openMarked(before.replace('|', `${ch}|`));
    const params = {
      textDocument: at.textDocument,
      position: at.position,
      ch,
      options: { tabSize: 2, insertSpaces: true },
    };
    const edits = await editor.request<TextEdit[]>('textDocument/onTypeFormatting', params);
    return editor.applied(edits, at.uri)[at.uri]!;
  }
  test.each<[string, string, string, string]>([
    ['a new line in brackets is indented', 'let a = [|]\na', '\n', 'let a = [\n]\na'],
    ['a new line in a block is indented by its line', '  f(x => {|\n  })', '\n', '  f(x => {\n    \n  })'],
    ['a closing bracket goes under its opening line', 'let a = [\n  1\n  |\na', ']', 'let a = [\n  1\n]\na'],
    ['a new line at the top is not indented', '1|', '\n', '1\n'],
  ])('%s', async (_, before, ch, expected) => {
    expect(await typed(before, ch)).toBe(expected);
  });
});

describe('formatting', () => {
  const options = { tabSize: 2, insertSpaces: true };
  test('changes a query and a schema file to the one style', async () => {
    for (const [text, extension, expected] of [
      ['|let a=[1,2]\n\n\n\na', 'fql', 'let a = [1, 2]\n\na\n'],
      ['|collection A{name:String}', 'fsl', 'collection A {\n  name: String\n}\n'],
    ] as const) {
      const { uri, textDocument } = editor.openMarked(text, extension);
      const edits = await editor.request<TextEdit[]>('textDocument/formatting', { textDocument, options });
      expect(editor.applied(edits, uri)[uri]).toBe(expected);
    }
  });
  test('of a selection touches the statements in it only', async () => {
    const at = editor.openMarked('let a=1\n[|let b=2|]\na+b');
    const edits = await editor.request<TextEdit[]>('textDocument/rangeFormatting', { ...at, options });
    expect(editor.applied(edits, at.uri)[at.uri]).toBe('let a=1\nlet b = 2\na+b');
  });
  test('leaves broken text alone and says why', async () => {
    const shown = new Promise<{ message: string }>((resolve) =>
      editor.connection.onNotification('window/showMessage', resolve),
    );
    const { textDocument } = editor.openMarked('let a = [1\na|');
    expect(await editor.request('textDocument/formatting', { textDocument, options })).toBeNull();
    expect((await shown).message).toMatch(/Only text without mistakes can be formatted/);
  });
});

describe('code actions', () => {
  async function actions(
    marked: string,
    extension?: 'fql' | 'fsl',
  ): Promise<{ at: Marked; found: CodeAction[] }> {
    const at = editor.openMarked(marked, extension);
    const diagnostics = await editor.diagnostics(at.uri);
    const touched = diagnostics.filter(
      ({ range }) => range.start.line <= at.range.end.line && range.end.line >= at.range.start.line,
    );
    const found = await editor.request<CodeAction[]>('textDocument/codeAction', {
      ...at,
      context: { diagnostics: touched },
    });
    return { at, found };
  }
  test.each<[string, string, RegExp, string]>([
    [
      'the null check that a hint suggests',
      'let p = Product.all().first()\np.na|me',
      /!/,
      'let p = Product.all().first()\np!.name',
    ],
    ['the name that was meant', 'let total = 1\ntot|l', /Change to/, 'let total = 1\ntotal'],
    ['the index that covers a where', 'Product.where|(.name == "a")', /byName/, 'Product.byName("a")'],
    [
      'the fields that are missing',
      'Product.create({| name: "a" })',
      /^Add `/,
      'Product.create({ name: "a", price: 0, category: null })',
    ],
    [
      'a field that is too much',
      'Category.create({| name: "a", size: 1 })',
      /Remove/,
      'Category.create({ name: "a" })',
    ],
    ['a type annotation', 'let a| = Product.all()\na', /Annotate/, 'let a: Set<Product> = Product.all()\na'],
    [
      'extract to let',
      'Product.all().take([|2 * 3|])',
      /Extract/,
      'let value = 2 * 3\nProduct.all().take(value)',
    ],
    ['inline a let', 'let a| = 1 + 2\na * 3', /Inline/, '(1 + 2) * 3'],
    [
      'a parameter to a short lambda',
      'Product.where(p =>| p.price > 3)',
      /short lambda/,
      'Product.where(.price > 3)',
    ],
    [
      'a short lambda to a parameter',
      'Product.where(.price| > 3)',
      /=>/,
      'Product.where(doc => doc.price > 3)',
    ],
    ['v4 to v10', 'Get(|Ref(Collection("Product"), "1"))', /v10/, 'Product.byId("1")!'],
  ])('%s', async (_, marked, title, expected) => {
    const { at, found } = await actions(marked);
    const action = found.find((candidate) => title.test(candidate.title));
    expect(found.map((candidate) => candidate.title)).toEqual(
      expect.arrayContaining([expect.stringMatching(title)]),
    );
    expect(editor.applied(action!.edit!)[at.uri]).toBe(expected);
  });
  test('adds an index to the schema and uses it', async () => {
    const { at, found } = await actions('Category.where|(.name == "a")');
    const texts = editor.applied(found.find(({ title }) => /Add index/.test(title))!.edit!);
    expect(texts[at.uri]).toBe('Category.byName("a")');
    expect(texts[shopUri]).toContain(
      'collection Category {\n  name: String\n\n  index byName {\n    terms [.name]\n  }\n}\n',
    );
  });
  test('adds the collection or the function that a query names', async () => {
    const collection = await actions('Sup|plier.all()');
    const fix = collection.found.find(({ title }) => /Add collection/.test(title));
    expect(editor.applied(fix!.edit!)[shopUri]).toMatch(/\ncollection Supplier \{\n\}\n$/);
    const called = await actions('rebate|(1, 2)');
    const add = called.found.find(({ title }) => /Add function/.test(title));
    expect(editor.applied(add!.edit!)[shopUri]).toContain('function rebate(arg1, arg2) {');
  });
  test.each<[string, string]>([
    ['an expression with a parameter in it is not extracted', 'Product.all().map((p, q) => [|p.price + 1|])'],
    ['a lambda in which the parameter is called is not shortened', 'Product.all().map(p =>| [p.price])'],
    [
      'a let whose value means something else at its use is not inlined',
      'let a = 1\nlet b| = a\nlet f = a => a + b\nf(2)',
    ],
  ])('%s', async (_, marked) => {
    const { found } = await actions(marked);
    expect(found.filter(({ title }) => /Extract|Inline|short/.test(title))).toEqual([]);
  });
});

describe('diagnostics', () => {
  const diagnostics = (marked: string, extension?: 'fql' | 'fsl' | 'ts'): Promise<Diagnostic[]> =>
    editor.diagnostics(editor.openMarked(marked, extension).uri);

  test('have a code, and their hints at the hints\u2019 own places', async () => {
    const [found] = await diagnostics('|let p = Product.all().first()\np.name');
    expect(found).toMatchObject({
      severity: 1,
      code: 'missing-field',
      range: { start: { line: 1, character: 2 } },
    });
    expect(found!.relatedInformation!.length).toBeGreaterThan(0);
  });
  test('a name that nothing uses is faded, unless it says so', async () => {
    const found = await diagnostics('|let a = 1\nlet _b = 2\n(x => 3)');
    const unused = found.filter(({ tags }) => tags?.includes(1));
    expect(unused.map(({ code, message }) => [code, message])).toEqual([
      ['unused-let', '`a` is never used.'],
      ['unused-parameter', '`x` is never used.'],
    ]);
  });
  test('FQL v4 has one message instead of a sea of errors', async () => {
    const found = await diagnostics(
      '|CreateCollection({ name: "a" })\nMap(Paginate(Documents(Collection("a"))), Lambda("x", Get(Var("x"))))',
    );
    expect(found.map(({ code }) => code)).toEqual(['fql-v4']);
  });
  test('of a template are at their places in the host file', async () => {
    const text = 'const q = fql`let a = ${x}\na.b +`;\n';
    const [found] = await diagnostics(`|${text}`, 'ts');
    expect(found!.range.start.line).toBe(1);
  });
  test('of a schema file find an unknown type', async () => {
    const found = await diagnostics('|collection Fresh {\n  name: Strin\n}', 'fsl');
    expect(found).toMatchObject([{ range: { start: { line: 1 } }, severity: 1 }]);
  });
});

test('inlay hints show types that are not written', async () => {
  const { textDocument } = editor.openMarked(
    '|let a = Product.all()\nlet b: Number = 1\na.map(p => p.price + b)',
  );
  const range = { start: { line: 0, character: 0 }, end: { line: 3, character: 0 } };
  const found = await editor.request<InlayHint[]>('textDocument/inlayHint', { textDocument, range });
  expect(found.map(({ label, position }) => [position.line, label])).toEqual([
    [0, ': Set<Product>'],
    [2, ': Product'],
  ]);
});

describe('what can be run', () => {
  interface Found {
    kind: string;
    range: Range;
    parts: Range[];
    holes: Range[];
  }
  async function under(marked: string, extension?: 'fql' | 'ts') {
    const at = editor.openMarked(marked, extension);
    const found = await editor.request<Found | null>('fql/statementAt', {
      uri: at.uri,
      position: at.position,
    });
    const texts = (ranges: Range[]) => ranges.map((range) => textOf(at.uri, range));
    return (
      found && {
        kind: found.kind,
        range: textOf(at.uri, found.range),
        parts: texts(found.parts),
        holes: texts(found.holes),
      }
    );
  }
  test('is the statement at the cursor with the lets that it needs', async () => {
    expect(await under('let a = 1\nlet b = 2\nlet c = a + 1\n[c]|\nb')).toEqual({
      kind: 'expression',
      range: '[c]',
      parts: ['let a = 1', 'let c = a + 1', '[c]'],
      holes: [],
    });
  });
  test('of a let is its value', async () => {
    expect(await under('let a = 1\nlet b| = a + 1\nb')).toMatchObject({
      kind: 'let',
      range: 'let b = a + 1',
      parts: ['let a = 1', 'a + 1'],
    });
  });
  test('is the statement above a cursor on an empty line', async () => {
    expect(await under('1\n\n|\n2')).toMatchObject({ range: '1' });
  });
  test('in TypeScript is the template, with its holes', async () => {
    expect(await under('const q = fql`Product.byId(${id})|!.name`;', 'ts')).toEqual({
      kind: 'template',
      range: 'Product.byId(${id})!.name',
      parts: ['Product.byId(${id})!.name'],
      holes: ['${id}'],
    });
  });
  test('in an empty file is nothing', async () => {
    expect(await under('|')).toBeNull();
  });
});
