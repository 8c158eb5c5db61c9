import * as vscode from 'vscode';
import type { FqlLanguageClient } from '../language-client.ts';
import { workspaceFiles } from './workspace-files.ts';

/** Changes on disk come in bursts, for instance when git switches a branch; they are sent together after this pause, in milliseconds. */
const burstMs = 100;

/** Sends all FSL files of the workspace to the language server, and again whenever one of them changes on disk. */
export function sendSchemaFiles(languageClient: FqlLanguageClient): vscode.Disposable {
  const watcher = vscode.workspace.createFileSystemWatcher('**/*.fsl');
  let timer: NodeJS.Timeout | undefined;
  let round = 0;

  async function send(): Promise<void> {
    const mine = ++round;
    const files = await workspaceFiles('**/*.fsl');
    // A later round has begun meanwhile and knows more.
    if (mine === round) languageClient.keepInformed('fql/schemaFiles', { files });
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
