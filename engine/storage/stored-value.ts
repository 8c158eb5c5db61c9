/**
 * Values as text in a column: JSON, where what JSON cannot say is an array with a tag in front. Objects are lists, so that
 * keys keep their order. A Long and an Int are one stored kind: an integer reads back as the smallest that holds it.
 */
import { fromBase64, toBase64 } from '../values/base64.ts';
import { doubleText, fitInteger } from '../values/number.ts';
import {
  bytes,
  type Collection,
  date,
  double,
  isArray,
  nullValue,
  structOf,
  time,
  type Value,
} from '../values/value.ts';

type Stored = null | boolean | number | string | Stored[];

/** Finds the collection that a stored reference names by its id. */
export type ResolveCollection = (id: number) => Collection;

/** Fields as one text. The values must be storable: the write path has checked. */
export function encodeFields(fields: ReadonlyMap<string, Value>, commitTs: number): string {
  return JSON.stringify(encodeEntries(fields, commitTs));
}

export function decodeFields(text: string, resolve: ResolveCollection): Map<string, Value> {
  return decodeEntries(JSON.parse(text) as Stored[], resolve);
}

function encodeEntries(fields: ReadonlyMap<string, Value>, commitTs: number): Stored[] {
  const entries: Stored[] = [];
  for (const [key, value] of fields) entries.push(key, encode(value, commitTs));
  return entries;
}

function decodeEntries(entries: readonly Stored[], resolve: ResolveCollection): Map<string, Value> {
  const fields = new Map<string, Value>();
  for (let i = 0; i < entries.length; i += 2)
    fields.set(entries[i] as string, decode(entries[i + 1]!, resolve));
  return fields;
}

function encode(value: Value, commitTs: number): Stored {
  if (typeof value === 'bigint') return ['l', String(value)];
  if (typeof value !== 'object') return value;
  if (isArray(value)) return ['a', ...value.map((element) => encode(element, commitTs))];
  const boxed = value as Exclude<typeof value, readonly Value[]>;
  switch (boxed.kind) {
    case 'Null':
      return null;
    case 'Double':
      return ['d', doubleText(boxed.value)];
    case 'Object':
      return ['o', ...encodeEntries(boxed.fields, commitTs)];
    case 'Time':
      return ['t', String(boxed.nanos)];
    case 'TransactionTime':
      return ['t', String(BigInt(commitTs) * 1000n)];
    case 'Date':
      return ['y', boxed.days];
    case 'Bytes':
      return ['b', toBase64(boxed.bytes)];
    case 'UUID':
      return ['u', boxed.text];
    case 'Doc':
      return ['r', boxed.collection.id, String(boxed.id)];
    default:
      throw new TypeError(`a ${boxed.kind} cannot be stored`);
  }
}

function decode(stored: Stored, resolve: ResolveCollection): Value {
  if (stored === null) return nullValue();
  if (!Array.isArray(stored)) return stored;
  const [tag, ...content] = stored;
  switch (tag) {
    case 'l':
      return fitInteger(BigInt(content[0] as string));
    case 'd':
      return double(Number(content[0]));
    case 'a':
      return content.map((element) => decode(element, resolve));
    case 'o':
      return structOf(decodeEntries(content, resolve));
    case 't':
      return time(BigInt(content[0] as string));
    case 'y':
      return date(content[0] as number);
    case 'b':
      return bytes(fromBase64(content[0] as string) ?? new Uint8Array());
    case 'u':
      return { kind: 'UUID', text: content[0] as string };
    default:
      return { kind: 'Doc', collection: resolve(content[0] as number), id: BigInt(content[1] as string) };
  }
}
