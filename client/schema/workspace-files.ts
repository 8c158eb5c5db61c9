import * as vscode from 'vscode';
import type { SchemaFile } from '../../server/protocol.ts';

/** More files than any database has schema (`spec/http.md 17`), and enough queries for any project. */
const maximumFiles = 5000;

/** The text of all files of the workspace that a glob pattern finds, sorted by URI. */
export async function workspaceFiles(pattern: string): Promise<SchemaFile[]> {
  const uris = await vscode.workspace.findFiles(pattern, '**/node_modules/**', maximumFiles);
  const files = await Promise.all(uris.map(readFile));
  const found = files.filter((file) => file !== undefined);
  return found.sort((a, b) => (a.uri < b.uri ? -1 : 1));
}

async function readFile(uri: vscode.Uri): Promise<SchemaFile | undefined> {
  try {
    const bytes = await vscode.workspace.fs.readFile(uri);
    return { uri: uri.toString(), text: new TextDecoder().decode(bytes) };
  } catch {
    // The file was deleted between the search and the reading; whoever watches is told of that as well.
    return undefined;
  }
}
