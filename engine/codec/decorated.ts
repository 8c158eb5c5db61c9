/** Results as FQL text for people (`spec/http.md 7.3`). */

import { toBase64 } from '../values/base64.ts';
import { fieldName } from '../values/display.ts';
import { doubleText } from '../values/number.ts';
import { quote } from '../values/quote.ts';
import { dateText, timeText } from '../values/time-text.ts';
import type { Wire, WireReference } from './wire.ts';

export function encodeDecorated(value: Wire, indent = ''): string {
  if (typeof value === 'string') return stringText(value, indent);
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return list(value as readonly Wire[], indent);
  const other = value as Exclude<typeof value, readonly Wire[]>;
  switch (other.kind) {
    case 'Null':
      return 'null';
    case 'Double':
      return decoratedDouble(other.value);
    case 'ID':
      return `"${other.value}"`;
    case 'Time':
      return `Time("${timeText(other.nanos)}")`;
    case 'Date':
      return `Date("${dateText(other.days)}")`;
    case 'Bytes':
      return `Bytes("${toBase64(other.bytes)}")`;
    case 'UUID':
      return `UUID("${other.text}")`;
    case 'Module':
      return other.path;
    case 'Collection':
      return other.name;
    case 'Text':
      return other.decorated ?? quote(other.text);
    case 'Object':
    case 'Document':
      return object(other.fields, indent);
    case 'Reference':
      return reference(other);
    case 'Page': {
      if (!other.data) return quote(other.after ?? '');
      const fields: [string, Wire][] = [['data', other.data]];
      if (other.after !== undefined) fields.push(['after', other.after]);
      return object(new Map(fields), indent);
    }
  }
}

function decoratedDouble(value: number): string {
  if (Number.isFinite(value)) return doubleText(value);
  if (Number.isNaN(value)) return 'Math.NaN';
  return value > 0 ? 'Math.Infinity' : '-Math.Infinity';
}

function list(values: readonly Wire[], indent: string): string {
  if (values.length === 0) return '[]';
  const inner = `${indent}  `;
  return `[\n${values.map((value) => inner + encodeDecorated(value, inner)).join(',\n')}\n${indent}]`;
}

function object(fields: ReadonlyMap<string, Wire>, indent: string): string {
  if (fields.size === 0) return '{}';
  const inner = `${indent}  `;
  const lines = [...fields].map(
    ([key, value]) => `${inner}${fieldName(key)}: ${encodeDecorated(value, inner)}`,
  );
  return `{\n${lines.join(',\n')}\n${indent}}`;
}

function reference({ id, name, collection, cause }: WireReference): string {
  const module = encodeDecorated(collection);
  const text = name === undefined ? `${module}("${id}")` : `${module}.byName(${quote(name)})`;
  return cause === undefined ? text : `${text} /* ${cause} */`;
}

/** A string with a line feed is a heredoc, if there is a word that can end it. */
function stringText(value: string, indent: string): string {
  if (!value.includes('\n')) return quote(value);
  const words = ['END', ...Array.from({ length: 10 }, (_, i) => `END${i}`)];
  const word = value.includes('END') ? words.slice(1).find((candidate) => !value.includes(candidate)) : 'END';
  if (word === undefined) return quote(value);
  const inner = `${indent}  `;
  const lines = value.replace(/\n$/, '').split('\n');
  return `<<-${word}\n${lines.map((line) => (line === '' ? '' : inner + line)).join('\n')}\n${indent}${word}`;
}
