import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEverything, diagnosticsWhen, extension, openFql, rangeOf } from './session.ts';

/** A file of the demo workspace. */
async function workspaceFile(path: string): Promise<vscode.TextDocument> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert(folder, 'a folder is open');
  return vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, path));
}

describe('the schema and the queries as one', () => {
  before(async () => {
    await extension();
    // The server reads the schema files of the workspace after it has started: this mistake shows that it has.
    const { document } = await openFql('Product.where(.prize > 1)');
    await diagnosticsWhen(document, 'the schema has been read', (all) => all.length > 0);
  });
  afterEach(closeEverything);

  it('goes from a query to the declaration in a schema file', async () => {
    const { document } = await openFql('Product.byCategory(Category.all().first()!)');
    for (const [name, declaration] of [
      ['Product', 'collection Product'],
      ['byCategory', 'index byCategory'],
    ] as const) {
      const places = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
        'vscode.executeDefinitionProvider',
        document.uri,
        rangeOf(document, name).start,
      );
      const [place] = places;
      assert(place, `${name} has a definition`);
      const [uri, range] =
        'targetUri' in place
          ? [place.targetUri, place.targetSelectionRange ?? place.targetRange]
          : [place.uri, place.range];
      assert.match(uri.path, /\/schema\/catalogue\.fsl$/);
      const target = await vscode.workspace.openTextDocument(uri);
      assert(target.lineAt(range.start.line).text.includes(declaration), `${name} leads to ${declaration}`);
    }
  });

  it('renames a field in schema files and queries, open or not, in one edit that undoes', async () => {
    const schema = await workspaceFile('schema/catalogue.fsl');
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      schema.uri,
      rangeOf(schema, 'soldOut').start.translate(0, 1),
      'outOfStock',
    );
    const files = edit.entries().map(([uri]) => uri.path.replace(/^.*\/(?=[^/]+\/[^/]+$)/, ''));
    assert(
      files.includes('schema/catalogue.fsl') && files.includes('queries/2-find-products.fql'),
      files.join(' '),
    );
    // Until now the query was a file that nobody had opened.
    const query = await workspaceFile('queries/2-find-products.fql');
    const before = [schema.getText(), query.getText()];
    assert(await vscode.workspace.applyEdit(edit));
    assert(schema.getText().includes('compute outOfStock'), schema.getText());
    assert(query.getText().includes('!.outOfStock') && !query.getText().includes('soldOut'), query.getText());
    for (const document of [query, schema]) {
      await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
      while (document.isDirty) await vscode.commands.executeCommand('undo');
    }
    assert.deepEqual([schema.getText(), query.getText()], before);
  });

  it('mends a misspelt method with a quick fix', async () => {
    const { document } = await openFql('Product.al()');
    const [found] = await diagnosticsWhen(document, 'the method is underlined', (all) => all.length > 0);
    assert(found);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      found.range,
      vscode.CodeActionKind.QuickFix.value,
      20,
    );
    const fix = actions.find(({ title }) => title.includes('all'));
    assert(fix?.edit, `a fix is offered, of ${actions.map(({ title }) => title).join(', ')}`);
    assert(await vscode.workspace.applyEdit(fix.edit));
    assert.equal(document.getText(), 'Product.all()');
    await diagnosticsWhen(document, 'the underline goes away', (all) => all.length === 0);
  });

  it('completes inside an fql template of TypeScript', async () => {
    const editor = await openFql('const q = fql`Product.where(.|)`', 'typescript');
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      editor.document.uri,
      editor.selection.active,
    );
    const labels = list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    for (const field of ['name', 'price', 'soldOut'])
      assert(labels.includes(field), `${field}, of ${labels.join(' ')}`);
  });
});
