/** What the server knows, and what happens when the editor tells it something new. Features read it. */
import {
  type CancellationToken,
  type ClientCapabilities,
  type Connection,
  type DidChangeTextDocumentParams,
  type DidCloseTextDocumentParams,
  type DidOpenTextDocumentParams,
  ErrorCodes,
  MessageType,
  ResponseError,
  ShowMessageNotification,
} from 'vscode-languageserver';
import { createDocuments, type Documents, type OpenDocument } from './documents.ts';
import type { EnvironmentParams, SchemaFile, SchemaFilesParams, ServerRequests } from './protocol.ts';
import { createPublisher } from './publish.ts';
import { createSchema, type Schema } from './schema.ts';
import { readSettings, type Settings } from './settings.ts';

/** Answers one kind of request. It reads the session and changes nothing in it. */
export type Handler<Params, Result> = (
  params: Params,
  session: Session,
  token: CancellationToken,
) => Result | Promise<Result>;

export interface Session {
  readonly documents: Documents;
  readonly schema: Schema;
  readonly settings: Settings;
  readonly editor: ClientCapabilities;
  /** Whether the editor is this project's own extension: it knows the server's own messages and VS Code's commands. */
  readonly isOwnClient: boolean;

  opened(params: DidOpenTextDocumentParams): void;
  changed(params: DidChangeTextDocumentParams): void;
  closed(params: DidCloseTextDocumentParams): void;
  configured(settings: unknown): void;
  schemaFiles(params: SchemaFilesParams): void;
  environment(params: EnvironmentParams): void;
  /** Shows the user why something that was asked for is not done. */
  tell(message: string): void;
  /** All FQL files of the workspace, open or not; none when the editor cannot tell. */
  queryFiles(): Promise<readonly SchemaFile[]>;
}

/**
 * `options` are the `initializationOptions`: settings of the same shape as in `workspace/didChangeConfiguration`, and `sendsSchemaFiles` when
 * the editor is going to send `fql/schemaFiles`, so that nothing is called wrong before its schema is known.
 */
export function createSession(connection: Connection, editor: ClientCapabilities, options: unknown): Session {
  const documents = createDocuments();
  const schema = createSchema(documents);
  let settings = readSettings(options);
  let isOwnClient = false;
  let isWaitingForSchema =
    typeof options === 'object' &&
    options !== null &&
    'sendsSchemaFiles' in options &&
    options.sendsSchemaFiles === true;

  const session: Session = {
    documents,
    schema,
    get settings() {
      return settings;
    },
    editor,
    get isOwnClient() {
      return isOwnClient;
    },
    opened: (params) => edited(documents.open(params)),
    changed: (params) => edited(documents.change(params)),
    closed(params) {
      const document = documents.close(params);
      if (!document) return;
      publisher.clear(document);
      if (document.language === 'fsl') schemaChanged();
    },
    configured(next) {
      settings = readSettings(next);
      // Failing to refresh only leaves the hints as they are: the editor has said that it cannot.
      if (editor.workspace?.inlayHint?.refreshSupport) connection.languages.inlayHint.refresh();
    },
    schemaFiles({ files }) {
      isOwnClient = true;
      isWaitingForSchema = false;
      schema.setFiles(files);
      schemaChanged();
    },
    environment(params) {
      schema.setConnection(params);
      schemaChanged();
    },
    tell(message) {
      void connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Warning, message });
    },
    async queryFiles() {
      if (!isOwnClient) return [];
      try {
        const { files } = await connection.sendRequest<ServerRequests['fql/queryFiles']['result']>(
          'fql/queryFiles',
          {},
        );
        return files;
      } catch (error) {
        if (error instanceof ResponseError && error.code === ErrorCodes.MethodNotFound) return [];
        throw error;
      }
    },
  };

  const publisher = createPublisher(connection, session);
  function edited(document: OpenDocument | undefined): void {
    if (!document) return;
    if (document.language === 'fsl') schemaChanged();
    if (!isWaitingForSchema) publisher.changed(document);
  }
  function schemaChanged(): void {
    schema.invalidate();
    if (!isWaitingForSchema) publisher.schemaChanged();
    setImmediate(tellStatus);
  }
  let told = '';
  function tellStatus(): void {
    const status = schema.status();
    const text = JSON.stringify(status);
    if (text === told) return;
    told = text;
    void connection.sendNotification('fql/schemaStatus', status);
  }
  setImmediate(tellStatus);
  return session;
}
