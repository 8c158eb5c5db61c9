import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEverything, diagnosticsWhen, extension, openFql, rangeOf } from './session.ts';

describe('the language in VS Code', () => {
  before(extension);
  afterEach(closeEverything);

  it('underlines a syntax error while the text has it', async () => {
    const { document } = await openFql('let a = [1, 2\na');
    const [found] = await diagnosticsWhen(document, 'the error is underlined', (all) => all.length > 0);
    assert.equal(found?.severity, vscode.DiagnosticSeverity.Error);
    assert.match(found.message, /[Ee]xpected/);

    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, document.positionAt('let a = [1, 2'.length), ']');
    await vscode.workspace.applyEdit(edit);
    await diagnosticsWhen(document, 'the underline goes away', (all) => all.length === 0);
  });

  it('underlines a field that the schema of the workspace does not have', async () => {
    const { document } = await openFql('Product.where(.prize > 100)');
    const [found] = await diagnosticsWhen(document, 'the field is underlined', (all) => all.length > 0);
    assert(found?.range.intersection(rangeOf(document, 'prize')), `it is at ${JSON.stringify(found?.range)}`);
  });

  it('completes the methods of a collection, with documentation', async () => {
    const items = await completions('Product.|');
    for (const name of ['all', 'byId', 'create', 'where', 'byName']) {
      assert(items.has(name), `${name} is offered, of ${[...items.keys()].join(' ')}`);
    }
    assert(documentationOf(items.get('where')).length > 20, 'where has documentation');
    assert(items.get('where')?.detail?.includes('=>'), 'where has its signature');
  });

  it('completes the methods of a string', async () => {
    const items = await completions('"a".|');
    assert(items.has('toUpperCase'), [...items.keys()].join(' '));
    assert(!items.has('byId'));
  });

  it('completes the fields that the schema of the workspace declares', async () => {
    const fields = ['name', 'price', 'stock', 'category', 'soldOut'];
    for (const text of ['Product.where(.|)', 'let p = Product.all().first()\np!.|']) {
      const items = await completions(text);
      for (const field of fields) assert(items.has(field), `${text} offers ${field}`);
    }
  });

  it('says on hover what a method does', async () => {
    const { document } = await openFql('Product.all().first()');
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      rangeOf(document, 'first').start,
    );
    const text = hovers.flatMap(({ contents }) => contents.map(markdown)).join('\n');
    assert.match(text, /first/);
    assert(text.length > 40, text);
  });

  it('shows the signature inside a call', async () => {
    const { document, selection } = await openFql('"a".replaceAll(|)');
    const help = await vscode.commands.executeCommand<vscode.SignatureHelp | undefined>(
      'vscode.executeSignatureHelpProvider',
      document.uri,
      selection.active,
    );
    assert.match(help?.signatures[0]?.label ?? '', /replaceAll/);
    assert.equal(help?.activeParameter, 0);
  });
});

/** What is offered at the `|`, resolved, by label. */
async function completions(text: string): Promise<Map<string, vscode.CompletionItem>> {
  const { document, selection } = await openFql(text);
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    document.uri,
    selection.active,
    undefined,
    200,
  );
  const label = (item: vscode.CompletionItem) =>
    typeof item.label === 'string' ? item.label : item.label.label;
  return new Map(list.items.map((item) => [label(item), item]));
}

function documentationOf(item: vscode.CompletionItem | undefined): string {
  return item?.documentation === undefined ? '' : markdown(item.documentation);
}

function markdown(content: vscode.MarkedString | vscode.MarkdownString): string {
  return typeof content === 'string' ? content : content.value;
}
