/** Where an entity is named, in the files that the server knows. */

import { TextDocument } from 'vscode-languageserver-textdocument';
import type { FslNode } from '../language/syntax/fsl-tree.ts';
import { parseQuery } from '../language/syntax/parse.ts';
import type { OpenDocument } from './documents.ts';
import { type Entity, type Occurrence, rootOccurrences, sameEntity, schemaOccurrences } from './entities.ts';
import { ownersIn } from './owners.ts';
import type { SchemaFile } from './protocol.ts';
import { type Root, rootsIn, rootsOf } from './roots.ts';
import type { Session } from './session.ts';
import { contains } from './tree/children.ts';

/** A file that is looked through: its name, its lines, and what is in it. */
export interface SearchedFile {
  uri: string;
  lines: TextDocument;
  nodes: readonly FslNode[];
  roots: readonly Root[];
}

export interface PlacedOccurrence extends Occurrence {
  file: SearchedFile;
}

export function searched({ uri, lines, source }: OpenDocument): SearchedFile {
  const nodes = source.language === 'fsl' ? source.syntax().nodes : [];
  return {
    uri,
    lines,
    nodes,
    roots: source.language === 'fsl' ? rootsIn(nodes) : rootsOf({ uri, lines, source } as OpenDocument),
  };
}

/** All schema files, the open documents, and the FQL files that the editor has sent and that are not open. */
export function searchedFiles(session: Session, sent: readonly SchemaFile[] = []): SearchedFile[] {
  const files = new Map<string, SearchedFile>();
  for (const { uri, lines, syntax } of session.schema.files()) {
    const { nodes } = syntax();
    files.set(uri, { uri, lines, nodes, roots: rootsIn(nodes) });
  }
  for (const document of session.documents.all())
    if (!files.has(document.uri)) files.set(document.uri, searched(document));
  for (const { uri, text } of sent) {
    if (files.has(uri)) continue;
    const { tree } = parseQuery(text);
    files.set(uri, {
      uri,
      lines: TextDocument.create(uri, 'fql', 0, text),
      nodes: [],
      roots: [{ root: tree, parameters: [] }],
    });
  }
  return [...files.values()];
}

export function* occurrencesIn(file: SearchedFile, session: Session): Generator<PlacedOccurrence> {
  for (const occurrence of schemaOccurrences(file.nodes)) yield { ...occurrence, file };
  for (const root of file.roots) {
    for (const occurrence of rootOccurrences(root, ownersIn(root, session.schema)))
      yield { ...occurrence, file };
  }
}

/** What the name at `offset` stands for. */
export function entityAt(
  document: OpenDocument,
  offset: number,
  session: Session,
): PlacedOccurrence | undefined {
  const file = searched(document);
  const here = ({ span }: Occurrence) => contains(span, offset);
  const item = file.nodes.filter(({ span }) => contains(span, offset));
  const inSchema = [...schemaOccurrences(item)].find(here);
  if (inSchema) return { ...inSchema, file };
  for (const root of file.roots) {
    const near =
      contains(root.root.span, offset) || root.parameters.some(({ span }) => contains(span, offset));
    const found = near
      ? [...rootOccurrences(root, ownersIn(root, session.schema), offset)].find(here)
      : undefined;
    if (found) return { ...found, file };
  }
  return undefined;
}

/** All places of an entity; a variable has its own only in its own file. */
export function placesOf(
  { entity, file }: PlacedOccurrence,
  session: Session,
  sent: readonly SchemaFile[],
): PlacedOccurrence[] {
  const files = entity.kind === 'variable' ? [file] : searchedFiles(session, sent);
  return files.flatMap((candidate) =>
    [...occurrencesIn(candidate, session)].filter((other) => sameEntity(entity, other.entity)),
  );
}

/** The places where an entity is declared: in its own file, or in the schema. */
export function declarationsOf(entity: Entity, found: SearchedFile, session: Session): PlacedOccurrence[] {
  if (entity.kind === 'variable')
    return [{ entity, span: entity.declaration.span, declares: true, file: found }];
  const entry = session.schema.item(
    entity.kind === 'member' ? entity.collection : entity.name,
    entity.kind === 'role' ? 'role' : undefined,
  );
  if (!entry) return [];
  const { uri, lines } = entry.file;
  const nodes = entry.file.nodesOf(entry.item);
  const file: SearchedFile = { uri, lines, nodes, roots: [] };
  return [...schemaOccurrences(nodes)]
    .filter((other) => other.declares && sameEntity(entity, other.entity))
    .map((other) => ({ ...other, file }));
}
