import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { FqlExtension } from '../../../client/extension.ts';
import { closeEverything, diagnosticsWhen, extension, openFql, rangeOf, runAndShow } from './session.ts';

describe('a query that the database refuses', () => {
  let api: FqlExtension;
  before(async () => {
    api = await extension();
  });
  afterEach(closeEverything);

  /** The diagnostics that a run left: they come from the connection. */
  const ofRun = (all: vscode.Diagnostic[]) =>
    all.filter(({ source }) => source === api.connections.active()?.name);

  it('underlines the place that the summary names', async () => {
    const { document } = await openFql('let list = [1, 2]\nlist.map(x => abort("no"))');
    const report = await runAndShow(api);
    assert.equal(report.error?.code, 'abort');
    const all = await diagnosticsWhen(
      document,
      'the place is underlined',
      (found) => ofRun(found).length > 0,
    );
    const [found] = ofRun(all);
    assert(
      found?.range.isEqual(rangeOf(document, '("no")')) ||
        found?.range.isEqual(rangeOf(document, 'abort("no")')),
      JSON.stringify(found),
    );
  });

  it('underlines the right characters when only a part was run', async () => {
    const editor = await openFql('let unused = "é𝄞"\nlet a = 1; /* 𝄞 */ abort(a)\n2');
    const statement = rangeOf(editor.document, 'abort(a)');
    const selected = rangeOf(editor.document, 'let a = 1; /* 𝄞 */ abort(a)');
    editor.selection = new vscode.Selection(selected.start, selected.end);
    await runAndShow(api);
    const all = await diagnosticsWhen(
      editor.document,
      'the place is underlined',
      (found) => ofRun(found).length > 0,
    );
    const [found] = ofRun(all);
    assert(found && statement.contains(found.range), JSON.stringify(found));
    assert.equal(found.range.end.character, statement.end.character);
  });

  it('says which constraint was violated, and what the run changed nothing', async () => {
    await openFql(
      'Customer.create({ name: "X", email: "ines@example.com", address: { street: "", city: "", postalCode: "", country: "" } })',
    );
    const report = await runAndShow(api);
    assert.equal(report.error?.code, 'constraint_failure');
    assert(report.error.constraintFailures.length > 0);
    assert.match(report.summary, /unique/i);
  });

  it('takes the underline away when its text is edited', async () => {
    const { document } = await openFql('abort("no")');
    await runAndShow(api);
    await diagnosticsWhen(document, 'the place is underlined', (found) => ofRun(found).length > 0);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, rangeOf(document, 'no'), 'yes');
    await vscode.workspace.applyEdit(edit);
    await diagnosticsWhen(document, 'the underline goes away', (found) => ofRun(found).length === 0);
  });

  it('takes the underline away when the next run succeeds', async () => {
    const editor = await openFql('abort("no")\n');
    await runAndShow(api);
    await diagnosticsWhen(editor.document, 'the place is underlined', (found) => ofRun(found).length > 0);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(editor.document.uri, new vscode.Position(1, 0), '1 + 1');
    await vscode.workspace.applyEdit(edit);
    const range = rangeOf(editor.document, '1 + 1');
    editor.selection = new vscode.Selection(range.start, range.end);
    assert.equal((await runAndShow(api)).outcome, 'success');
    await diagnosticsWhen(editor.document, 'the underline goes away', (found) => ofRun(found).length === 0);
  });
});
