import * as vscode from 'vscode';
import type { Connection } from '../connections/connection.ts';
import type { ConnectionStore } from '../connections/store.ts';
import type { QueryAnswer } from '../request/answer.ts';
import { failure } from '../request/failure.ts';
import type { FaunaClient } from '../request/fauna-client.ts';
import type { Report } from '../results/messages.ts';
import type { ResultsPanel } from '../results/panel.ts';
import { reportOf } from '../results/report.ts';
import { placesOf } from '../results/summary.ts';
import type { Marks } from './marks.ts';
import { type Origin, readNextPage } from './next-page.ts';
import { queryOptions } from './query-settings.ts';
import type { Target } from './what-to-run.ts';

/** Queries that answer sooner than this show no notification: the panel is enough. In milliseconds. */
const notificationDelayMs = 500;

export interface Runner extends vscode.Disposable {
  /** Runs a query against the active connection and shows the answer; one at a time. */
  run(target: Target): Promise<void>;
  cancel(): void;
  /** Fires when a run has ended, with what the panel shows of it. */
  readonly onDidRun: vscode.Event<Report>;
  /** Fires when a connection's schema differs from the last one seen, by `schema_version`. */
  readonly onDidSeeSchemaVersion: vscode.Event<{ connection: Connection; version: number }>;
}

export interface RunnerParts {
  client: FaunaClient;
  connections: ConnectionStore;
  panel: ResultsPanel;
  marks: Marks;
}

export function createRunner({ client, connections, panel, marks }: RunnerParts): Runner {
  const ran = new vscode.EventEmitter<Report>();
  const schemaVersionSeen = new vscode.EventEmitter<{ connection: Connection; version: number }>();
  let current: AbortController | undefined;
  let count = 0;
  let origin: Origin | undefined;

  async function run(target: Target): Promise<void> {
    if (current) return await offerToCancel();
    const controller = new AbortController();
    current = controller;
    try {
      const connection = connections.active() ?? (await askForFirstConnection(connections));
      if (connection === undefined) return;
      count++;
      panel.running(target.title, connection.name);
      marks.follow(target.document);
      await vscode.commands.executeCommand('setContext', 'fql.running', true);
      const start = performance.now();
      const asked = ask(target, connection, controller.signal);
      notifyWhenSlow(asked, `${target.title} on ${connection.name}`, controller);
      const answer = await asked;
      const { name, url } = connection;
      const elapsedMs = performance.now() - start;
      finish(
        target,
        answer,
        reportOf(answer, { id: count, title: target.title, connection: { name, url }, elapsedMs }),
      );
      if (answer.kind !== 'failure' && answer.schemaVersion !== null) {
        schemaVersionSeen.fire({ connection, version: answer.schemaVersion });
      }
    } finally {
      current = undefined;
      await vscode.commands.executeCommand('setContext', 'fql.running', false);
    }
  }

  async function ask(target: Target, connection: Connection, signal: AbortSignal): Promise<QueryAnswer> {
    const endpoint = await connections.endpoint(connection);
    if (endpoint === undefined) {
      const message = `The secret of the connection "${connection.name}" is missing.`;
      return failure('invalid-secret', message, 'Give it one with "FQL: Edit Connection".');
    }
    const options = queryOptions(target.document.uri);
    origin = { connection, options };
    return await client.query(endpoint, { query: target.source.text, options, signal });
  }

  function finish(target: Target, answer: QueryAnswer, report: Report): void {
    panel.show(report, answer.kind === 'failure' ? null : answer.body);
    if (answer.kind === 'failure') {
      marks.clear();
    } else {
      const code = answer.kind === 'query-error' ? answer.code : '';
      marks.show(target.source, placesOf(answer.summary), { code, connection: report.connection.name });
    }
    ran.fire(report);
  }

  async function loadMore({ id, cursor }: { id: number; cursor: string }): Promise<void> {
    if (origin === undefined || id !== count) return;
    panel.addPage(id, await readNextPage(cursor, origin, connections, client));
  }

  async function offerToCancel(): Promise<void> {
    const choice = await vscode.window.showInformationMessage('A query is still running.', 'Cancel It');
    if (choice === 'Cancel It') current?.abort();
  }

  const pages = panel.onDidAskForMore((request) => void loadMore(request));
  return {
    run,
    cancel: () => current?.abort(),
    onDidRun: ran.event,
    onDidSeeSchemaVersion: schemaVersionSeen.event,
    dispose() {
      current?.abort();
      pages.dispose();
      ran.dispose();
      schemaVersionSeen.dispose();
    },
  };
}

/** Shows a notification with a cancel button once `work` takes long. */
function notifyWhenSlow(work: Promise<unknown>, title: string, controller: AbortController): void {
  const timer = setTimeout(() => {
    const options = {
      location: vscode.ProgressLocation.Notification,
      title: `Running ${title}…`,
      cancellable: true,
    };
    void vscode.window.withProgress(options, (_, token) => {
      token.onCancellationRequested(() => controller.abort());
      return work;
    });
  }, notificationDelayMs);
  void work.finally(() => clearTimeout(timer));
}

async function askForFirstConnection(connections: ConnectionStore): Promise<Connection | undefined> {
  const start = 'Start Local Database';
  const add = 'Add Connection…';
  const choice = await vscode.window.showInformationMessage(
    'There is no Fauna connection to run the query on.',
    start,
    add,
  );
  if (choice === start) await vscode.commands.executeCommand('fql.local.start');
  else if (choice === add) await vscode.commands.executeCommand('fql.connection.add');
  return connections.active();
}
