import * as vscode from 'vscode';
import type { Connection } from '../connections/connection.ts';
import type { ConnectionStore } from '../connections/store.ts';
import type { FqlLanguageClient } from '../language-client.ts';
import { describeFailure } from '../request/failure.ts';
import type { FaunaClient } from '../request/fauna-client.ts';
import type { Runner } from '../run/runner.ts';

/**
 * Tells the language server what the active connection says of its schema: when a connection becomes active, and when the answer of
 * a query shows that its schema has changed. The secret stays here.
 */
export function sendEnvironment(
  languageClient: FqlLanguageClient,
  connections: ConnectionStore,
  client: FaunaClient,
  runner: Runner,
): vscode.Disposable {
  let current: AbortController | undefined;
  let known: { id: string; version: number | null } | undefined;

  async function send(): Promise<void> {
    current?.abort();
    const controller = new AbortController();
    current = controller;
    const connection = connections.active();
    if (connection === undefined) {
      known = undefined;
      languageClient.keepInformed('fql/environment', { source: '', json: null, reason: null });
      return;
    }
    const answer = await fetchEnvironment(connection, controller.signal);
    if (controller.signal.aborted) return;
    known = { id: connection.id, version: answer.version };
    const { json, reason } = answer;
    languageClient.keepInformed('fql/environment', { source: connection.name, json, reason });
  }

  async function fetchEnvironment(connection: Connection, signal: AbortSignal) {
    const endpoint = await connections.endpoint(connection);
    if (endpoint === undefined) {
      return { json: null, reason: `The secret of "${connection.name}" is missing.`, version: null };
    }
    const answer = await client.environment(endpoint, signal);
    if (answer.kind === 'failure') return { json: null, reason: describeFailure(answer), version: null };
    return { json: answer.json, reason: null, version: answer.schemaVersion };
  }

  void send();
  return vscode.Disposable.from(
    connections.onDidChange(() => void send()),
    runner.onDidSeeSchemaVersion(({ connection, version }) => {
      const isNews = known?.id !== connection.id || known.version !== version;
      if (isNews && connection.id === connections.active()?.id) void send();
    }),
    new vscode.Disposable(() => current?.abort()),
  );
}
