/** The real server process over the real protocol: what an editor relies on, whatever a user does. */
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CancellationTokenSource, type Diagnostic, type Hover } from 'vscode-languageserver-protocol/node';
import { type Editor, startEditor } from './editor.ts';

describe('diagnostics', () => {
  let editor: Editor;
  beforeAll(async () => {
    editor = await startEditor();
  });
  afterAll(() => editor.close());

  test('come with the version of the text that they are about', async () => {
    const uri = 'file:///a.fql';
    editor.open(uri, 'let a = 1\na');
    expect(await editor.diagnostics(uri)).toEqual([]);
    editor.edit(uri, '= 1', '= )');
    const broken = await editor.diagnostics(uri);
    expect(broken).toHaveLength(1);
    expect(broken[0]).toMatchObject({ severity: 1, source: 'fql', range: { start: { line: 0 } } });
    editor.edit(uri, '= )', '= 1');
    expect(await editor.diagnostics(uri)).toEqual([]);
    const versions = editor.published.filter((params) => params.uri === uri).map(({ version }) => version);
    expect(versions).toEqual([1, 2, 3]);
  });

  test('of a burst of edits are those of the last one', async () => {
    const uri = 'file:///burst.fql';
    editor.open(uri, '1');
    for (let i = 0; i < 30; i++) editor.edit(uri, undefined, i % 2 ? `[${i}` : `[${i}]`);
    editor.edit(uri, undefined, '[1, 2]');
    expect(await editor.diagnostics(uri)).toEqual([]);
    const versions = editor.published.filter((params) => params.uri === uri).map(({ version }) => version!);
    expect(versions).toEqual([...versions].sort((a, b) => a - b));
  });

  test('go away when the document is closed', async () => {
    const uri = 'file:///closed.fql';
    editor.open(uri, '1 +');
    expect(await editor.diagnostics(uri)).not.toEqual([]);
    await editor.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    await editor.request('fql/statements', { uri });
    expect(editor.published.at(-1)).toEqual({ uri, diagnostics: [] });
  });

  test('an edit may be given back to front, or lie outside the text', async () => {
    const uri = 'file:///odd.fql';
    editor.open(uri, '[1, 2]');
    await editor.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: 2 },
      contentChanges: [
        { range: { start: { line: 0, character: 5 }, end: { line: 0, character: 1 } }, text: '3' },
        { range: { start: { line: 99, character: 99 }, end: { line: 100, character: 0 } }, text: '\n' },
      ],
    });
    const { version } = await editor.request<{ version: number }>('fql/statements', { uri });
    expect(version).toBe(2);
  });
});

describe('text that nobody should write', () => {
  let editor: Editor;
  beforeAll(async () => {
    editor = await startEditor();
  });
  afterAll(() => editor.close());

  const repeated = (text: string, times: number) => text.repeat(times);
  test.each<[string, string, boolean]>([
    ['an empty file', '', false],
    ['blank', ' \n\t\n', false],
    ['a NUL character', 'let a = \0\na', true],
    ['a byte order mark in the middle', '1 \ufeff 2', true],
    ['half a surrogate pair', '"\ud800" + \udc00', true],
    ['10,001 operators', `1${repeated(' + 1', 10_001)}`, false],
    ['10,000 open brackets', repeated('[', 10_000), true],
    ['10,000 nested brackets', `${repeated('(', 10_000)}1${repeated(')', 10_000)}`, true],
    ['10,000 nested blocks', repeated('{ let a = ', 10_000), true],
    ['a string that never ends', `"${repeated('abc ', 1_000)}`, true],
    ['carriage returns alone', 'let a = 1\ra', false],
  ])('%s is survived', async (name, text, wrong) => {
    const uri = `file:///bad/${name.replaceAll(' ', '-')}.fql`;
    editor.open(uri, text);
    const diagnostics = await editor.diagnostics(uri);
    expect(diagnostics.length > 0).toBe(wrong);
    for (const method of ['documentSymbol', 'foldingRange', 'semanticTokens/full']) {
      await editor.request(`textDocument/${method}`, { textDocument: { uri } });
    }
    await editor.request('fql/statements', { uri });
    expect(editor.log).toEqual([]);
  });

  test('1 MB of text is read, and a key in it is answered', { timeout: 60_000 }, async () => {
    const uri = 'file:///large.fql';
    const line = 'let total = Product.all().where(.price > 10).map(p => p.name).toArray().length\n';
    editor.open(uri, `${line.repeat(1_000_000 / line.length)}null\n`);
    expect(await editor.diagnostics(uri)).toMatchObject([{ severity: 3, code: 'too-large-for-types' }]);
    editor.edit(uri, 'null\n', 'null }\n');
    expect(await editor.diagnostics(uri)).toMatchObject([{ severity: 3 }, { severity: 1 }]);
    editor.edit(uri, 'null }\n', 'null\n');
    await editor.diagnostics(uri);
    expect(editor.log).toEqual([]);
  });
});

describe('a server with a broken feature', () => {
  let editor: Editor;
  beforeAll(async () => {
    editor = await startEditor({ server: fileURLToPath(new URL('./failing-server.ts', import.meta.url)) });
  });
  afterAll(() => editor.close());

  test('answers with nothing, says once which request failed, and goes on', async () => {
    const uri = 'file:///a.fql';
    editor.open(uri, 'let a = 1\na');
    const hover = await editor.request<Hover | null>('textDocument/hover', {
      textDocument: { uri },
      position: { line: 1, character: 0 },
    });
    expect(hover).toBeNull();
    expect(editor.log).toHaveLength(1);
    expect(editor.log[0]).toMatch(/^textDocument\/hover failed: Error: the hover feature is broken/);
    expect(await editor.request('textDocument/documentSymbol', { textDocument: { uri } })).not.toEqual([]);
  });

  test('a request that is cancelled is answered as cancelled', async () => {
    const uri = 'file:///b.fql';
    editor.open(uri, '1');
    const source = new CancellationTokenSource();
    const params = {
      textDocument: { uri },
      position: { line: 0, character: 0 },
      context: { includeDeclaration: true },
    };
    const answer = editor.connection.sendRequest('textDocument/references', params, source.token);
    source.cancel();
    await expect(answer).rejects.toMatchObject({ code: -32800 });
  });
});

describe('what the server does not understand', () => {
  let editor: Editor;
  beforeAll(async () => {
    editor = await startEditor();
  });
  afterAll(() => editor.close());

  test('a document that is not open has no answers', async () => {
    const params = { textDocument: { uri: 'file:///nowhere.fql' }, position: { line: 0, character: 0 } };
    expect(await editor.request('textDocument/documentHighlight', params)).toEqual([]);
    expect(
      await editor.request('fql/statementAt', { uri: params.textDocument.uri, position: params.position }),
    ).toBeNull();
  });

  test('parameters of a wrong shape give an empty answer and a line in the log', async () => {
    expect(await editor.request('textDocument/foldingRange', { nonsense: true })).toBeNull();
    expect(editor.log.at(-1)).toMatch(/^textDocument\/foldingRange failed/);
  });

  test('an unknown request is refused, an unknown notification ignored', async () => {
    await expect(editor.request('fql/unknown', {})).rejects.toMatchObject({ code: -32601 });
    await editor.connection.sendNotification('fql/unknown', {});
    expect(await editor.request('fql/statements', { uri: 'file:///nowhere.fql' })).toEqual({
      version: 0,
      statements: [],
    });
  });

  test('messages that are no messages leave the server running', async () => {
    for (const content of ['{bad json', 'null', '[]', '{}', '{"jsonrpc":"2.0","id":"x"}'])
      editor.sendRaw(content);
    editor.open('file:///after.fql', '[1');
    expect(await editor.diagnostics('file:///after.fql')).toHaveLength(1);
  });
});

describe('an editor that asks for diagnostics itself', () => {
  test('gets them when it asks, and none that it did not ask for', async () => {
    const editor = await startEditor({ capabilities: { textDocument: { diagnostic: {} } } });
    expect(editor.initialized.capabilities.diagnosticProvider).toBeDefined();
    const { textDocument } = editor.openMarked('[1|');
    const report = await editor.request<{ items: unknown[] }>('textDocument/diagnostic', { textDocument });
    expect(report.items).toHaveLength(1);
    expect(editor.published).toEqual([]);
    await editor.close();
  });
});

test('in the extension only what serves templates is offered for host languages', async () => {
  const dynamic = { dynamicRegistration: true };
  const textDocument = {
    publishDiagnostics: {},
    hover: dynamic,
    formatting: dynamic,
    rename: dynamic,
    semanticTokens: { ...dynamic, requests: {}, tokenTypes: [], tokenModifiers: [], formats: [] },
  };
  const editor = await startEditor({ capabilities: { textDocument }, initializationOptions: { fql: {} } });
  expect(editor.initialized.capabilities).toMatchObject({ hoverProvider: true });
  expect(editor.initialized.capabilities).not.toHaveProperty('documentFormattingProvider');
  const registrations = await editor.registered;
  expect(registrations.map(({ method }) => method).sort()).toEqual([
    'textDocument/formatting',
    'textDocument/rename',
    'textDocument/semanticTokens',
  ]);
  for (const { registerOptions } of registrations) {
    expect(registerOptions).toMatchObject({ documentSelector: [{ language: 'fql' }, { language: 'fsl' }] });
  }
  await editor.close();
});

describe('the schema', () => {
  let editor: Editor;
  beforeAll(async () => {
    editor = await startEditor();
  });
  afterAll(() => editor.close());

  test('is the library alone at first, and the status says why', async () => {
    expect(await editor.schemaStatus(({ source }) => source === 'library')).toMatchObject({
      collections: 0,
      reason: expect.stringContaining('no connection'),
    });
  });

  test('comes from the active connection when the workspace has none', async () => {
    const environment = {
      globals: { Planet: 'PlanetCollection' },
      types: {
        PlanetCollection: {
          self: 'PlanetCollection',
          fields: { largest: '() => Planet' },
          type_hint: 'user_collection',
        },
        Planet: { self: 'Planet', fields: { name: 'String' } },
        String: { self: 'String' },
      },
    };
    const json = { schema_version: 1, environment };
    await editor.connection.sendNotification('fql/environment', { source: 'local', json, reason: null });
    expect(await editor.schemaStatus(({ source }) => source === 'connection')).toMatchObject({
      connection: 'local',
      collections: 1,
      reason: null,
    });
    expect(await diagnosticsOf('Planet.largest().name')).toEqual([]);
  });

  test('comes from the files that the editor sends, and an open document stands for its file', async () => {
    const uri = 'file:///w/schema.fsl';
    const files = [{ uri, text: 'collection Moon { name: String }' }];
    await editor.connection.sendNotification('fql/environment', { source: '', json: null, reason: null });
    await editor.connection.sendNotification('fql/schemaFiles', { files });
    expect(await editor.schemaStatus(({ source }) => source === 'workspace')).toMatchObject({
      collections: 1,
      files: 1,
    });
    expect(await diagnosticsOf('Moon.byId("1")!.name')).toEqual([]);
    editor.open(uri, 'collection Moon { title: String }');
    expect(await diagnosticsOf('Moon.byId("1")!.title')).toEqual([]);
    expect(await diagnosticsOf('Moon.byId("1")!.name')).toMatchObject([{ code: 'missing-field' }]);
  });

  test('that is no environment at all changes nothing', async () => {
    for (const json of ['text', { environment: 1 }, { environment: { globals: null, types: {} } }]) {
      await editor.connection.sendNotification('fql/environment', { source: 'odd', json, reason: null });
    }
    expect(await diagnosticsOf('Moon.byId("1")!.title')).toEqual([]);
    expect(editor.log).toEqual([]);
  });

  function diagnosticsOf(text: string): Promise<Diagnostic[]> {
    return editor.diagnostics(editor.openMarked(`${text}|`).uri);
  }
});
