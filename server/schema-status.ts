/** What the editor shows about the schema: where it comes from, how much there is of it, and why not when not. */
import type { EnvironmentParams, SchemaStatusParams } from './protocol.ts';
import type { FslFile } from './schema.ts';

/** Characters of FSL that are still checked as a whole whenever they change. */
const checkedLimit = 300_000;

export function isTooLarge(files: readonly FslFile[]): boolean {
  return files.reduce((sum, { lines }) => sum + lines.getText().length, 0) > checkedLimit;
}

export function statusOf(files: readonly FslFile[], connection: EnvironmentParams): SchemaStatusParams {
  const items = files.flatMap((file) => file.items());
  const count = (kind: string) => items.filter(({ keyword }) => keyword === kind).length;
  if (files.length > 0) {
    const reason = isTooLarge(files)
      ? 'The schema files are too large to be checked while you type; `fql check --schema` checks them. Their names and types are known.'
      : null;
    return {
      source: 'workspace',
      collections: count('collection'),
      functions: count('function'),
      files: files.length,
      reason,
    };
  }
  const served = servedNames(connection.json);
  if (served)
    return {
      source: 'connection',
      connection: connection.source,
      ...served,
      files: 0,
      reason: connection.reason,
    };
  const reason =
    connection.reason ?? 'There are no schema files (*.fsl) in the workspace and no connection is active.';
  return { source: 'library', collections: 0, functions: 0, files: 0, reason };
}

/** How many collections and functions the body of `GET /environment/1` names (`spec/types.md 12.2`). */
function servedNames(json: unknown): { collections: number; functions: number } | undefined {
  const environment = property(json, 'environment');
  const types = property(environment, 'types');
  const globals = property(environment, 'globals');
  if (!isRecord(types) || !isRecord(globals)) return undefined;
  const collections = Object.values(types).filter(
    (type) => property(type, 'type_hint') === 'user_collection',
  ).length;
  const functions = Object.values(globals).filter(
    (type) => typeof type === 'string' && type.includes('=>'),
  ).length;
  return { collections, functions };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function property(value: unknown, name: string): unknown {
  return isRecord(value) ? value[name] : undefined;
}
