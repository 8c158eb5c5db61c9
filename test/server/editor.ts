/**
 * An editor for tests: it starts the real server process and speaks the real protocol with it over standard input and output.
 * Waiting is for messages, never for time.
 */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import {
  type ClientCapabilities,
  createMessageConnection,
  type Diagnostic,
  type InitializeResult,
  type MessageConnection,
  type Position,
  type PublishDiagnosticsParams,
  type Range,
  type Registration,
  type RegistrationParams,
  StreamMessageReader,
  StreamMessageWriter,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { SchemaStatusParams } from '../../server/protocol.ts';

const serverPath = fileURLToPath(new URL('../../server/main.ts', import.meta.url));

export interface Editor {
  readonly connection: MessageConnection;
  readonly initialized: InitializeResult;
  /** What the server registers after `initialize`. */
  readonly registered: Promise<Registration[]>;
  /** The last status of the schema, as soon as it is as wanted. */
  schemaStatus(wanted: (status: SchemaStatusParams) => boolean): Promise<SchemaStatusParams>;
  /** What the server has logged, as one string for each message. */
  readonly log: string[];
  /** All diagnostics ever published, in order. */
  readonly published: PublishDiagnosticsParams[];
  open(uri: string, text: string, languageId?: string): void;
  /**
   * Opens a text with a cursor `|` in it, or a selection `[|` … `|]`, under a new name; gives what requests at that place need.
   */
  openMarked(marked: string, extension?: 'fql' | 'fsl' | 'ts'): Marked;
  /** The text of an open document. */
  text(uri: string): string;
  /** Applies what the server would have the editor change, and gives the texts by URI. */
  applied(edit: WorkspaceEdit | TextEdit[] | null, uri?: string): Record<string, string>;
  /** Replaces the first occurrence of `from` (the whole text when it is undefined) and returns the new version. */
  edit(uri: string, from: string | undefined, to: string): number;
  /** The diagnostics of the document's latest version, as soon as they have been published. */
  diagnostics(uri: string): Promise<Diagnostic[]>;
  request<Result>(method: string, params: object): Promise<Result>;
  /** Sends bytes of one's own making as a message. */
  sendRaw(content: string): void;
  /** The position of the first `needle` in an open document, or behind it. */
  at(uri: string, needle: string, side?: 'start' | 'end'): Position;
  /** Ends the server as the protocol says and gives its exit code. */
  close(): Promise<number | null>;
}

/** A place in a document that has been opened for it. */
export interface Marked {
  uri: string;
  textDocument: { uri: string };
  position: Position;
  range: Range;
}

interface Document {
  text: string;
  version: number;
}

export interface EditorOptions {
  /** The module to start; the server itself when absent. */
  server?: string;
  capabilities?: ClientCapabilities;
  initializationOptions?: unknown;
}

const editorCapabilities: ClientCapabilities = {
  textDocument: {
    publishDiagnostics: { relatedInformation: true, versionSupport: true },
    completion: { completionItem: { snippetSupport: true, labelDetailsSupport: true } },
  },
};

export async function startEditor(options: EditorOptions = {}): Promise<Editor> {
  const process = spawn(globalThis.process.execPath, [options.server ?? serverPath, '--stdio'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exit = new Promise<number | null>((resolve) => process.on('exit', resolve));
  const connection = createMessageConnection(
    new StreamMessageReader(process.stdout!),
    new StreamMessageWriter(process.stdin!),
  );
  const documents = new Map<string, Document>();
  const published: PublishDiagnosticsParams[] = [];
  const waiting = new Set<() => void>();
  const log: string[] = [];
  connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
    published.push(params);
    for (const check of waiting) check();
  });
  connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
    log.push(message);
  });
  let status: SchemaStatusParams | undefined;
  const waitingForStatus = new Set<() => void>();
  connection.onNotification('fql/schemaStatus', (params: SchemaStatusParams) => {
    status = params;
    for (const check of waitingForStatus) check();
  });
  const registered = new Promise<Registration[]>((resolve) => {
    connection.onRequest('client/registerCapability', ({ registrations }: RegistrationParams) =>
      resolve(registrations),
    );
  });
  connection.listen();
  const initialized: InitializeResult = await connection.sendRequest('initialize', {
    processId: globalThis.process.pid,
    rootUri: null,
    capabilities: options.capabilities ?? editorCapabilities,
    initializationOptions: options.initializationOptions,
  });
  await connection.sendNotification('initialized', {});

  let count = 0;
  const documentOf = (uri: string): Document => {
    const document = documents.get(uri);
    if (!document) throw new Error(`${uri} is not open`);
    return document;
  };
  const open: Editor['open'] = (uri, text, languageId = languageOf(uri)) => {
    documents.set(uri, { text, version: 1 });
    void connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId, version: 1, text },
    });
  };
  return {
    connection,
    initialized,
    registered,
    log,
    published,
    open,
    openMarked(marked, extension = 'fql') {
      const uri = `file:///marked/${++count}.${extension}`;
      const start = marked.search(/\[\||\|/);
      const text = marked.replace(/\[\|(.*?)\|\]/s, '$1');
      const selected = /\[\|(.*?)\|\]/s.exec(marked)?.[1];
      const plain = selected === undefined ? marked.slice(0, start) + marked.slice(start + 1) : text;
      open(uri, plain);
      const position = positionAt(plain, start);
      const range = { start: position, end: positionAt(plain, start + (selected?.length ?? 0)) };
      return { uri, textDocument: { uri }, position, range };
    },
    text: (uri) => documentOf(uri).text,
    applied(edit, uri = '') {
      const changes = Array.isArray(edit) ? { [uri]: edit } : (edit?.changes ?? {});
      const texts = Object.entries(changes).map(([changed, edits]) => [
        changed,
        applyEdits(documentOf(changed).text, edits),
      ]);
      return Object.fromEntries(texts);
    },
    edit(uri, from, to) {
      const document = documentOf(uri);
      const start = from === undefined ? 0 : document.text.indexOf(from);
      if (start < 0) throw new Error(`${JSON.stringify(from)} is not in ${uri}`);
      const end = start + (from ?? document.text).length;
      const range = { start: positionAt(document.text, start), end: positionAt(document.text, end) };
      document.text = document.text.slice(0, start) + to + document.text.slice(end);
      document.version++;
      void connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version: document.version },
        contentChanges: [{ range, text: to }],
      });
      return document.version;
    },
    diagnostics(uri) {
      return new Promise((resolve) => {
        const check = () => {
          const { version } = documentOf(uri);
          const found = published.findLast((params) => params.uri === uri && params.version === version);
          if (!found) return;
          waiting.delete(check);
          resolve(found.diagnostics);
        };
        waiting.add(check);
        check();
      });
    },
    request: (method, params) => connection.sendRequest(method, params),
    schemaStatus: (wanted) =>
      new Promise((resolve) => {
        const check = () => {
          if (!status || !wanted(status)) return;
          waitingForStatus.delete(check);
          resolve(status);
        };
        waitingForStatus.add(check);
        check();
      }),
    sendRaw(content) {
      process.stdin!.write(`Content-Length: ${Buffer.byteLength(content)}\r\n\r\n${content}`);
    },
    at(uri, needle, side = 'start') {
      const { text } = documentOf(uri);
      const offset = text.indexOf(needle);
      if (offset < 0) throw new Error(`${JSON.stringify(needle)} is not in ${uri}`);
      return positionAt(text, side === 'start' ? offset : offset + needle.length);
    },
    async close() {
      await connection.sendRequest('shutdown');
      await connection.sendNotification('exit');
      const code = await exit;
      connection.dispose();
      return code;
    },
  };
}

export function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length - 1, character: before.at(-1)!.length };
}

function languageOf(uri: string): string {
  if (uri.endsWith('.fsl')) return 'fsl';
  return uri.endsWith('.ts') ? 'typescript' : 'fql';
}

/** Edits of one text, none of which overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const document = TextDocument.create('', '', 0, text);
  return TextDocument.applyEdits(document, [...edits]);
}
