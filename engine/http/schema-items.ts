/** `/schema/1/items/…`: single schema items in their files (`spec/http.md 13.4`). */
import { parseFsl } from '../../language/syntax/fsl.ts';
import type { SchemaItem } from '../../language/syntax/fsl-tree.ts';
import { render } from '../../language/syntax/render.ts';
import { encodeJson } from '../codec/json.ts';
import type { Database } from '../database.ts';
import { pushSchema, SchemaError } from '../schema/push.ts';
import { MAIN, type SchemaFile } from '../schema/sources.ts';
import { adminIdentity } from '../security/identity.ts';
import { type HttpRequest, type HttpResponse, json } from './message.ts';
import { checkFiles } from './schema-check.ts';

type ItemKind = SchemaItem['kind'];

interface Resource {
  kind: ItemKind;
  /** With its article, as messages name it. */
  words: string;
  /** The native collection of the definitions. */
  collection: string;
}

const resources: Readonly<Record<string, Resource>> = {
  collections: { kind: 'Collection', words: 'a collection', collection: 'Collection' },
  functions: { kind: 'Function', words: 'a function', collection: 'Function' },
  roles: { kind: 'Role', words: 'a role', collection: 'Role' },
  access_providers: { kind: 'AccessProvider', words: 'an access provider', collection: 'AccessProvider' },
};

interface Located {
  file: SchemaFile;
  item: SchemaItem;
}

const refuse = (status: number, message: string): HttpResponse => json(status, { error: { message } });

/** The resource and the name in a path below `/schema/1`; undefined when it is no item's. */
export function itemPath(path: string): { resource: Resource; name: string | undefined } | undefined {
  const match = /^\/items\/(\w+)(?:\/([^/]+))?$/.exec(path);
  const resource = match && resources[match[1]!];
  return resource
    ? { resource, name: match[2] === undefined ? undefined : decodeURIComponent(match[2]) }
    : undefined;
}

export function answerItem(
  request: HttpRequest,
  database: Database,
  files: readonly SchemaFile[],
  { resource, name }: { resource: Resource; name: string | undefined },
): HttpResponse {
  const located = name === undefined ? undefined : locate(files, resource.kind, name);
  if (name !== undefined && !located) return refuse(404, 'Not found');
  if (request.method === 'GET')
    return located ? answer(database, resource, located) : refuse(405, 'Method not allowed');
  if (request.method === 'DELETE') {
    if (!located) return refuse(405, 'Method not allowed');
    return apply(request, database, files, replaceSpan(files, located, ''), {
      resource,
      located,
      removed: true,
    });
  }
  if (request.method !== 'POST') return refuse(405, 'Method not allowed');
  const text = Buffer.from(request.body).toString('utf8').trim();
  const item = snippet(text, resource);
  if (typeof item === 'string') return refuse(400, item);
  const edited = located ? replaceSpan(files, located, text) : append(files, text);
  return apply(request, database, files, edited, { resource, name: item.name.text });
}

function locate(files: readonly SchemaFile[], kind: ItemKind, name: string): Located | undefined {
  for (const file of files) {
    const item = parseFsl(file.text).items.find((one) => one.kind === kind && one.name.text === name);
    if (item) return { file, item };
  }
  return undefined;
}

/** The one item of a text, or why it is refused. */
function snippet(text: string, { kind, words }: Resource): SchemaItem | string {
  if (text === '') return 'No FSL snippet provided';
  const { items, diagnostics } = parseFsl(text);
  const problems = diagnostics.filter(({ severity }) => severity === 'error');
  if (problems.length > 0)
    return problems.map((problem) => render(problem, { name: '*fsl*', text })).join('\n');
  const [item] = items;
  if (!item || items.length !== 1) return `Expected a single schema item, got: ${items.length}`;
  return item.kind === kind ? item : `Wrong FSL snippet. Expected ${words}`;
}

function replaceSpan(files: readonly SchemaFile[], { file, item }: Located, text: string): SchemaFile[] {
  const edited = file.text.slice(0, item.span.start) + text + file.text.slice(item.span.end);
  return files.map((one) => (one === file ? { ...file, text: edited } : one));
}

function append(files: readonly SchemaFile[], text: string): SchemaFile[] {
  const main = files.find((file) => file.name === MAIN);
  if (!main) return [...files, { name: MAIN, text: `${text}\n` }];
  return files.map((file) =>
    file === main ? { ...file, text: `${main.text.trimEnd()}\n\n${text}\n` } : file,
  );
}

/** Pushes the edited files, or only checks them when the request asks for that. */
function apply(
  request: HttpRequest,
  database: Database,
  before: readonly SchemaFile[],
  edited: readonly SchemaFile[],
  target: { resource: Resource; name?: string; located?: Located; removed?: true },
): HttpResponse {
  try {
    if (request.parameters.get('validate') === 'true')
      return checkFiles(database, before, edited, request.parameters);
    pushSchema(database, edited);
  } catch (error) {
    if (error instanceof SchemaError) return refuse(400, error.message);
    throw error;
  }
  const found = target.located ?? locate(edited, target.resource.kind, target.name ?? '');
  return found ? answer(database, target.resource, found, target.removed) : refuse(404, 'Not found');
}

/** Where the item is, its text, and its definition as a simple value. */
function answer(
  database: Database,
  resource: Resource,
  { file, item }: Located,
  removed = false,
): HttpResponse {
  const { start, end } = item.span;
  const result = removed
    ? undefined
    : database.run({
        text: `${resource.collection}.byName(name)`,
        args: new Map([['name', item.name.text]]),
        identity: adminIdentity,
        timeoutMs: 10_000,
        typecheck: false,
      });
  const definition = result?.ok ? encodeJson(result.value, 'simple') : 'null';
  const members = {
    version: database.schema.version,
    filename: file.name,
    span: { start, end },
    content: file.text.slice(start, end),
  };
  return { status: 200, body: `${JSON.stringify(members).slice(0, -1)},"definition":${definition}}` };
}
