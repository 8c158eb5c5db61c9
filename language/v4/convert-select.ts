/** `Select` of v4: fields of documents, of pages, and of anything else (`spec/v4.md 5`, 7, 15). */
import { reservedFieldNames } from '../syntax/fsl-field.ts';
import { printString } from '../syntax/print-name.ts';
import { type Conversion, noEquivalent, operator, postfix, receiver, type Text } from './conversion.ts';
import { convert, inline } from './convert.ts';
import type { Wire } from './tree.ts';

export function convertSelect(at: Conversion, call: Record<string, Wire>): Text {
  const path = Array.isArray(call.select) ? call.select : [call.select ?? null];
  const from = convert(at, call.from ?? null);
  const fallback = 'default' in call ? inline(at, call.default) : undefined;
  const selected = select(at, from, path, fallback !== undefined);
  return fallback === undefined ? selected : operator(`${receiver(selected)} ?? ${fallback}`);
}

function select(at: Conversion, from: Text, path: Wire[], optional: boolean): Text {
  if (path.length === 0) return from;
  const [first, ...rest] = path;
  const on = receiver(from);
  if (from.shape === 'set') {
    if (first !== 'data') return noEquivalent('Cursors are not part of a set in v10.');
    return steps(at, `${on}.toArray()`, rest, optional);
  }
  const isDocument = from.shape === 'document' || from.shape === 'reference';
  if (isDocument || (from.shape === undefined && (first === 'data' || first === 'ref'))) {
    const doc = from.shape === 'reference' && first === 'data' ? `${on}!` : on;
    return selectFromDocument(at, doc, first ?? null, rest, optional);
  }
  if (from.shape === 'object')
    return postfix(`Object.select(${from.text}, [${path.map((step) => inline(at, step)).join(', ')}])`);
  return steps(at, on, path, optional);
}

function selectFromDocument(at: Conversion, doc: string, first: Wire, rest: Wire[], optional: boolean): Text {
  switch (first) {
    case 'data':
      if (reservedFieldNames.has(String(rest[0]))) return steps(at, `${doc}.data`, rest, optional);
      return rest.length === 0 ? postfix(`${doc}.data`, 'object') : steps(at, doc, rest, optional);
    case 'ref':
      return rest.length === 0
        ? postfix(doc, 'document')
        : selectFromDocument(at, doc, rest[0] ?? null, rest.slice(1), optional);
    case 'id':
      return postfix(`${doc}.id.toString()`, 'string');
    case 'ts':
      return postfix(`${doc}.ts.toMicros()`);
    case 'collection':
      return postfix(`${doc}.coll`);
    default:
      return steps(at, doc, [first, ...rest], optional);
  }
}

function steps(at: Conversion, on: string, path: Wire[], optional: boolean): Text {
  const text = path.map((step, i) => {
    const mark = optional && i > 0 ? '?.' : '';
    if (typeof step === 'string' && /^[A-Za-z_]\w*$/.test(step)) return `${mark || '.'}${step}`;
    return `${mark}[${typeof step === 'string' ? printString(step) : inline(at, step)}]`;
  });
  return postfix(on + text.join(''));
}
