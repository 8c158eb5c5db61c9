/** A list of documents or objects as rows and columns. */
import { cellText } from './brief.ts';
import { type Fields, itemsOf, readTagged } from './tagged.ts';

export interface Table {
  columns: string[];
  /** How wide a column's values are, in characters, judged by the first rows. */
  widths: number[];
  rows: readonly Fields[];
}

/** A table of more columns than this is no help; the rest is in the tree. */
const maximumColumns = 200;

/** Rows that are looked at to find the width of the columns. */
const sampleSize = 200;

/** The table of a value, if it is a list of documents or objects and nothing else; otherwise null. */
export function tableOf(json: unknown): Table | null {
  const items = itemsOf(readTagged(json));
  if (items === null || items.length === 0) return null;
  const rows: Fields[] = [];
  const columns = new Set<string>();
  let documents = false;
  for (const item of items) {
    const value = readTagged(item);
    if (value.kind !== 'document' && value.kind !== 'object') return null;
    documents ||= value.kind === 'document';
    rows.push(value.fields);
    for (const [name] of value.fields) columns.add(name);
  }
  const names = documents ? systemFieldsLast([...columns]) : [...columns];
  names.splice(maximumColumns);
  return { columns: names, widths: widthsOf(names, rows.slice(0, sampleSize)), rows };
}

/** The value of a cell as it came; undefined where the row has no such field. */
export function cellOf({ columns, rows }: Table, row: number, column: number): unknown {
  return rows[row]?.find(([name]) => name === columns[column])?.[1];
}

/** What all documents have says least about them. */
function systemFieldsLast(columns: string[]): string[] {
  const system = ['coll', 'ts', 'ttl'];
  return [
    ...columns.filter((name) => !system.includes(name)),
    ...columns.filter((name) => system.includes(name)),
  ];
}

function widthsOf(columns: readonly string[], rows: readonly Fields[]): number[] {
  const widths = new Map(columns.map((name) => [name, name.length]));
  for (const row of rows) {
    for (const [name, value] of row) {
      const { length } = cellText(readTagged(value)).text;
      if (length > (widths.get(name) ?? Number.POSITIVE_INFINITY)) widths.set(name, length);
    }
  }
  return columns.map((name) => Math.min(40, Math.max(6, widths.get(name) ?? 0)));
}
