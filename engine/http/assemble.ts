/** Puts a template together: one source text with placeholders, and the values that they stand for (`spec/http.md 4.5`). */

import type { Json } from '../codec/json-parse.ts';
import { quote } from '../values/quote.ts';
import type { Template } from './query-body.ts';

/** What a placeholder reads as in the text; offsets count it as 7. */
export const PLACEHOLDER = '\0value>';

export interface Assembled {
  text: string;
  /** In the order of the placeholders, still JSON, with their offset in the text. */
  values: { json: Json; offset: number }[];
}

export function assemble(template: Template): Assembled {
  const assembled: Assembled = { text: '', values: [] };
  append(assembled, template);
  return assembled;
}

function append(into: Assembled, part: Template): void {
  switch (part.kind) {
    case 'text':
      into.text += part.text;
      return;
    case 'fql':
      for (const inner of part.parts) append(into, inner);
      return;
    case 'value':
      appendValue(into, part.value);
      return;
    case 'array': {
      const value = collapsed(part);
      if (value !== undefined) appendValue(into, value);
      else appendList(into, '[', part.parts, ']');
      return;
    }
    case 'object': {
      const value = collapsed(part);
      if (value !== undefined) appendValue(into, value);
      else appendFields(into, part.fields);
    }
  }
}

function appendValue(into: Assembled, json: Json): void {
  into.values.push({ json, offset: into.text.length });
  into.text += PLACEHOLDER;
}

function appendList(into: Assembled, open: string, parts: readonly Template[], close: string): void {
  into.text += open;
  parts.forEach((part, i) => {
    if (i > 0) into.text += ', ';
    appendScoped(into, part);
  });
  into.text += close;
}

function appendFields(into: Assembled, fields: readonly [string, Template][]): void {
  into.text += '{ ';
  fields.forEach(([key, part], i) => {
    if (i > 0) into.text += ', ';
    into.text += `${quote(key)}: `;
    appendScoped(into, part);
  });
  into.text += ' }';
}

/** Text inside a container keeps a scope of its own. */
function appendScoped(into: Assembled, part: Template): void {
  const isText = part.kind === 'text' || part.kind === 'fql';
  if (isText) into.text += '(';
  append(into, part);
  if (isText) into.text += ')';
}

/** A container of nothing but values, as one value. */
function collapsed(part: Template): Json | undefined {
  if (part.kind === 'value') return part.value;
  if (part.kind === 'array') {
    const elements = part.parts.map(collapsed);
    return elements.every((element) => element !== undefined) ? (elements as Json[]) : undefined;
  }
  if (part.kind !== 'object') return undefined;
  const entries = part.fields.map(([key, inner]): [string, Json | undefined] => [key, collapsed(inner)]);
  if (!entries.every((entry): entry is [string, Json] => entry[1] !== undefined)) return undefined;
  const object: Json = { kind: 'object', entries };
  return { kind: 'object', entries: [['@object', object]] };
}
