/** `/schema/1/…`: uploading, validating and reading FSL (`spec/http.md 13`). */

import type { Database } from '../database.ts';
import { pushSchema, SchemaError } from '../schema/push.ts';
import { readSources, type SchemaFile } from '../schema/sources.ts';
import type { Access } from '../security/authenticate.ts';
import { type HttpRequest, type HttpResponse, json } from './message.ts';
import { MultipartError, readMultipart } from './multipart.ts';
import { checkFiles } from './schema-check.ts';
import { answerItem, itemPath } from './schema-items.ts';

const refuse = (status: number, message: string): HttpResponse => json(status, { error: { message } });

const MAX_FILES = 1024;

export function answerSchema(request: HttpRequest, found: Access | undefined): HttpResponse {
  if (!found) return { ...refuse(401, 'Access token required'), headers: { 'www-authenticate': 'Bearer' } };
  const { role } = found.identity;
  if (role !== 'admin' && role !== 'server' && role !== 'server-readonly')
    return refuse(403, 'Access denied');
  const { database } = found.node;
  const path = request.path.slice('/schema/1'.length).replace(/\/$/, '');
  const item = itemPath(path);
  if (item) {
    if (request.method !== 'GET' && role !== 'admin') return refuse(403, 'Access denied');
    return checkVersion(request, database) ?? answerItem(request, database, storedFiles(database), item);
  }
  const route = path === '/files' || path.startsWith('/files/') ? '/files' : path;
  const method = {
    '/files': 'GET',
    '/update': 'POST',
    '/validate': 'POST',
    '/diff': 'POST',
    '/status': 'GET',
    '/staged/status': 'GET',
  }[route];
  if (method === undefined) return refuse(404, 'Not found');
  if (request.method !== method) return refuse(405, 'Method not allowed');
  if (route === '/update' && role !== 'admin') return refuse(403, 'Access denied');
  const stale = checkVersion(request, database);
  if (stale) return stale;
  if (route === '/files') return files(database, path);
  if (method === 'GET') return json(200, { version: database.schema.version, status: 'none' });
  if (request.parameters.get('staged') === 'true' && route === '/update') {
    return refuse(400, 'Staged schema is not supported by the local Fauna yet. Push without `staged`.');
  }
  return upload(request, database, route === '/update');
}

function checkVersion(request: HttpRequest, database: Database): HttpResponse | undefined {
  const text = request.parameters.get('version');
  if (request.parameters.get('force') === 'true' || text === null || !/^[+-]?\d+$/.test(text))
    return undefined;
  return Number(text) === database.schema.version ? undefined : refuse(409, 'Stale schema version provided');
}

/** The files as they were uploaded; `main.fsl` comes first. */
export function storedFiles(database: Database): SchemaFile[] {
  return readSources(database.store).toSorted(
    (a, b) => Number(b.name === 'main.fsl') - Number(a.name === 'main.fsl') || (a.name < b.name ? -1 : 1),
  );
}

function files(database: Database, path: string): HttpResponse {
  const { version } = database.schema;
  const stored = storedFiles(database);
  if (path === '/files') return json(200, { version, files: stored.map(({ name }) => ({ filename: name })) });
  const name = decodeURIComponent(path.slice('/files/'.length));
  const file = stored.find((candidate) => candidate.name === name);
  return file ? json(200, { version, content: file.text }) : refuse(404, 'Not found');
}

function upload(request: HttpRequest, database: Database, apply: boolean): HttpResponse {
  try {
    const sent = readMultipart(request.header('content-type'), request.body);
    if (sent.length > MAX_FILES) return refuse(400, 'Too many files');
    const bad = sent.find(({ name }) => !name.endsWith('.fsl') || name.startsWith('*'));
    if (bad) return refuse(400, `Invalid filename \`${bad.name}\``);
    const names = new Set(sent.map(({ name }) => name));
    const kept =
      request.parameters.get('override') === 'false'
        ? storedFiles(database).filter(({ name }) => !names.has(name))
        : [];
    const all = [...kept, ...sent];
    if (apply) return json(200, { version: pushSchema(database, all) });
    return checkFiles(database, storedFiles(database), all, request.parameters);
  } catch (error) {
    if (error instanceof SchemaError || error instanceof MultipartError) return refuse(400, error.message);
    throw error;
  }
}
