import * as vscode from 'vscode';

const welcome = `// A scratch file: Ctrl+Enter (Mac: Cmd+Enter) runs it,
// or only the selected text. The status bar shows where.

Collection.all().map(.name).toArray()
`;

/** Opens a new untitled FQL document with a query that every database answers. */
export async function openPlayground(): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language: 'fql', content: welcome });
  await vscode.window.showTextDocument(document);
}
