/** Checks schema files without applying them, and tells what they would change (`spec/http.md 13.2`). */
import type { Database } from '../database.ts';
import { diffSchemas } from '../schema/diff.ts';
import { readFiles, validateSchema } from '../schema/push.ts';
import type { SchemaFile } from '../schema/sources.ts';
import { textualDiff } from '../schema/textual-diff.ts';
import { type HttpResponse, json } from './message.ts';

/** Throws `SchemaError` when the files would be refused. */
export function checkFiles(
  database: Database,
  before: readonly SchemaFile[],
  after: readonly SchemaFile[],
  parameters: URLSearchParams,
): HttpResponse {
  validateSchema(database, after);
  return json(200, { version: database.schema.version, diff: diffText(database, before, after, parameters) });
}

function diffText(
  database: Database,
  before: readonly SchemaFile[],
  after: readonly SchemaFile[],
  parameters: URLSearchParams,
): string {
  const colour = parameters.get('color') === 'ansi';
  const format = parameters.get('format') ?? parameters.get('diff');
  if (format === 'textual') return textualDiff(before, after, colour);
  return diffSchemas(readFiles(before), readFiles(after), {
    format: format === 'summary' ? 'summary' : 'semantic',
    colour,
    hasDocuments: (name) => {
      const collection = database.schema.collectionByGlobal(name);
      return collection !== undefined && !database.store.isEmpty(collection.value.id);
    },
  });
}
