import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type {
  ClientNotifications,
  ClientRequests,
  ServerNotifications,
  ServerRequests,
} from '../server/protocol.ts';

/** The languages that the server answers for: its own, and those that carry FQL in tagged templates. */
const fqlLanguages = ['fql', 'fsl'];
export const hostLanguages = ['javascript', 'javascriptreact', 'typescript', 'typescriptreact'];

export const fqlSelector = fqlLanguages.map((language) => ({ language }));
export const documentSelector = [...fqlLanguages, ...hostLanguages].map((language) => ({ language }));

/** The language server, with its own messages typed. */
export interface FqlLanguageClient {
  /** Resolves when the server has started: with the first document that has FQL or FSL in it, or with `start`. */
  readonly started: Promise<void>;
  /** Starts the server without waiting for a document. */
  start(): Promise<void>;
  stop(): Promise<void>;
  restart(): Promise<void>;
  /** The server's answer; undefined when it is not running or failed, which its output channel explains. */
  request<Method extends keyof ClientRequests>(
    method: Method,
    params: ClientRequests[Method]['params'],
  ): Promise<ClientRequests[Method]['result'] | undefined>;
  /** Sends a notification, and again whenever the server has started anew. */
  keepInformed<Method extends keyof ClientNotifications>(
    method: Method,
    params: ClientNotifications[Method],
  ): void;
  /** @param receive is told each notification of this kind, from the next start of the server on */
  onNotification<Method extends keyof ServerNotifications>(
    method: Method,
    receive: (params: ServerNotifications[Method]) => void,
  ): void;
  /** @param answer is asked each request of this kind, from the next start of the server on */
  onRequest<Method extends keyof ServerRequests>(
    method: Method,
    answer: (params: ServerRequests[Method]['params']) => Promise<ServerRequests[Method]['result']>,
  ): void;
}

/** Waits for a document with FQL or FSL, then starts the server: a project without any does not pay for it. */
export function createLanguageClient(context: vscode.ExtensionContext): FqlLanguageClient {
  const latest = new Map<string, unknown>();
  const listenTo: ((client: LanguageClient) => void)[] = [];
  let client: LanguageClient | undefined;

  let startNow: () => void = () => undefined;
  const asked = new Promise<void>((resolve) => {
    startNow = resolve;
  });
  const started = Promise.race([asked, firstDocument(context)]).then(async () => {
    client = await makeClient(context);
    for (const listen of listenTo) listen(client);
    const { State } = await import('vscode-languageclient/node');
    // A server that was restarted knows nothing of what was sent before.
    client.onDidChangeState(({ newState }) => {
      if (newState !== State.Running) return;
      for (const [method, params] of latest) void client?.sendNotification(method, params);
    });
    await client.start();
  });
  started.catch(() => {
    // The language client has told the user, with a button to its log.
  });

  return {
    started,
    start() {
      startNow();
      return started;
    },
    stop: async () => client?.stop(),
    restart: async () => client?.restart(),
    async request(method, params) {
      if (!client?.isRunning()) return undefined;
      try {
        return await client.sendRequest(method, params);
      } catch (error) {
        client.warn(`${method} failed`, error);
        return undefined;
      }
    },
    keepInformed(method, params) {
      latest.set(method, params);
      if (client?.isRunning()) void client.sendNotification(method, params);
    },
    onNotification(method, receive) {
      listenTo.push((made) => made.onNotification(method, receive));
    },
    onRequest(method, answer) {
      const handler = answer as (params: unknown) => Promise<object>;
      listenTo.push((made) => made.onRequest(method as string, handler));
    },
  };
}

/** Room for young objects, in MB: with more the server's process holds some 10 MB more, and is no faster. */
const smallNursery = '--max-semi-space-size=4';

/** Its code is loaded with the first start: it is most of what the extension has. */
async function makeClient(context: vscode.ExtensionContext): Promise<LanguageClient> {
  const { LanguageClient, TransportKind } = await import('vscode-languageclient/node');
  const module = context.asAbsolutePath('dist/server.mjs');
  const run = { module, transport: TransportKind.ipc, options: { execArgv: [smallNursery] } };
  const debug = { ...run, options: { execArgv: [smallNursery, '--nolazy', '--inspect=6009'] } };
  return new LanguageClient(
    'fql',
    'FQL Language Server',
    { run, debug },
    {
      documentSelector,
      initializationOptions: { fql: vscode.workspace.getConfiguration('fql'), sendsSchemaFiles: true },
      synchronize: { configurationSection: 'fql' },
    },
  );
}

function firstDocument(context: vscode.ExtensionContext): Promise<void> {
  if (vscode.workspace.textDocuments.some(hasFql)) return Promise.resolve();
  return new Promise((resolve) => {
    const found = (document: vscode.TextDocument) => {
      if (!hasFql(document)) return;
      listeners.dispose();
      resolve();
    };
    const listeners = vscode.Disposable.from(
      vscode.workspace.onDidOpenTextDocument(found),
      vscode.workspace.onDidChangeTextDocument(({ document }) => found(document)),
    );
    context.subscriptions.push(listeners);
  });
}

function hasFql(document: vscode.TextDocument): boolean {
  if (fqlLanguages.includes(document.languageId)) return true;
  return hostLanguages.includes(document.languageId) && /\bfql\s*`/.test(document.getText());
}
