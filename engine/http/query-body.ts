/** The body of a query request: strict JSON with `query` and `arguments` (`spec/http.md 4.3`). */
import {
  isNumber,
  isObject,
  type Json,
  JsonError,
  type JsonObject,
  member,
  parseJson,
} from '../codec/json-parse.ts';
import { RequestError } from '../errors.ts';
import { LONG_MAX, LONG_MIN } from '../values/number.ts';

export interface QueryBody {
  query: Template;
  arguments: JsonObject | undefined;
}

/** What `query` may be (`spec/http.md 4.5`). */
export type Template =
  | { kind: 'text'; text: string }
  | { kind: 'fql'; parts: Template[] }
  | { kind: 'value'; value: Json }
  | { kind: 'array'; parts: Template[] }
  | { kind: 'object'; fields: [key: string, part: Template][] };

export function bodyError(detail = ''): RequestError {
  return new RequestError(
    400,
    'invalid_request',
    `Invalid request body${detail === '' ? '' : `: ${detail}`}`,
  );
}

/** The text of a body: UTF-8, with a message that says so when it is not. */
export function bodyText(body: Uint8Array): string {
  if (body.length === 0) throw new RequestError(400, 'invalid_request', 'No request body provided');
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  } catch (error) {
    if (error instanceof TypeError) throw bodyError('the text is not valid UTF-8');
    throw error;
  }
}

export function readBody(body: Uint8Array): QueryBody {
  const text = bodyText(body);
  const json = parsed(text);
  if (!isObject(json)) throw unexpected(json);
  for (const [key, value] of json.entries) {
    if (key !== 'query' && key !== 'arguments') throw bodyError();
    if (key === 'query') readTemplate(value, 'query template');
  }
  const query = member(json, 'query');
  if (query === undefined) throw bodyError();
  const args = member(json, 'arguments');
  if (args !== undefined && args !== null && !isObject(args)) throw unexpected(args, 'Object');
  return { query: readTemplate(query, 'query template'), arguments: isObject(args) ? args : undefined };
}

function parsed(text: string): Json {
  try {
    const json = parseJson(text);
    if (hasHugeInteger(json)) throw bodyError();
    return json;
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    if (error.tooDeep) throw bodyError('JSON exceeds nesting limit');
    const nothing = text.slice(0, error.offset).trim() === '';
    throw nothing ? bodyError() : bodyError(error.message);
  }
}

/** Whole numbers outside 64 bits are refused as a whole. */
function hasHugeInteger(json: Json): boolean {
  if (Array.isArray(json)) return json.some(hasHugeInteger);
  if (isObject(json)) return json.entries.some(([, value]) => hasHugeInteger(value));
  if (!isNumber(json) || /[.eE]/.test(json.text)) return false;
  const value = BigInt(json.text);
  return value < LONG_MIN || value > LONG_MAX;
}

/** "Unexpected JSON Array Start. Expected Object." */
function unexpected(json: Json, expected?: string): RequestError {
  return bodyError(
    `Unexpected JSON ${labelOf(json)}.${expected === undefined ? '' : ` Expected ${expected}.`}`,
  );
}

function labelOf(json: Json): string {
  if (json === null) return 'Null';
  if (typeof json === 'string') return 'String';
  if (typeof json === 'boolean') return 'Boolean';
  if (Array.isArray(json)) return 'Array Start';
  if (isNumber(json)) return /[.eE]/.test(json.text) ? 'Double' : 'Integer';
  return 'Object Start';
}

const templateKeys: ReadonlySet<string> = new Set(['fql', 'value', 'array', 'object']);

function readTemplate(json: Json, expected: string): Template {
  if (typeof json === 'string') return { kind: 'text', text: json };
  if (!isObject(json)) throw unexpected(json, expected);
  const [first, second] = json.entries;
  if (!first) throw bodyError('Unexpected JSON Object End.');
  if (!templateKeys.has(first[0]) || second) {
    const forms = "an object with a single key 'fql', 'value', 'array', or 'object'";
    throw bodyError(`Unexpected JSON Object Field Name. Expected ${forms}.`);
  }
  const [key, content] = first;
  if (key === 'value') return { kind: 'value', value: content };
  if (key === 'object') {
    if (!isObject(content)) throw unexpected(content);
    return { kind: 'object', fields: readFields(content) };
  }
  if (!Array.isArray(content)) throw unexpected(content);
  const parts = content.map((part) => withoutNul(readTemplate(part, expected)));
  return key === 'fql' ? { kind: 'fql', parts } : { kind: 'array', parts };
}

function readFields(object: JsonObject): [string, Template][] {
  const seen = new Set<string>();
  return object.entries.map(([key, value]) => {
    if (seen.has(key)) throw bodyError(`Duplicate object field \`${key}\``);
    seen.add(key);
    return [key, withoutNul(readTemplate(value, 'query template'))];
  });
}

/** NUL marks placeholders, so text of a template may not contain it. */
function withoutNul(part: Template): Template {
  if (part.kind === 'text' && part.text.includes('\0'))
    throw bodyError('FQL strings cannot contain NUL characters');
  return part;
}
