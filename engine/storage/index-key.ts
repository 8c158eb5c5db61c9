/** Index keys: bytes that compare as the database orders values in an index (`spec/runtime.md 18`). */
import { isDouble, isNumber, saturate, toDouble } from '../values/number.ts';
import { type Boxed, isArray, type Value } from '../values/value.ts';
import { collationKey } from './collation.ts';

/** The order of kinds. 0 ends a list, so every tag is above it; 0xff is above every tag, inverted ones too. */
const tags = {
  number: 0x10,
  Bytes: 0x20,
  string: 0x30,
  array: 0x40,
  Object: 0x50,
  Doc: 0x60,
  Time: 0x70,
  Date: 0x78,
  UUID: 0x7c,
  boolean: 0x80,
  ID: 0x84,
  Null: 0xf0,
};

/** One component of a key; `descending` turns its order round. */
export interface KeyPart {
  value: Value;
  descending: boolean;
  /** Terms tell 1 from 1.0, as stored values are; in the order of values they are the same. */
  term: boolean;
}

/** What tells numbers of one value apart: their kind, and digits that a double cannot hold. */
const TIE_BREAK = 9;
const EXACT = 2 ** 53;

/** `bound`: the last part is the end of a range, which longer arrays may continue. */
export function encodeKey(parts: readonly KeyPart[], bound = false): Uint8Array {
  const key: number[] = [];
  for (const [i, { value, descending, term }] of parts.entries()) {
    const start = key.length;
    encodeValue(key, value);
    if (!term && isNumber(value) && Math.abs(toDouble(value)) < EXACT) key.length -= TIE_BREAK;
    if (bound && i === parts.length - 1 && isArray(value)) key.length--;
    if (descending) for (let at = start; at < key.length; at++) key[at] = key[at]! ^ 0xff;
  }
  return Uint8Array.from(key);
}

/** The smallest key above all keys that start with `prefix`. */
export function afterPrefix(prefix: Uint8Array): Uint8Array {
  const key = new Uint8Array(prefix.length + 1);
  key.set(prefix);
  key[prefix.length] = 0xff;
  return key;
}

function encodeValue(key: number[], value: Value): void {
  if (isNumber(value)) encodeNumber(key, value);
  else if (typeof value === 'string') encodeString(key, value);
  else if (typeof value === 'boolean') key.push(tags.boolean, Number(value));
  else if (isArray(value)) {
    key.push(tags.array);
    for (const element of value) encodeValue(key, element);
    key.push(0);
  } else encodeBoxed(key, value as Boxed);
}

/** Integers and doubles by value; the kind breaks the tie, so that 1 and 1.0 are different keys. */
function encodeNumber(key: number[], value: Parameters<typeof toDouble>[0]): void {
  const number = toDouble(value);
  const view = new DataView(new ArrayBuffer(16));
  view.setFloat64(0, number);
  const bits = view.getBigUint64(0);
  view.setBigUint64(0, bits >> 63n ? ~bits & 0xffffffffffffffffn : bits | (1n << 63n));
  view.setBigUint64(8, (isDouble(value) ? saturate(number) : BigInt(value)) + (1n << 63n));
  key.push(tags.number, ...new Uint8Array(view.buffer), isDouble(value) ? 1 : 0);
}

function encodeString(key: number[], text: string): void {
  key.push(tags.string, ...collationKey(text));
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    pushEscaped(key, unit >> 8);
    pushEscaped(key, unit & 0xff);
  }
  key.push(0, 0);
}

/** Zero bytes inside a text are followed by 0xff, so that 0 0 can end it. */
function pushEscaped(key: number[], byte: number): void {
  key.push(byte);
  if (byte === 0) key.push(0xff);
}

function pushInteger(key: number[], value: bigint): void {
  for (let shift = 120n; shift >= 0n; shift -= 8n)
    key.push(Number(((value + (1n << 120n)) >> shift) & 0xffn));
}

function encodeBoxed(key: number[], value: Boxed): void {
  switch (value.kind) {
    case 'Object':
      key.push(tags.Object);
      for (const [name, field] of [...value.fields].sort(([a], [b]) => (a < b ? -1 : 1))) {
        encodeString(key, name);
        encodeValue(key, field);
      }
      key.push(0);
      return;
    case 'Doc':
      key.push(tags.Doc);
      pushInteger(key, BigInt(value.collection.id));
      pushInteger(key, value.id);
      return;
    case 'Time':
      key.push(tags.Time);
      pushInteger(key, value.nanos);
      return;
    case 'Date':
      key.push(tags.Date);
      pushInteger(key, BigInt(value.days));
      return;
    case 'ID':
      key.push(tags.ID);
      pushInteger(key, value.value);
      return;
    case 'Bytes':
      key.push(tags.Bytes);
      for (const byte of value.bytes) pushEscaped(key, byte);
      key.push(0, 0);
      return;
    case 'UUID':
      key.push(tags.UUID);
      for (const character of value.text) key.push(character.charCodeAt(0));
      key.push(0);
      return;
    default:
      key.push(tags.Null);
  }
}
