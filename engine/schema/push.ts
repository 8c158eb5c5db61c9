/** Replaces the schema by FSL files: definitions are made, changed and removed so that they are what the files declare. */
import { parseFsl } from '../../language/syntax/fsl.ts';
import type { SchemaItem } from '../../language/syntax/fsl-tree.ts';
import { render } from '../../language/syntax/render.ts';
import type { Database } from '../database.ts';
import { createNative, deleteNative, updateNative } from '../documents/native-write.ts';
import { definitionsIn } from '../documents/references.ts';
import { QueryError } from '../errors.ts';
import type { State } from '../evaluate/state.ts';
import {
  accessProviderCollection,
  collectionCollection,
  functionCollection,
  roleCollection,
} from '../library/native-collections.ts';
import { adminIdentity } from '../security/identity.ts';
import { failuresText } from '../summary/error-text.ts';
import { type Collection, type Doc, structOf, type Value } from '../values/value.ts';
import { schemaProblems } from './check-change.ts';
import { definitionOf } from './from-fsl.ts';
import { type SchemaFile, writeSources } from './sources.ts';

/** A schema that is refused; `message` is what the endpoint answers. */
export class SchemaError extends Error {}

const collectionsByKind: Record<SchemaItem['kind'], Collection> = {
  Collection: collectionCollection,
  Function: functionCollection,
  Role: roleCollection,
  AccessProvider: accessProviderCollection,
};

export interface LocatedItem {
  item: SchemaItem;
  file: SchemaFile;
}

/** The items of all files; throws `SchemaError` with every problem rendered. */
export function readFiles(files: readonly SchemaFile[]): LocatedItem[] {
  const problems: string[] = [];
  const items: LocatedItem[] = [];
  for (const file of files) {
    const parsed = parseFsl(file.text);
    for (const diagnostic of parsed.diagnostics) {
      if (diagnostic.severity === 'error') problems.push(render(diagnostic, file));
    }
    items.push(...parsed.items.map((item) => ({ item, file })));
  }
  if (problems.length > 0) throw new SchemaError(problems.join('\n'));
  refuseDuplicates(items);
  return items;
}

function refuseDuplicates(items: readonly LocatedItem[]): void {
  const seen = new Map<string, SchemaFile>();
  for (const { item, file } of items) {
    const global = item.kind === 'Collection' || item.kind === 'Function';
    const key = `${global ? 'global' : item.kind} ${item.name.text}`;
    const first = seen.get(key);
    if (first) {
      const words = {
        Collection: 'collection or function',
        Function: 'collection or function',
        Role: 'role',
        AccessProvider: 'access provider',
      };
      throw new SchemaError(
        `Duplicate ${words[item.kind]} \`${item.name.text}\` in ${file.name} (originally seen in ${first.name})`,
      );
    }
    seen.set(key, file);
  }
}

/** Replaces the whole schema. Gives the new schema version in microseconds. */
export function pushSchema(database: Database, files: readonly SchemaFile[]): number {
  replaceSchema(database, files, true);
  return database.schema.version;
}

/** Throws what a push of these files would throw, and changes nothing. */
export function validateSchema(database: Database, files: readonly SchemaFile[]): void {
  replaceSchema(database, files, false);
}

function replaceSchema(database: Database, files: readonly SchemaFile[], keep: boolean): void {
  const items = readFiles(files);
  const replace = (state: State): void => {
    applyItems(state, items);
    // The files are what they are: nothing is to be written into them.
    state.transaction.definitionChanges.length = 0;
    writeSources(state.transaction.write(), files);
    const problems = state.settings.typechecked ? schemaProblems(files) : [];
    if (problems.length > 0) throw new SchemaError(problems.join('\n'));
  };
  try {
    database.transact(adminIdentity, replace, keep);
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    const { constraintFailures } = error.details;
    throw new SchemaError(
      constraintFailures ? error.message + failuresText(constraintFailures) : error.message,
    );
  }
}

/** The order in which definitions may refer to one another: roles last, and removed first. */
const kinds: readonly SchemaItem['kind'][] = ['Collection', 'Function', 'Role', 'AccessProvider'];

function applyItems(state: State, items: readonly LocatedItem[]): void {
  const wanted = (kind: SchemaItem['kind']) => items.filter(({ item }) => item.kind === kind);
  for (const kind of kinds.toReversed()) removeOthers(state, collectionsByKind[kind], wanted(kind));
  for (const kind of kinds) {
    for (const { item } of wanted(kind)) applyItem(state, collectionsByKind[kind], item);
  }
  state.transaction.schemaChanged = true;
}

function referenceTo(state: State, collection: Collection, name: string): Doc | undefined {
  for (const { id, fields } of definitionsIn(state, collection)) {
    if (fields.get('name') === name) return { kind: 'Doc', collection, id, name };
  }
  return undefined;
}

function removeOthers(state: State, collection: Collection, kept: readonly LocatedItem[]): void {
  const names = new Set(kept.map(({ item }) => item.name.text));
  for (const { id, fields } of [...definitionsIn(state, collection)]) {
    const name = fields.get('name') as string;
    if (!names.has(name)) deleteNative(state, { kind: 'Doc', collection, id, name });
  }
}

function applyItem(state: State, collection: Collection, item: SchemaItem): void {
  const fields: Map<string, Value> = definitionOf(item);
  const found = referenceTo(state, collection, item.name.text);
  if (found) updateNative(state, found, structOf(keepingData(state, found, fields)), true);
  else createNative(state, collection, structOf(fields));
}

/** FSL says nothing of `data`: what is there stays. */
function keepingData(state: State, doc: Doc, fields: Map<string, Value>): Map<string, Value> {
  const data = state.transaction.read(doc.collection, doc.id)?.fields.get('data');
  return data === undefined ? fields : new Map([...fields, ['data', data]]);
}
