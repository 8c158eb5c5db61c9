/** What the server knows, and what happens when the editor tells it something new. Features read it. */
import type {
  CancellationToken,
  ClientCapabilities,
  Connection,
  DidChangeTextDocumentParams,
  DidCloseTextDocumentParams,
  DidOpenTextDocumentParams,
} from 'vscode-languageserver';
import { createDocuments, type Documents, type OpenDocument } from './documents.ts';
import type { EnvironmentParams, SchemaFilesParams } from './protocol.ts';
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

  opened(params: DidOpenTextDocumentParams): void;
  changed(params: DidChangeTextDocumentParams): void;
  closed(params: DidCloseTextDocumentParams): void;
  configured(settings: unknown): void;
  schemaFiles(params: SchemaFilesParams): void;
  environment(params: EnvironmentParams): void;
}

/** `options` are the `initializationOptions`: settings of the same shape as in `workspace/didChangeConfiguration`. */
export function createSession(connection: Connection, editor: ClientCapabilities, options: unknown): Session {
  const documents = createDocuments();
  const schema = createSchema(documents);
  let settings = readSettings(options);

  const session: Session = {
    documents,
    schema,
    get settings() {
      return settings;
    },
    editor,
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
      schema.setFiles(files);
      schemaChanged();
    },
    environment(params) {
      schema.setConnection(params);
      schemaChanged();
    },
  };

  const publisher = createPublisher(connection, session);
  function edited(document: OpenDocument | undefined): void {
    if (!document) return;
    if (document.language === 'fsl') schemaChanged();
    publisher.changed(document);
  }
  function schemaChanged(): void {
    schema.invalidate();
    publisher.schemaChanged();
  }
  return session;
}
