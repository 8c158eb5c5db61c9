/** Values out of JSON: simple (plain JSON) and tagged (`spec/http.md 4.4` and 7.2). */
import { fromBase64 } from '../values/base64.ts';
import { fitInteger, LONG_MAX, LONG_MIN } from '../values/number.ts';
import { parseDate, parseTime } from '../values/time-text.ts';
import {
  bytes,
  type Collection,
  date,
  double,
  type Module,
  nullValue,
  structOf,
  time,
  type Value,
} from '../values/value.ts';
import { isNumber, isObject, type Json, type JsonObject, member } from './json-parse.ts';

/** Why a value cannot be decoded; `message` is the reason that the endpoint names. */
export class DecodeError extends Error {}

/** What the names in `@mod` and `@ref` mean. */
export interface Names {
  module(name: string): Module | Collection | undefined;
  /** A definition of a native collection. */
  definition(collection: Collection, name: string): Value | undefined;
}

/** A lone surrogate becomes `?`, as Java's encoder makes it. */
const wellFormed = (text: string): string =>
  text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '?');

export function decodeSimple(json: Json): Value {
  if (json === null) return nullValue();
  if (typeof json === 'string') return wellFormed(json);
  if (typeof json === 'boolean') return json;
  if (Array.isArray(json)) return json.map(decodeSimple);
  if (isNumber(json)) {
    return /[.eE]/.test(json.text) ? double(Number(json.text)) : fitInteger(BigInt(json.text));
  }
  return structOf(new Map(json.entries.map(([key, value]) => [key, decodeSimple(value)])));
}

/** Throws `DecodeError`. */
export function decodeTagged(json: Json, names: Names): Value {
  if (json === null) return nullValue();
  if (typeof json === 'string') return wellFormed(json);
  if (typeof json === 'boolean') return json;
  if (Array.isArray(json)) return json.map((element) => decodeTagged(element, names));
  if (isNumber(json)) throw new DecodeError('numbers must be tagged');
  const tag = json.entries.find(([key]) => key.startsWith('@'));
  if (!tag) return taggedObject(json, names);
  if (json.entries.length > 1) throw new DecodeError('too many keys in tagged value');
  return decodeTag(tag[0], tag[1], names);
}

const taggedObject = (json: JsonObject, names: Names): Value =>
  structOf(new Map(json.entries.map(([key, value]) => [key, decodeTagged(value, names)])));

function decodeTag(tag: string, content: Json, names: Names): Value {
  switch (tag) {
    case '@object':
      if (!isObject(content)) throw new DecodeError('@object requires an object value');
      return taggedObject(content, names);
    case '@doc':
    case '@ref':
      return decodeReference(tag, content, names);
    case '@int':
    case '@long':
    case '@double':
    case '@time':
    case '@date':
    case '@bytes':
    case '@mod':
      if (typeof content !== 'string') throw new DecodeError(`${tag} requires a string value`);
      return decodeText(tag, content, names);
    default:
      throw new DecodeError(`invalid tag '${tag}'`);
  }
}

function decodeText(tag: string, text: string, names: Names): Value {
  switch (tag) {
    case '@int':
      return integer(text, -(2n ** 31n), 2n ** 31n - 1n) ?? refuse('invalid integer');
    case '@long':
      return integer(text, LONG_MIN, LONG_MAX, true) ?? refuse('invalid long');
    case '@double':
      return parseDouble(text) ?? refuse('invalid double');
    case '@time': {
      const nanos = parseTime(text);
      return nanos === undefined ? refuse('invalid time') : time(nanos);
    }
    case '@date': {
      const days = parseDate(text);
      return days === undefined ? refuse('invalid date') : date(days);
    }
    case '@bytes': {
      const content = fromBase64(text);
      return content ? bytes(content) : refuse('invalid bytes');
    }
    default:
      return names.module(text) ?? refuse(`no such module '${text}'`);
  }
}

function refuse(reason: string): never {
  throw new DecodeError(reason);
}

/** Any Unicode digits, as Java reads them. */
function integer(text: string, min: bigint, max: bigint, long = false): Value | undefined {
  const match = /^([+-]?)(\p{Nd}+)$/u.exec(text);
  if (!match) return undefined;
  const digits = Array.from(match[2]!, asciiDigit).join('');
  const value = BigInt(digits) * (match[1] === '-' ? -1n : 1n);
  if (value < min || value > max) return undefined;
  return long ? value : Number(value);
}

/** Decimal digits stand in blocks of ten, each beginning at its zero. */
function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0)!;
  let zero = code;
  while (code - zero < 9 && /^\p{Nd}$/u.test(String.fromCodePoint(zero - 1))) zero--;
  return String((code - zero) % 10);
}

function parseDouble(text: string): Value | undefined {
  const trimmed = text.trim();
  const special = /^([+-]?)(NaN|Infinity)$/.exec(trimmed);
  if (special) {
    const sign = special[1] === '-' ? -1 : 1;
    return double(special[2] === 'NaN' ? Number.NaN : sign * Number.POSITIVE_INFINITY);
  }
  const hex = /^([+-]?)0[xX]([0-9a-fA-F]*)\.?([0-9a-fA-F]*)[pP]([+-]?\d+)[fFdD]?$/.exec(trimmed);
  if (hex) {
    const [, sign, whole = '', fraction = '', exponent] = hex;
    if (whole + fraction === '') return undefined;
    const value = Number.parseInt(whole + fraction, 16) * 2 ** (Number(exponent) - 4 * fraction.length);
    return double(sign === '-' ? -value : value);
  }
  const plain = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)[fFdD]?$/.exec(trimmed);
  return plain ? double(Number(plain[1])) : undefined;
}

function decodeReference(tag: string, content: Json, names: Names): Value {
  if (typeof content === 'string') return decodeOldReference(content, names);
  if (!isObject(content)) throw new DecodeError(`${tag} requires an object value`);
  const coll = member(content, 'coll');
  if (coll === undefined) throw new DecodeError(`${tag} field 'coll' is required`);
  const module = moduleOf(coll, names);
  if (module?.kind !== 'Collection') throw new DecodeError(`${tag} field 'coll' requires a module value`);
  const named = module.native && module.id <= 5;
  const key = named ? 'name' : 'id';
  const value = member(content, key);
  if (value === undefined) throw new DecodeError(`${tag} field '${key}' is required`);
  if (isNumber(value)) throw new DecodeError('numbers must be tagged');
  if (typeof value !== 'string') throw new DecodeError(`${tag} field '${key}' requires a string value`);
  if (named) return names.definition(module, value) ?? refuse(`no such schema object '${value}'`);
  const id = integer(value, LONG_MIN, LONG_MAX, true);
  if (id === undefined) throw new DecodeError(`${tag} field 'id' must be an integer`);
  return { kind: 'Doc', collection: module, id: id as bigint };
}

function moduleOf(json: Json, names: Names): Module | Collection | undefined {
  if (!isObject(json)) return undefined;
  const value = decodeTagged(json, names);
  return typeof value === 'object' &&
    'kind' in value &&
    (value.kind === 'Module' || value.kind === 'Collection')
    ? value
    : undefined;
}

/** `Coll:id`, a form of old drivers. */
function decodeOldReference(text: string, names: Names): Value {
  const [, name, id] = /^([^:]*):(.*)$/s.exec(text) ?? refuse('doc id must be in the format <coll>:<id>');
  const collection = names.module(name!);
  if (collection?.kind !== 'Collection') throw new DecodeError(`no such collection '${name}'`);
  if (collection.native && collection.id <= 5) {
    return names.definition(collection, id!) ?? refuse(`no such schema definition document '${id}'`);
  }
  const number = integer(id!, LONG_MIN, LONG_MAX, true);
  if (number === undefined) throw new DecodeError(`invalid document id '${id}'`);
  return { kind: 'Doc', collection, id: number as bigint };
}
