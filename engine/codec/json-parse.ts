/** JSON with what `JSON.parse` loses: the text of numbers, the order and repetition of keys (`spec/http.md 4.3`). */

export type Json = null | boolean | string | JsonNumber | Json[] | JsonObject;

export interface JsonNumber {
  kind: 'number';
  text: string;
}
export interface JsonObject {
  kind: 'object';
  /** In order; a key may come twice. */
  entries: [key: string, value: Json][];
}

/** Where and why a text is not JSON; `offset` in UTF-16 units. */
export class JsonError extends Error {
  readonly offset: number;
  readonly tooDeep: boolean;

  constructor(message: string, offset: number, tooDeep = false) {
    super(message);
    this.offset = offset;
    this.tooDeep = tooDeep;
  }
}

export const MAX_DEPTH = 1000;

export function isObject(json: Json | undefined): json is JsonObject {
  return typeof json === 'object' && json !== null && !Array.isArray(json) && json.kind === 'object';
}

export function isNumber(json: Json | undefined): json is JsonNumber {
  return typeof json === 'object' && json !== null && !Array.isArray(json) && json.kind === 'number';
}

/** The value of a key; the last counts. */
export function member(object: JsonObject, key: string): Json | undefined {
  return object.entries.findLast(([name]) => name === key)?.[1];
}

const blank = /[ \t\n\r]*/y;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const word = /true|false|null/y;
const plain = /[^"\\\u0000-\u001f]*/y;

/** Throws `JsonError`. A byte order mark in front is accepted. */
export function parseJson(text: string): Json {
  let at = text.startsWith('\ufeff') ? 1 : 0;

  const match = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0] ?? '';
    at += found.length;
    return found;
  };
  const fail = (what: string): JsonError => {
    const line = text.slice(0, at).split('\n');
    const where = `line ${line.length}, column ${(line.at(-1)?.length ?? 0) + 1}`;
    const seen = at >= text.length ? 'end of the text' : `'${text[at]}'`;
    return new JsonError(`expected ${what}, found ${seen} at ${where}`, at);
  };

  function value(depth: number): Json {
    if (depth > MAX_DEPTH) throw new JsonError('JSON exceeds nesting limit', at, true);
    match(blank);
    const first = text[at];
    if (first === '{') return object(depth);
    if (first === '[') return array(depth);
    if (first === '"') return string();
    const literal = match(word);
    if (literal !== '') return literal === 'null' ? null : literal === 'true';
    const digits = match(number);
    if (digits === '') throw fail('a JSON value');
    return { kind: 'number', text: digits };
  }

  function object(depth: number): JsonObject {
    const entries: [string, Json][] = [];
    at++;
    match(blank);
    if (text[at] === '}') {
      at++;
      return { kind: 'object', entries };
    }
    while (true) {
      match(blank);
      if (text[at] !== '"') throw fail('a field name');
      const key = string();
      match(blank);
      if (text[at] !== ':') throw fail('`:`');
      at++;
      entries.push([key, value(depth + 1)]);
      match(blank);
      const next = text[at];
      if (next !== ',' && next !== '}') throw fail('`,` or `}`');
      at++;
      if (next === '}') return { kind: 'object', entries };
    }
  }

  function array(depth: number): Json[] {
    const elements: Json[] = [];
    at++;
    match(blank);
    if (text[at] === ']') {
      at++;
      return elements;
    }
    while (true) {
      elements.push(value(depth + 1));
      match(blank);
      const next = text[at];
      if (next !== ',' && next !== ']') throw fail('`,` or `]`');
      at++;
      if (next === ']') return elements;
    }
  }

  function string(): string {
    let result = '';
    at++;
    while (true) {
      result += match(plain);
      const next = text[at];
      if (next === '"') {
        at++;
        return result;
      }
      if (next !== '\\') throw fail('the end of a string');
      at++;
      result += escaped();
    }
  }

  function escaped(): string {
    const character = text[at++];
    if (character === 'u') {
      const digits = text.slice(at, at + 4);
      if (!/^[0-9a-fA-F]{4}$/.test(digits)) throw fail('four hexadecimal digits');
      at += 4;
      return String.fromCharCode(Number.parseInt(digits, 16));
    }
    const meaning = character === undefined ? undefined : simpleEscapes[character];
    if (meaning === undefined) throw fail('an escape');
    return meaning;
  }

  const result = value(0);
  match(blank);
  if (at < text.length) throw fail('the end of the text');
  return result;
}

const simpleEscapes: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};
