/**
 * The schema that queries are read under, and where it comes from: the FSL files of the workspace, then the active connection, then the
 * standard library alone. An FSL document open in the editor stands for its file.
 */
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Documents } from './documents.ts';
import type { EnvironmentParams, SchemaFile, SchemaStatusParams } from './protocol.ts';
import type { ParsedFsl } from './source.ts';

export interface Schema {
  /** Counts up with every change. */
  readonly version: number;
  setFiles(files: readonly SchemaFile[]): void;
  setConnection(params: EnvironmentParams): void;
  /** Says that an open FSL document changed. */
  invalidate(): void;
  files(): readonly FslFile[];
  /** The file that types and hints call `name`: its URI. */
  fileNamed(name: string): FslFile | undefined;
  names(): NameKinds;
  status(): SchemaStatusParams;
}

/** What a name that a query leaves to its surroundings is. */
export interface NameKinds {
  kindOf(name: string): { kind: 'collection' | 'module' | 'function'; library: boolean } | undefined;
}

/** A schema file, read when somebody asks. */
export interface FslFile {
  readonly uri: string;
  readonly lines: TextDocument;
  syntax(): ParsedFsl;
}

export function createSchema(documents: Documents): Schema {
  let version = 0;
  let sent: readonly FslFile[] = [];
  let connection: EnvironmentParams = { source: '', json: null, reason: null };
  let files: readonly FslFile[] | undefined;

  const schema: Schema = {
    get version() {
      return version;
    },
    setFiles(next) {
      const known = new Map(sent.map((file) => [file.uri, file]));
      sent = next.map(({ uri, text }) => {
        const before = known.get(uri);
        return before && before.lines.getText() === text ? before : closedFile(uri, text);
      });
      schema.invalidate();
    },
    setConnection(params) {
      connection = params;
      schema.invalidate();
    },
    invalidate() {
      version++;
      files = undefined;
    },
    files() {
      files ??= merge(sent, documents);
      return files;
    },
    fileNamed: (name) => schema.files().find(({ uri }) => uri === name),
    names: () => ({ kindOf: () => undefined }),
    status() {
      return { source: 'library', collections: 0, functions: 0, files: 0, reason: null };
    },
  };
  return schema;
}

function closedFile(uri: string, text: string): FslFile {
  let parsed: ParsedFsl | undefined;
  return {
    uri,
    lines: TextDocument.create(uri, 'fsl', 0, text),
    syntax() {
      return { nodes: [], items: [], diagnostics: [], comments: [] };
    },
  };
}

/** Files in the order in which they were sent, each as its open document if there is one, then the other open documents. */
function merge(sent: readonly FslFile[], documents: Documents): FslFile[] {
  const open = new Map<string, FslFile>();
  for (const { uri, lines, source } of documents.all()) {
    if (source.language === 'fsl') open.set(uri, { uri, lines, syntax: () => source.syntax() });
  }
  const merged = sent.map((file) => open.get(file.uri) ?? file);
  const names = new Set(sent.map(({ uri }) => uri));
  return [...merged, ...[...open.values()].filter(({ uri }) => !names.has(uri))];
}
