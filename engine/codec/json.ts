/** JSON text of results: simple and tagged (`spec/http.md 7.1`). Written as text, because numbers are exact and keys keep their order. */
import { toBase64 } from '../values/base64.ts';
import { doubleText } from '../values/number.ts';
import { dateText, timeText } from '../values/time-text.ts';
import type { Wire, WireObject, WirePage, WireReference } from './wire.ts';

export type JsonFormat = 'simple' | 'tagged';

export function encodeJson(value: Wire, format: JsonFormat): string {
  return format === 'tagged' ? tagged(value) : simple(value);
}

const text = (value: string): string => JSON.stringify(value);
const tag = (name: string, value: string): string => `{"@${name}":${value}}`;

function members(fields: Iterable<readonly [string, Wire]>, encode: (value: Wire) => string): string {
  return `{${Array.from(fields, ([key, value]) => `${text(key)}:${encode(value)}`).join(',')}}`;
}

function isList(value: Wire): value is readonly Wire[] {
  return Array.isArray(value);
}

function simple(value: Wire): string {
  if (typeof value === 'string') return text(value);
  if (typeof value !== 'object') return String(value);
  if (isList(value)) return `[${value.map(simple).join(',')}]`;
  switch (value.kind) {
    case 'Null':
      return 'null';
    case 'Double':
      return Number.isFinite(value.value) ? doubleText(value.value) : text(doubleText(value.value));
    case 'ID':
      return text(String(value.value));
    case 'Time':
      return text(timeText(value.nanos));
    case 'Date':
      return text(dateText(value.days));
    case 'Bytes':
      return text(toBase64(value.bytes));
    case 'UUID':
    case 'Text':
      return text(value.text);
    case 'Module':
    case 'Collection':
      return text(value.name);
    case 'Object':
    case 'Document':
      return members(value.fields, simple);
    case 'Reference':
      return value.cause === undefined ? members(referenceFields(value), simple) : 'null';
    case 'Page':
      return value.data ? members(pageFields(value), simple) : text(value.after ?? '');
  }
}

function tagged(value: Wire): string {
  switch (typeof value) {
    case 'string':
      return text(value);
    case 'number':
      return tag('int', `"${value}"`);
    case 'bigint':
      return tag('long', `"${value}"`);
    case 'boolean':
      return String(value);
  }
  if (isList(value)) return `[${value.map(tagged).join(',')}]`;
  const other = value as Exclude<typeof value, readonly Wire[]>;
  switch (other.kind) {
    case 'Double':
      return tag('double', text(doubleText(other.value)));
    case 'Time':
      return tag('time', text(timeText(other.nanos)));
    case 'Date':
      return tag('date', text(dateText(other.days)));
    case 'Bytes':
      return tag('bytes', text(toBase64(other.bytes)));
    case 'UUID':
      return tag('uuid', text(other.text));
    case 'Module':
    case 'Collection':
      return tag('mod', text(other.name));
    case 'Text':
      return other.stream ? tag('stream', text(other.text)) : text(other.text);
    case 'Object':
      return taggedObject(other);
    case 'Document':
      return tag('doc', taggedObject({ kind: 'Object', fields: other.fields }));
    case 'Reference':
      return tag('ref', taggedReference(other));
    case 'Page':
      return tag('set', other.data ? members(pageFields(other), tagged) : text(other.after ?? ''));
    default:
      return simple(other);
  }
}

/** Objects with a key that looks like a tag are wrapped. */
function taggedObject(value: WireObject): string {
  const json = members(value.fields, tagged);
  return [...value.fields.keys()].some((key) => key.startsWith('@')) ? tag('object', json) : json;
}

function taggedReference(value: WireReference): string {
  const fields = members(referenceFields(value), tagged);
  if (value.cause === undefined) return fields;
  return `${fields.slice(0, -1)},"exists":false,"cause":${text(value.cause)}}`;
}

function referenceFields({ id, name, collection }: WireReference): [string, Wire][] {
  return [
    ...(name === undefined ? [['id', id ?? ''] as [string, Wire]] : [['name', name] as [string, Wire]]),
    ['coll', collection],
  ];
}

function pageFields({ data, after }: WirePage): [string, Wire][] {
  return [['data', data ?? []], ...(after === undefined ? [] : [['after', after] as [string, Wire]])];
}
