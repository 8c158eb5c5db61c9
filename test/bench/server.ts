/** A language server process that is measured: started fresh, spoken to over standard input and output. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import {
  createMessageConnection,
  type Diagnostic,
  type MessageConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';

export interface Server {
  connection: MessageConnection;
  /** Milliseconds from spawning the process to the answer to `initialize`. */
  initializedAfter: number;
  /** Resolves with the diagnostics of that version of the document. */
  diagnostics(version: number): Promise<Diagnostic[]>;
  /** Resident memory in MB; undefined where the system does not tell. */
  memory(): number | undefined;
  stop(): Promise<void>;
}

export async function startServer(module: string): Promise<Server> {
  const started = performance.now();
  const child = spawn(process.execPath, [module, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  let last: PublishDiagnosticsParams | undefined;
  let arrived: (() => void) | undefined;
  connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
    last = params;
    arrived?.();
  });
  connection.listen();
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities: {
      textDocument: {
        publishDiagnostics: { relatedInformation: true, versionSupport: true },
        completion: { completionItem: { snippetSupport: true, labelDetailsSupport: true } },
      },
    },
  });
  const initializedAfter = performance.now() - started;
  await connection.sendNotification('initialized', {});
  return {
    connection,
    initializedAfter,
    diagnostics: (version) =>
      new Promise((resolve) => {
        arrived = () => {
          if (last?.version === version) resolve(last.diagnostics);
        };
        arrived();
      }),
    memory: () => memoryOf(child),
    async stop() {
      const exit = new Promise((resolve) => child.once('exit', resolve));
      await connection.sendRequest('shutdown');
      await connection.sendNotification('exit');
      await exit;
      connection.dispose();
    },
  };
}

function memoryOf(child: ChildProcess): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const kilobytes = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
}
