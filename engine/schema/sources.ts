/** The schema's files: what was uploaded, kept in step with definitions that queries write (`spec/http.md 13.10`). */
import { parseFsl } from '../../language/syntax/fsl.ts';
import type { SchemaItem } from '../../language/syntax/fsl-tree.ts';
import { printItem } from '../../language/syntax/print-fsl.ts';
import type { Store } from '../storage/store.ts';
import type { Place, Value } from '../values/value.ts';
import type { DefinitionKind } from './from-fsl.ts';
import { itemText } from './to-fsl.ts';

export interface SchemaFile {
  name: string;
  text: string;
}

/** A definition that a query wrote: made, changed (perhaps renamed) or removed. */
export interface DefinitionChange {
  kind: DefinitionKind;
  /** The name before; undefined for a new one. */
  before: string | undefined;
  /** Undefined when it is removed. */
  fields: ReadonlyMap<string, Value> | undefined;
  /** The call that wrote it. */
  place: Place | undefined;
}

const META = 'fsl';
export const MAIN = 'main.fsl';
const HEADER = `// The following schema is auto-generated.
// This file contains FSL for FQL10-compatible schema items.

`;

export function readSources(store: Store): SchemaFile[] {
  return JSON.parse(store.getMeta(META) ?? '[]') as SchemaFile[];
}

export function writeSources(store: Store, files: readonly SchemaFile[]): void {
  store.setMeta(META, JSON.stringify(files.filter(({ text }) => text.trim() !== '')));
}

/** The files after changes: items are replaced and removed where they stand, new ones go into `main.fsl`. */
export function editSources(
  files: readonly SchemaFile[],
  changes: readonly DefinitionChange[],
): SchemaFile[] {
  return changes.reduce<SchemaFile[]>((edited, change) => editOne(edited, change), [...files]);
}

function editOne(files: SchemaFile[], { kind, before, fields }: DefinitionChange): SchemaFile[] {
  const text = fields && canonical(itemText(kind, fields));
  for (const file of before === undefined ? [] : files) {
    const item = parseFsl(file.text).items.find((one) => one.kind === kind && one.name.text === before);
    if (item)
      return files.map((one) => (one === file ? { ...file, text: replaceItem(file.text, item, text) } : one));
  }
  return text === undefined ? files : insert(files, kind, text);
}

function replaceItem(source: string, { span }: SchemaItem, text: string | undefined): string {
  const head = source.slice(0, span.start);
  const tail = source.slice(span.end);
  if (text !== undefined) return head + text + tail;
  return `${head.trimEnd()}${head.trim() === '' ? '' : '\n'}${tail.replace(/^\s*\n/, '\n')}`.replace(
    /^\n+/,
    '',
  );
}

const kinds: readonly DefinitionKind[] = ['Collection', 'Function', 'Role', 'AccessProvider'];

/** After the last item of its kind, or of the kinds before it. */
function insert(files: SchemaFile[], kind: DefinitionKind, text: string): SchemaFile[] {
  const main = files.find(({ name }) => name === MAIN);
  if (!main) return [{ name: MAIN, text: `${HEADER}${text}\n` }, ...files];
  const before = parseFsl(main.text).items.filter((item) => kinds.indexOf(item.kind) <= kinds.indexOf(kind));
  const at = Math.max(0, ...before.map(({ span }) => span.end));
  const edited =
    at > 0
      ? `${main.text.slice(0, at)}\n\n${text}${main.text.slice(at)}`
      : main.text.startsWith(HEADER)
        ? `${HEADER}${text}\n\n${main.text.slice(HEADER.length)}`
        : `${text}\n\n${main.text}`;
  return files.map((file) => (file === main ? { ...file, text: edited } : file));
}

/** The item as the database writes it. */
function canonical(text: string): string {
  const item = parseFsl(text).items[0];
  return item ? printItem(item) : text;
}
