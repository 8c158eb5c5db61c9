import * as vscode from 'vscode';

const welcome = `// A scratch file for queries. Ctrl+Enter (Cmd+Enter on a Mac) runs it, or only the selected text.
// Where queries run is shown on the left of the status bar.

Collection.all().map(.name).toArray()
`;

/** Opens a new untitled FQL document with a query that every database answers. */
export async function openPlayground(): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language: 'fql', content: welcome });
  await vscode.window.showTextDocument(document);
}
