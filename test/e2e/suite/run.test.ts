import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { FqlExtension } from '../../../client/extension.ts';
import { closeEverything, extension, openFql, rangeOf, runAndShow } from './session.ts';

describe('running a query', () => {
  let api: FqlExtension;
  before(async () => {
    api = await extension();
  });
  afterEach(closeEverything);

  it('goes to the connection of the environment, and the panel shows the answer', async () => {
    assert.equal(api.connections.active()?.origin, 'environment');
    await openFql('Product.byName("Teapot").first() { name, price }');
    const report = await runAndShow(api);
    assert.equal(report.outcome, 'success', report.summary);
    assert.equal(report.connection.url, process.env.FAUNA_ENDPOINT);
    assert(report.stats !== null && report.stats.readOps > 0);
  });

  it('opens the panel beside the editor, which keeps the focus', async () => {
    const editor = await openFql('1 + 1');
    await runAndShow(api);
    const panel = vscode.window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .find(({ input }) => input instanceof vscode.TabInputWebview);
    assert(panel, 'there is a panel');
    assert.notEqual(panel.group.viewColumn, editor.viewColumn);
    assert.equal(vscode.window.activeTextEditor, editor);
    assert.equal(vscode.window.tabGroups.activeTabGroup.viewColumn, editor.viewColumn);
  });

  it('runs only what is selected', async () => {
    const editor = await openFql('abort("not selected")\n1 + 1');
    const range = rangeOf(editor.document, '1 + 1');
    editor.selection = new vscode.Selection(range.start, range.end);
    assert.equal((await runAndShow(api)).outcome, 'success');
  });

  it('runs the statement at the cursor with the variables that it uses', async () => {
    await openFql('let a = 20\nabort("no")\na + 1|');
    assert.equal((await runAndShow(api, 'fql.runStatement')).outcome, 'success');
  });

  it('has a lens above the query', async () => {
    const { document } = await openFql('1 + 1');
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
      10,
    );
    assert(
      lenses.some(({ command }) => command?.title.includes('Run')),
      JSON.stringify(lenses),
    );
  });
});
