/** Values as text, a line per element: as FQL (`spec/http.md 7.3`) or as plain JSON (the simple format, 7.1). */
import { encodeDecorated } from '../../engine/codec/decorated.ts';
import { encodeJson } from '../../engine/codec/json.ts';
import type { Wire, WireReference } from '../../engine/codec/wire.ts';
import { quote } from '../../engine/values/quote.ts';
import { indentJson } from '../request/json-text.ts';
import { type Fields, fieldOf, readTagged, type Value } from './tagged.ts';

/** @param json a value in the tagged format */
export function toFql(json: unknown): string[] {
  return encodeDecorated(toWire(json)).split('\n');
}

/** @param json a value in the tagged format */
export function toJson(json: unknown): string[] {
  return indentJson(encodeJson(toWire(json), 'simple')).split('\n');
}

/** The value in the form that the codec writes. Texts that need no reading stay as the database wrote them. */
function toWire(json: unknown): Wire {
  const value = readTagged(json);
  switch (value.kind) {
    case 'null':
      return { kind: 'Null' };
    case 'boolean':
      return value.text === 'true';
    case 'Int':
      return Number(value.text);
    case 'Long':
      return BigInt(value.text);
    case 'Double':
      return { kind: 'Double', value: Number(value.text) };
    case 'string':
      return value.text;
    case 'Time':
    case 'Date':
    case 'Bytes':
    case 'UUID':
      return { kind: 'Text', text: value.text, decorated: `${value.kind}(${quote(value.text)})` };
    case 'EventSource':
    case 'cursor':
      return { kind: 'Text', text: value.text };
    case 'module':
      return { kind: 'Module', name: value.text, path: value.text };
    case 'reference':
      return reference(value, value.missing ?? undefined);
    case 'array':
      return value.items.map(toWire);
    case 'object':
      return { kind: 'Object', fields: fieldsOf(value.fields) };
    case 'document':
      return { kind: 'Document', reference: reference(value), fields: fieldsOf(value.fields) };
    case 'set': {
      const data = readTagged(fieldOf(value.fields, 'data'));
      const after = readTagged(fieldOf(value.fields, 'after'));
      return {
        kind: 'Page',
        data: data.kind === 'array' ? data.items.map(toWire) : [],
        after: after.kind === 'string' ? after.text : undefined,
      };
    }
  }
}

function fieldsOf(fields: Fields): ReadonlyMap<string, Wire> {
  return new Map(fields.map(([name, json]) => [name, toWire(json)]));
}

function reference(
  { collection, id }: Extract<Value, { kind: 'reference' | 'document' }>,
  cause?: string,
): WireReference {
  const module: Wire = { kind: 'Module', name: collection, path: collection };
  return { kind: 'Reference', [id.key]: id.text, collection: module, cause };
}
