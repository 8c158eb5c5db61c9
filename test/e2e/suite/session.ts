/** The extension as the tests meet it, and waiting for what it does. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { FqlExtension } from '../../../client/extension.ts';
import type { Report } from '../../../client/results/messages.ts';

const patienceMilliseconds = 20_000;

/** Activates the extension and waits for its language server, which starts with the first FQL document. */
export async function extension(): Promise<FqlExtension> {
  const found = vscode.extensions.getExtension<FqlExtension>('fql-tools.fql-vscode');
  assert(found, 'the extension is there');
  const api = await found.activate();
  await openFql('');
  await api.languageServerReady;
  return api;
}

/** Opens a new FQL document in the editor. @param text `|` is where the cursor goes; without one it is at the end */
export async function openFql(text: string, language = 'fql'): Promise<vscode.TextEditor> {
  const cursor = text.indexOf('|') < 0 ? text.length : text.indexOf('|');
  const content = text.slice(0, cursor) + text.slice(cursor + 1);
  const document = await vscode.workspace.openTextDocument({ language, content });
  const editor = await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
  const position = document.positionAt(cursor);
  editor.selection = new vscode.Selection(position, position);
  return editor;
}

/** The range of the first occurrence of `text`. */
export function rangeOf(document: vscode.TextDocument, text: string): vscode.Range {
  const start = document.getText().indexOf(text);
  assert(start >= 0, `the document has ${text}`);
  return new vscode.Range(document.positionAt(start), document.positionAt(start + text.length));
}

/** Asks again at each event until there is an answer other than undefined. */
export async function until<T>(
  what: string,
  event: vscode.Event<unknown>,
  ask: () => T | undefined,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const check = () => {
      const answer = ask();
      if (answer === undefined) return;
      clearTimeout(limit);
      listener.dispose();
      resolve(answer);
    };
    const listener = event(check);
    const limit = setTimeout(() => {
      listener.dispose();
      reject(new Error(`Waited in vain: ${what}`));
    }, patienceMilliseconds);
    check();
  });
}

/** Waits until the diagnostics of a document are as wanted, and gives them. */
export function diagnosticsWhen(
  document: vscode.TextDocument,
  what: string,
  wanted: (diagnostics: vscode.Diagnostic[]) => boolean,
): Promise<vscode.Diagnostic[]> {
  return until(what, vscode.languages.onDidChangeDiagnostics, () => {
    const diagnostics = vscode.languages.getDiagnostics(document.uri);
    return wanted(diagnostics) ? diagnostics : undefined;
  });
}

/** Runs a command that runs a query, and waits until the panel shows the result. */
export async function runAndShow(api: FqlExtension, command = 'fql.run'): Promise<Report> {
  let report: Report | undefined;
  let shown: number | undefined;
  const anything = new vscode.EventEmitter<void>();
  const listeners = [
    api.onDidRun((ended) => {
      report = ended;
      anything.fire();
    }),
    api.onDidShowResult((id) => {
      shown = id;
      anything.fire();
    }),
  ];
  try {
    await vscode.commands.executeCommand(command);
    return await until('the panel shows the result', anything.event, () =>
      report !== undefined && report.id === shown ? report : undefined,
    );
  } finally {
    for (const listener of [...listeners, anything]) listener.dispose();
  }
}

/** Closes every editor without saving. */
export async function closeEverything(): Promise<void> {
  for (const { document } of vscode.window.visibleTextEditors) {
    if (!document.isDirty) continue;
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}
