/**
 * The messages of this server that the Language Server Protocol does not have. Types only: the client imports them with
 * `import type`, so that no code of the server gets into the client.
 *
 * The server reads no file and opens no socket. What it knows of the workspace and of the endpoint is sent to it.
 */
import type { Position, Range } from 'vscode-languageserver-protocol';

// ---------------------------------------------------------------- client -> server, notifications

/** Notifications that the client sends, by method. */
export interface ClientNotifications {
  'fql/schemaFiles': SchemaFilesParams;
  'fql/environment': EnvironmentParams;
}

/** One FSL file of the workspace. An open editor on the same URI has precedence over `text`. */
export interface SchemaFile {
  uri: string;
  text: string;
}

/**
 * All FSL files of the workspace, in the order in which they count; sent once after `initialized` and again, complete, whenever a file is
 * created, changed on disk, renamed or deleted. Until it has been sent, the FSL documents open in the editor are the schema.
 */
export interface SchemaFilesParams {
  files: SchemaFile[];
}

/** What the active connection says of its schema; sent when a connection becomes active and when a response has a new `schema_version`. */
export interface EnvironmentParams {
  /** The connection's name as the user sees it; empty when no connection is active. Never a secret. */
  source: string;
  /** The body of `GET /environment/1` (`spec/http.md`); null when there is none. */
  json: unknown;
  /** Why `json` is null, as a sentence for the user; null when there is nothing to say. */
  reason: string | null;
}

// ---------------------------------------------------------------- server -> client, notifications

/** Notifications that the server sends, by method. */
export interface ServerNotifications {
  'fql/schemaStatus': SchemaStatusParams;
}

/** Where the names of collections and functions come from now; sent whenever it changes. */
export interface SchemaStatusParams {
  /** `workspace`: FSL files; `connection`: the active connection; `library`: neither, the standard library alone. */
  source: 'workspace' | 'connection' | 'library';
  /** The connection's name, with `source: 'connection'`. */
  connection?: string;
  collections: number;
  functions: number;
  /** FSL files read, with `source: 'workspace'`. */
  files: number;
  /** Why a better source was not taken, or what is wrong with this one, as a sentence for the user; null when all is well. */
  reason: string | null;
}

// ---------------------------------------------------------------- server -> client, requests

/** Requests that the server sends, by method. A client that does not know one answers that the method is not found. */
export interface ServerRequests {
  /** Asked for references and renames, which look at all FQL files (`*.fql`) of the workspace, open in the editor or not. */
  'fql/queryFiles': { params: Record<string, never>; result: SchemaFilesParams };
}

// ---------------------------------------------------------------- client -> server, requests

/** Requests that the client sends, by method. */
export interface ClientRequests {
  'fql/statementAt': { params: StatementAtParams; result: Runnable | null };
  'fql/statements': { params: StatementsParams; result: StatementsResult };
}

export interface StatementAtParams {
  uri: string;
  position: Position;
}

export interface StatementsParams {
  uri: string;
}

/** The runnable pieces of a document, for code lenses. */
export interface StatementsResult {
  /** The document's version that the ranges belong to. */
  version: number;
  statements: Runnable[];
}

/**
 * Something that can be run by itself: a top-level statement of an FQL document, or an `fql` tagged template of a JavaScript or
 * TypeScript document.
 *
 * The query to send is the text of `parts`, joined with a line break. In an FQL document these are the `let` statements that the
 * statement uses, directly or through one another, and the statement itself as the last (of a `let` its value, as a query cannot end in
 * `let`); in a template, the text between the back-ticks.
 */
export interface Runnable {
  kind: 'let' | 'expression' | 'template';
  /** What to highlight, and where the code lens goes. */
  range: Range;
  parts: Range[];
  /** In a template, the `${…}` holes, whole; the query needs a value for each. */
  holes: Range[];
}
