/**
 * The schema that queries are read under, and where it comes from: the FSL files of the workspace, then the active connection, then the
 * standard library alone. An FSL document open in the editor stands for its file.
 */
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Diagnostic } from '../language/syntax/diagnostic.ts';
import { type ParsedSchema, parseFsl } from '../language/syntax/fsl.ts';
import { type ScannedItem, scanItems } from '../language/syntax/fsl-scan.ts';
import type { FslNode } from '../language/syntax/fsl-tree.ts';
import { moveSpans } from '../language/syntax/move-spans.ts';
import type { Environment } from '../language/types/environment.ts';
import { libraryEnvironment } from '../language/types/library-environment.ts';
import { checkSchema } from '../language/types/schema-check.ts';
import { schemaEnvironment } from '../language/types/schema-environment.ts';
import type { PieceCache, SchemaSource } from '../language/types/schema-index.ts';
import { type ServedEnvironment, servedEnvironment } from '../language/types/served-environment.ts';
import type { Documents } from './documents.ts';
import type { EnvironmentParams, SchemaFile, SchemaStatusParams } from './protocol.ts';
import { isTooLarge, statusOf } from './schema-status.ts';
import type { FslSource } from './source.ts';

export interface Schema {
  /** Counts up with every change. */
  readonly version: number;
  setFiles(files: readonly SchemaFile[]): void;
  setConnection(params: EnvironmentParams): void;
  /** Says that an open FSL document changed. */
  invalidate(): void;
  files(): readonly FslFile[];
  /** The collection or function of that name or alias, or the role of that name. */
  item(name: string, kind?: 'role'): SchemaEntry | undefined;
  /** The file that types and hints call `name`: its URI. */
  fileNamed(name: string): FslFile | undefined;
  environment(): Environment;
  /** What a name that a query leaves to its surroundings is. */
  kindOf(name: string): NameKind | undefined;
  /**
   * What is wrong in the schema files beyond their syntax, by URI. Reads and checks all of them, so it is for moments when nobody types; a
   * schema too large for that is not checked, which the status says.
   */
  problems(): ReadonlyMap<string, Diagnostic[]>;
  status(): SchemaStatusParams;
}

export interface NameKind {
  kind: 'collection' | 'module' | 'function';
  /** Whether it belongs to the standard library. */
  library: boolean;
}

/** A schema file, read when somebody asks. */
export interface FslFile {
  readonly uri: string;
  readonly lines: TextDocument;
  syntax(): ParsedSchema;
  /** Its items, without reading them. */
  items(): readonly ScannedItem[];
  /** The nodes of one item, without reading the others. */
  nodesOf(item: ScannedItem): readonly FslNode[];
}

/** An item of the schema that has been found but not read. */
export interface SchemaEntry {
  file: FslFile;
  item: ScannedItem;
}

export function createSchema(documents: Documents): Schema {
  let version = 0;
  let sent: readonly FslFile[] = [];
  let connection: EnvironmentParams = { source: '', json: null, reason: null };
  let files: readonly FslFile[] | undefined;
  let environment: Environment | undefined;
  let entries: Map<string, SchemaEntry> | undefined;
  let problems: ReadonlyMap<string, Diagnostic[]> | undefined;
  const pieces: PieceCache = new Map();

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
      environment = undefined;
      entries = undefined;
      problems = undefined;
    },
    files() {
      files ??= merge(sent, documents);
      return files;
    },
    item(name, kind) {
      entries ??= entriesOf(schema.files());
      return entries.get(kind ? `${kind} ${name}` : name);
    },
    problems() {
      problems ??= isTooLarge(schema.files())
        ? new Map()
        : checkSchema(sourcesOf(schema.files()), libraryEnvironment(), pieces).diagnostics;
      return problems;
    },
    fileNamed: (name) => schema.files().find(({ uri }) => uri === name),
    environment() {
      environment ??= environmentOf(schema.files(), served(connection.json) ?? libraryEnvironment(), pieces);
      return environment;
    },
    kindOf(name) {
      const type = schema.environment().global(name)?.type;
      if (!type) return undefined;
      const library = libraryEnvironment().global(name) !== undefined;
      if (type.kind !== 'named' || type.name === 'UserFunction') return { kind: 'function', library };
      const isCollection = schema.environment().shape(type.name)?.hint === 'user_collection';
      return { kind: isCollection ? 'collection' : 'module', library };
    },
    status: () => statusOf(schema.files(), connection),
  };
  return schema;
}

function closedFile(uri: string, text: string): FslFile {
  let parsed: ParsedSchema | undefined;
  return fslFile(TextDocument.create(uri, 'fsl', 0, text), () => {
    parsed ??= parseFsl(text);
    return parsed;
  });
}

function fslFile(lines: TextDocument, syntax: () => ParsedSchema): FslFile {
  let items: readonly ScannedItem[] | undefined;
  const read = new Map<ScannedItem, FslNode[]>();
  return {
    uri: lines.uri,
    lines,
    syntax,
    items() {
      items ??= scanItems(lines.getText());
      return items;
    },
    nodesOf(item) {
      const known = read.get(item);
      if (known) return known;
      const { start, end } = item.span;
      const { nodes } = parseFsl(lines.getText().slice(start, end));
      moveSpans(nodes, start);
      read.set(item, nodes);
      return nodes;
    },
  };
}

function openFile(lines: TextDocument, source: FslSource): FslFile {
  return fslFile(lines, () => source.syntax());
}

/** Items that were read stay known while their text stays the same. */
function environmentOf(files: readonly FslFile[], base: Environment, cache: PieceCache): Environment {
  if (files.length === 0) return base;
  return schemaEnvironment(sourcesOf(files), base, { cache });
}

function sourcesOf(files: readonly FslFile[]): SchemaSource[] {
  return files.map((file) => ({ name: file.uri, text: file.lines.getText(), items: file.items() }));
}

function entriesOf(files: readonly FslFile[]): Map<string, SchemaEntry> {
  const entries = new Map<string, SchemaEntry>();
  for (const file of files) {
    for (const item of file.items()) {
      const prefix = item.keyword === 'role' || item.keyword === 'access provider' ? `${item.keyword} ` : '';
      if (item.name) entries.set(prefix + item.name, { file, item });
      if (item.alias) entries.set(item.alias, { file, item });
    }
  }
  return entries;
}

/** Files in the order in which they were sent, each as its open document if there is one, then the other open documents. */
function merge(sent: readonly FslFile[], documents: Documents): FslFile[] {
  const open = new Map<string, FslFile>();
  for (const document of documents.all()) {
    if (document.source.language === 'fsl') open.set(document.uri, openFile(document.lines, document.source));
  }
  const merged = sent.map((file) => open.get(file.uri) ?? file);
  const names = new Set(sent.map(({ uri }) => uri));
  return [...merged, ...[...open.values()].filter(({ uri }) => !names.has(uri))];
}

/** The environment in the body of `GET /environment/1`; undefined when there is none in it. */
function served(json: unknown): Environment | undefined {
  const body =
    typeof json === 'object' && json !== null && 'environment' in json ? json.environment : undefined;
  return isServed(body) ? servedEnvironment(body) : undefined;
}

function isServed(body: unknown): body is ServedEnvironment {
  const isRecord = (value: unknown) => typeof value === 'object' && value !== null;
  return (
    typeof body === 'object' &&
    body !== null &&
    'globals' in body &&
    'types' in body &&
    isRecord(body.globals) &&
    isRecord(body.types)
  );
}
