/** The extension: makes its parts and connects them. Everything it registers ends with `context.subscriptions`. */
import * as vscode from 'vscode';
import { registerConnectionCommands } from './connections/commands.ts';
import { showConnectionInStatusBar } from './connections/status-bar.ts';
import { type ConnectionStore, createConnectionStore, problemOfEnvironment } from './connections/store.ts';
import { createLanguageClient, documentSelector, hostLanguages } from './language-client.ts';
import { createLocalFauna } from './local/local-fauna.ts';
import { createDeferredClient } from './request/deferred-client.ts';
import type { Report } from './results/messages.ts';
import { createResultsPanel } from './results/panel.ts';
import { registerCodeLenses } from './run/code-lens.ts';
import { registerRunCommands } from './run/commands.ts';
import { trackCursor } from './run/cursor-context.ts';
import { createMarks } from './run/marks.ts';
import { createRunner } from './run/runner.ts';
import type { Statements } from './run/what-to-run.ts';
import { sendEnvironment } from './schema/environment.ts';
import { sendSchemaFiles } from './schema/schema-files.ts';
import { showSchemaStatus } from './schema/status.ts';
import { workspaceFiles } from './schema/workspace-files.ts';

/** What other extensions, and tests, get from `activate`. */
export interface FqlExtension {
  connections: Pick<ConnectionStore, 'list' | 'active' | 'activate' | 'save' | 'remove' | 'onDidChange'>;
  /** Fires when a run has ended. */
  onDidRun: vscode.Event<Report>;
  /** Fires with the number of a run when the panel has drawn its result. */
  onDidShowResult: vscode.Event<number>;
  /** Resolves when the language server answers; reading it starts the server. */
  readonly languageServerReady: Promise<void>;
}

export function activate(context: vscode.ExtensionContext): FqlExtension {
  const client = createDeferredClient({
    name: 'fql-vscode',
    version: String(context.extension.packageJSON.version),
  });
  const connections = createConnectionStore(context, process.env);
  const problem = problemOfEnvironment(process.env);
  if (problem !== null) void vscode.window.showWarningMessage(problem);
  const panel = createResultsPanel(context.extensionUri);
  const marks = createMarks();
  const runner = createRunner({ client, connections, panel, marks });
  const local = createLocalFauna(context, connections);
  const languageClient = createLanguageClient(context);
  // References and renames reach the queries of files that are not open, too.
  languageClient.onRequest('fql/queryFiles', async () => ({ files: await workspaceFiles('**/*.fql') }));

  const statements: Statements = {
    at: async (document, position) =>
      (await languageClient.request('fql/statementAt', { uri: document.uri.toString(), position })) ?? null,
  };

  context.subscriptions.push(
    panel,
    marks,
    runner,
    local,
    showConnectionInStatusBar(connections),
    showSchemaStatus(languageClient),
    registerConnectionCommands(connections, client),
    registerRunCommands(runner, statements),
    trackCursor(hostLanguages, statements),
    registerCodeLenses(
      documentSelector.filter(({ language }) => language !== 'fsl'),
      connections,
      (document) => languageClient.request('fql/statements', { uri: document.uri.toString() }),
      languageClient.started,
    ),
    vscode.commands.registerCommand('fql.local.start', () => local.start()),
    vscode.commands.registerCommand('fql.local.stop', () => local.stop()),
    vscode.commands.registerCommand('fql.showResults', () => panel.open()),
    vscode.commands.registerCommand('fql.restartServer', () => languageClient.restart()),
    panel.onDidCancel(() => runner.cancel()),
    panel.onDidChoosePlace((place) => void revealPlace(marks.find(place))),
    new vscode.Disposable(() => {
      void languageClient.stop();
      void client.close();
    }),
  );
  void languageClient.started.then(
    () =>
      context.subscriptions.push(
        sendSchemaFiles(languageClient),
        sendEnvironment(languageClient, connections, client, runner),
      ),
    () => undefined, // without the server, queries run all the same
  );
  return {
    connections,
    onDidRun: runner.onDidRun,
    onDidShowResult: panel.onDidShow,
    get languageServerReady() {
      return languageClient.start();
    },
  };
}

async function revealPlace(
  place: { document: vscode.TextDocument; range: vscode.Range } | undefined,
): Promise<void> {
  if (place === undefined) {
    vscode.window.setStatusBarMessage('$(info) That text has been edited since the query ran.', 5000);
    return;
  }
  const visible = vscode.window.visibleTextEditors.find(({ document }) => document === place.document);
  await vscode.window.showTextDocument(place.document, {
    viewColumn: visible?.viewColumn,
    selection: place.range,
  });
}
