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
  /** When the process was spawned, as `performance.now()` gives it. */
  startedAt: number;
  /** Every publication so far, of all documents. */
  published: readonly { uri: string; version: number | undefined }[];
  /**
   * Resolves with the first diagnostics of that version that `accept` takes. Undefined when none came within 4 s: a server that never
   * gives the right answer is a fault of it and no reason to wait for ever.
   */
  diagnostics(
    uri: string,
    version: number,
    accept?: (diagnostics: Diagnostic[]) => boolean,
  ): Promise<Diagnostic[] | undefined>;
  /** Milliseconds that the process's main thread has computed; undefined where the system does not tell. */
  computed(): number | undefined;
  /** Resident memory in MB; undefined where the system does not tell. */
  memory(): number | undefined;
  stop(): Promise<void>;
}

const patience = 4_000;

/** `flags` are Node's. */
export async function startServer(module: string, flags: readonly string[] = []): Promise<Server> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [...flags, module, '--stdio'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const published: { uri: string; version: number | undefined }[] = [];
  let waiting: ((params: PublishDiagnosticsParams) => void) | undefined;
  const latest = new Map<string, PublishDiagnosticsParams>();
  connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
    published.push({ uri: params.uri, version: params.version });
    latest.set(params.uri, params);
    waiting?.(params);
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
  const initializedAfter = performance.now() - startedAt;
  await connection.sendNotification('initialized', {});
  return {
    connection,
    initializedAfter,
    startedAt,
    published,
    diagnostics: (uri, version, accept = () => true) =>
      new Promise((resolve) => {
        const timer = setTimeout(() => settle(undefined), patience);
        function settle(diagnostics: Diagnostic[] | undefined): void {
          clearTimeout(timer);
          waiting = undefined;
          resolve(diagnostics);
        }
        waiting = (params) => {
          if (params.uri === uri && params.version === version && accept(params.diagnostics))
            settle(params.diagnostics);
        };
        const last = latest.get(uri);
        if (last) waiting(last);
      }),
    computed: () => computedBy(child),
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

function computedBy({ pid }: ChildProcess): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const [nanoseconds] = readFileSync(`/proc/${pid}/task/${pid}/schedstat`, 'utf8').split(' ');
  return Number(nanoseconds) / 1e6;
}

/** Resident memory of a process in MB. */
export function memoryOf({ pid }: ChildProcess): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const kilobytes = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
}
