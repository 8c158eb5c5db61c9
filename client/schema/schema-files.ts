import * as vscode from 'vscode';
import type { FqlLanguageClient } from '../language-client.ts';

/** More FSL files than any database takes (`spec/http.md 17`). */
const maximumFiles = 5000;

/** Changes on disk come in bursts, for instance when git switches a branch; they are sent together after this pause, in milliseconds. */
const burstMs = 100;

/** Sends all FSL files of the workspace to the language server, and again whenever one of them changes on disk. */
export function sendSchemaFiles(languageClient: FqlLanguageClient): vscode.Disposable {
  const watcher = vscode.workspace.createFileSystemWatcher('**/*.fsl');
  let timer: NodeJS.Timeout | undefined;
  let round = 0;

  async function send(): Promise<void> {
    const mine = ++round;
    const uris = await vscode.workspace.findFiles('**/*.fsl', '**/node_modules/**', maximumFiles);
    const files = await Promise.all(uris.map(readFile));
    // A later round has begun meanwhile and knows more.
    if (mine !== round) return;
    const found = files.filter((file) => file !== undefined);
    found.sort((a, b) => (a.uri < b.uri ? -1 : 1));
    languageClient.keepInformed('fql/schemaFiles', { files: found });
  }

  const sendSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void send(), burstMs);
  };
  void send();
  return vscode.Disposable.from(
    watcher,
    watcher.onDidCreate(sendSoon),
    watcher.onDidChange(sendSoon),
    watcher.onDidDelete(sendSoon),
    vscode.workspace.onDidChangeWorkspaceFolders(sendSoon),
    new vscode.Disposable(() => clearTimeout(timer)),
  );
}

async function readFile(uri: vscode.Uri): Promise<{ uri: string; text: string } | undefined> {
  try {
    const bytes = await vscode.workspace.fs.readFile(uri);
    return { uri: uri.toString(), text: new TextDecoder().decode(bytes) };
  } catch {
    // The file was deleted between the search and the reading; the watcher reports that as well.
    return undefined;
  }
}
