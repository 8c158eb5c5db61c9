/**
 * Reads values in the tagged format (`spec/http.md 7.1`) one level at a time, so that a large answer costs only what is looked at: the
 * children stay the JSON that they came as.
 */

/** A value whose children are JSON in the tagged format. */
export type Value =
  | { kind: 'null' }
  | { kind: 'boolean'; text: string }
  /** `text` is the number as the database writes it, with every digit; of a Double also `NaN`, `Infinity` and `-Infinity`. */
  | { kind: 'Int' | 'Long' | 'Double'; text: string }
  /** A String or an ID: the wire does not tell them apart. */
  | { kind: 'string'; text: string }
  | { kind: 'Time' | 'Date' | 'Bytes' | 'UUID' | 'EventSource' | 'cursor'; text: string }
  | { kind: 'module'; text: string }
  | { kind: 'reference'; collection: string; id: Identity; missing: string | null }
  | { kind: 'array'; items: readonly unknown[] }
  | { kind: 'object'; fields: Fields }
  | { kind: 'document'; collection: string; id: Identity; fields: Fields }
  /** The first page of a Set. */
  | { kind: 'set'; fields: Fields };

/** The `id` of a document, or the `name` of a definition. */
export interface Identity {
  key: 'id' | 'name';
  text: string;
}

export type Fields = readonly (readonly [name: string, value: unknown])[];

const texts: Record<
  string,
  'Int' | 'Long' | 'Double' | 'Time' | 'Date' | 'Bytes' | 'UUID' | 'EventSource' | 'module'
> = {
  '@int': 'Int',
  '@long': 'Long',
  '@double': 'Double',
  '@time': 'Time',
  '@date': 'Date',
  '@bytes': 'Bytes',
  '@uuid': 'UUID',
  '@stream': 'EventSource',
  '@mod': 'module',
};

/** JSON that is no tagged value, for instance a bare number of another server, is read as what it looks like. */
export function readTagged(json: unknown): Value {
  switch (typeof json) {
    case 'string':
      return { kind: 'string', text: json };
    case 'boolean':
      return { kind: 'boolean', text: String(json) };
    case 'number':
      return { kind: Number.isInteger(json) ? 'Int' : 'Double', text: String(json) };
    default:
      if (typeof json !== 'object' || json === null) return { kind: 'null' };
      return Array.isArray(json) ? { kind: 'array', items: json } : readObject(json);
  }
}

function readObject(json: object): Value {
  const fields: Fields = Object.entries(json);
  const [tag = '', content] = fields[0] ?? [];
  if (fields.length !== 1 || !tag.startsWith('@')) return { kind: 'object', fields };
  const kind = texts[tag];
  if (kind !== undefined && isText(kind, content)) return { kind, text: content };
  if (tag === '@set' && typeof content === 'string') return { kind: 'cursor', text: content };
  const inner: Fields = Object.entries(content ?? {});
  switch (tag) {
    case '@object':
      return { kind: 'object', fields: inner };
    case '@set':
      return { kind: 'set', fields: inner };
    case '@doc':
      return { kind: 'document', collection: collectionOf(inner), id: identityOf(inner), fields: inner };
    case '@ref': {
      const cause = fieldOf(inner, 'cause');
      const missing = fieldOf(inner, 'exists') === false ? String(cause ?? 'not found') : null;
      return { kind: 'reference', collection: collectionOf(inner), id: identityOf(inner), missing };
    }
    default:
      return { kind: 'object', fields };
  }
}

/** The value of a field as it came; undefined when there is none. */
export function fieldOf(fields: Fields, name: string): unknown {
  return fields.find(([key]) => key === name)?.[1];
}

/** Whether the content of a tag is what it should be. */
function isText(kind: string, content: unknown): content is string {
  if (typeof content !== 'string') return false;
  return (kind !== 'Int' && kind !== 'Long') || /^-?\d+$/.test(content);
}

function collectionOf(fields: Fields): string {
  const value = readTagged(fieldOf(fields, 'coll'));
  return 'text' in value ? value.text : '';
}

function identityOf(fields: Fields): Identity {
  const key = fields.some(([name]) => name === 'id') ? 'id' : 'name';
  const value = readTagged(fieldOf(fields, key));
  return { key, text: 'text' in value ? value.text : '' };
}

/** The elements of a list, whichever form it has: an array, the page of a Set, or an object made by `paginate()`. */
export function itemsOf(value: Value): readonly unknown[] | null {
  if (value.kind === 'array') return value.items;
  if (value.kind !== 'set' && value.kind !== 'object') return null;
  const isPage = value.fields.every(([name]) => name === 'data' || name === 'after');
  const data = readTagged(fieldOf(value.fields, 'data'));
  return isPage && data.kind === 'array' ? data.items : null;
}
