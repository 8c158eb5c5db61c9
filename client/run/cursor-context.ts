import * as vscode from 'vscode';
import type { Statements } from './what-to-run.ts';

/**
 * Keeps the context `fql.cursorInTemplate` up to date, so that the key that runs a query is taken in JavaScript and TypeScript only
 * where there is a query to run.
 * @param languages those that carry FQL in tagged templates
 */
export function trackCursor(languages: readonly string[], statements: Statements): vscode.Disposable {
  let known = false;
  let round = 0;

  async function update(editor: vscode.TextEditor | undefined): Promise<void> {
    const mine = ++round;
    const isHost = editor !== undefined && languages.includes(editor.document.languageId);
    const found = isHost && (await statements.at(editor.document, editor.selection.active)) !== null;
    // The cursor has moved on meanwhile.
    if (mine !== round || found === known) return;
    known = found;
    await vscode.commands.executeCommand('setContext', 'fql.cursorInTemplate', found);
  }

  return vscode.Disposable.from(
    vscode.window.onDidChangeActiveTextEditor((editor) => void update(editor)),
    vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => void update(textEditor)),
  );
}
