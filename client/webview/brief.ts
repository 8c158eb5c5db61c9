/** A value on one line, for rows and cells. */
import { quote } from '../../engine/values/quote.ts';
import { readTagged, type Value } from './tagged.ts';

/** More characters of one value than fit a line help nobody, and long lines are slow to draw. */
const longest = 300;

export interface Brief {
  text: string;
  /** How the value is coloured; a class of style.css. */
  tone: 'string' | 'number' | 'keyword' | 'special' | 'container' | 'missing';
}

export function brief(value: Value): Brief {
  switch (value.kind) {
    case 'null':
      return { text: 'null', tone: 'keyword' };
    case 'boolean':
      return { text: value.text, tone: 'keyword' };
    case 'Int':
    case 'Long':
    case 'Double':
      return { text: value.text, tone: 'number' };
    case 'string':
      return { text: clip(quote(value.text.slice(0, longest + 1))), tone: 'string' };
    case 'Time':
    case 'Date':
    case 'Bytes':
    case 'UUID':
      return { text: clip(`${value.kind}(${quote(value.text.slice(0, longest + 1))})`), tone: 'special' };
    case 'EventSource':
      return { text: 'event source', tone: 'special' };
    case 'cursor':
      return { text: 'more, not read yet', tone: 'special' };
    case 'module':
      return { text: value.text, tone: 'special' };
    case 'reference': {
      const text = `${value.collection}(${quote(value.id.text)})`;
      return value.missing === null
        ? { text, tone: 'special' }
        : { text: `${text} ${value.missing}`, tone: 'missing' };
    }
    case 'array':
      return { text: `[${counted(value.items.length, 'item')}]`, tone: 'container' };
    case 'object':
      return { text: `{${counted(value.fields.length, 'field')}}`, tone: 'container' };
    case 'document':
      return { text: `${value.collection}(${quote(value.id.text)})`, tone: 'special' };
    case 'set': {
      const data = readTagged(value.fields.find(([name]) => name === 'data')?.[1]);
      const count = data.kind === 'array' ? data.items.length : 0;
      const more = value.fields.some(([name]) => name === 'after') ? ', more follow' : '';
      return { text: `Set (${counted(count, 'item')}${more})`, tone: 'container' };
    }
  }
}

/** A value in a cell: like `brief`, but of objects and lists as much as fits. */
export function cellText(value: Value): Brief {
  const { text, tone } = brief(value);
  if (value.kind === 'object' && preview(value) !== '') return { text: `{ ${preview(value)} }`, tone };
  if (value.kind !== 'array') return { text, tone };
  const items = value.items.slice(0, 4).map(readTagged);
  if (items.length === 0 || items.some((item) => 'fields' in item || 'items' in item)) return { text, tone };
  const more = value.items.length > items.length ? ', …' : '';
  return { text: `[${items.map((item) => brief(item).text.slice(0, 40)).join(', ')}${more}]`, tone };
}

/** The first simple fields of an object or a document on one line, to tell it from its neighbours; '' for anything else. */
export function preview(value: Value): string {
  if (value.kind !== 'document' && value.kind !== 'object') return '';
  const parts: string[] = [];
  for (const [name, json] of value.fields) {
    const child = readTagged(json);
    if (value.kind === 'document' && systemFields.has(name)) continue;
    if ('fields' in child || 'items' in child) continue;
    parts.push(`${name}: ${brief(child).text.slice(0, 40)}`);
    if (parts.length === 4) break;
  }
  return parts.join(', ');
}

/** They are the same for all, or part of the reference. */
const systemFields = new Set(['id', 'coll', 'ts', 'ttl']);

function clip(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}
