import * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import type { ClientNotifications, ClientRequests, ServerNotifications } from '../server/protocol.ts';

/** The languages that the server answers for: its own, and those that carry FQL in tagged templates. */
export const fqlLanguages = ['fql', 'fsl'];
export const hostLanguages = ['javascript', 'javascriptreact', 'typescript', 'typescriptreact'];

export const documentSelector = [...fqlLanguages, ...hostLanguages].map((language) => ({ language }));

/** The language server with its own messages typed. */
export interface FqlLanguageClient {
  start(): Promise<void>;
  stop(): Promise<void>;
  restart(): Promise<void>;
  /** The server's answer; undefined when it is not running or failed, which its output channel explains. */
  request<Method extends keyof ClientRequests>(
    method: Method,
    params: ClientRequests[Method]['params'],
  ): Promise<ClientRequests[Method]['result'] | undefined>;
  /** Sends a notification now, and again whenever the server has started anew. */
  keepInformed<Method extends keyof ClientNotifications>(
    method: Method,
    params: ClientNotifications[Method],
  ): void;
  onNotification<Method extends keyof ServerNotifications>(
    method: Method,
    receive: (params: ServerNotifications[Method]) => void,
  ): vscode.Disposable;
}

export function createLanguageClient(context: vscode.ExtensionContext): FqlLanguageClient {
  const module = context.asAbsolutePath('dist/server.mjs');
  const run = { module, transport: TransportKind.ipc };
  const debug = { ...run, options: { execArgv: ['--nolazy', '--inspect=6009'] } };
  const client = new LanguageClient(
    'fql',
    'FQL Language Server',
    { run, debug },
    {
      documentSelector,
      initializationOptions: { fql: vscode.workspace.getConfiguration('fql') },
      synchronize: { configurationSection: 'fql' },
    },
  );
  const latest = new Map<string, unknown>();
  // State 2 is running; a server that was restarted knows nothing of what was sent before.
  client.onDidChangeState(({ newState }) => {
    if (newState !== 2) return;
    for (const [method, params] of latest) void client.sendNotification(method, params);
  });
  return {
    start: () => client.start(),
    stop: () => client.stop(),
    restart: () => client.restart(),
    async request(method, params) {
      if (!client.isRunning()) return undefined;
      try {
        return await client.sendRequest(method, params);
      } catch (error) {
        client.warn(`${method} failed`, error);
        return undefined;
      }
    },
    keepInformed(method, params) {
      latest.set(method, params);
      if (client.isRunning()) void client.sendNotification(method, params);
    },
    onNotification: (method, receive) => client.onNotification(method, receive),
  };
}
