/** Turns the value of a query into what goes over the wire: documents are read, Sets become pages (`spec/runtime.md 23`). */
import type { Wire, WireReference } from '../codec/wire.ts';
import { absence } from '../documents/absence.ts';
import { renderedFields } from '../documents/field.ts';
import { cursorText } from '../sets/cursor.ts';
import { type Node, pageSizeOf } from '../sets/node.ts';
import { readPage } from '../sets/page.ts';
import { functionText } from '../values/display.ts';
import { type Boxed, type Doc, isArray, timeOfMicros, type Value } from '../values/value.ts';
import type { State } from './state.ts';

/** Sets deeper than this are only cursors. */
const MAX_SET_DEPTH = 10;

interface Position {
  /** Sets around this one. */
  depth: number;
  /** Inside the fields of a document: documents stay references, Sets cursors. */
  inDocument: boolean;
}

/** Reads everything that the result shows; may fail as the query itself may. */
export function materialiseResult(state: State, value: Value): Wire {
  return wire(state, value, { depth: 0, inDocument: false });
}

function wire(state: State, value: Value, position: Position): Wire {
  if (typeof value !== 'object') return value;
  if (isArray(value)) return value.map((element) => wire(state, element, position));
  const boxed = value as Boxed;
  switch (boxed.kind) {
    case 'Object':
      return { kind: 'Object', fields: wireFields(state, boxed.fields, position) };
    case 'Doc':
      return position.inDocument ? reference(boxed) : document(state, boxed, position);
    case 'Set':
      return page(state, boxed.node as Node, position);
    case 'SetCursor':
      return boxed.text;
    case 'TransactionTime':
      return timeOfMicros(state.transaction.commitTs);
    case 'EventSource':
      return { kind: 'Text', text: cursorOf(state, boxed.set as Node), stream: true };
    case 'Lambda':
      return { kind: 'Text', text: functionText(boxed) };
    case 'Function':
    case 'UserFunction':
      return { kind: 'Text', text: functionText(boxed), decorated: `"[function ${boxed.name}]"` };
    default:
      return boxed;
  }
}

function wireFields(state: State, fields: ReadonlyMap<string, Value>, position: Position): Map<string, Wire> {
  return new Map(Array.from(fields, ([name, value]) => [name, wire(state, value, position)]));
}

function reference({ collection, id, name }: Doc): WireReference {
  return { kind: 'Reference', collection, ...(name === undefined ? { id: String(id) } : { name }) };
}

function document(state: State, doc: Doc, position: Position): Wire {
  const fields = renderedFields(state, doc);
  if (!fields) return { ...reference(doc), cause: absence(state, doc).cause };
  return {
    kind: 'Document',
    reference: reference(doc),
    fields: wireFields(state, fields, { ...position, inDocument: true }),
  };
}

function page(state: State, node: Node, position: Position): Wire {
  if (position.inDocument || position.depth >= MAX_SET_DEPTH)
    return { kind: 'Page', after: cursorOf(state, node) };
  const { data, after } = readPage(state, node, pageSizeOf(node));
  const inner = { ...position, depth: position.depth + 1 };
  return { kind: 'Page', data: data.map((value) => wire(state, value, inner)), after };
}

function cursorOf(state: State, node: Node): string {
  return cursorText({ node, position: null, ts: state.transaction.snapshot, size: pageSizeOf(node) });
}
