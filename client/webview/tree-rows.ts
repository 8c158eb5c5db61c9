/** The visible rows of a tree of values: what is expanded, in order. */
import { type Fields, readTagged, type Value } from './tagged.ts';

export interface TreeRow {
  /** A field's name, or an element's index; '' for the root. */
  key: string;
  value: Value;
  /** The value as it came. */
  json: unknown;
  /** From 1, as ARIA counts. */
  level: number;
  /** Among its siblings, from 1. */
  position: number;
  siblings: number;
  expandable: boolean;
  expanded: boolean;
}

export interface TreeRows {
  readonly rows: readonly TreeRow[];
  expand(index: number): void;
  collapse(index: number): void;
  /** The row that a row belongs to; -1 for the root. */
  parentOf(index: number): number;
  /** The place of a row as FQL would name it: `data[0].name`. */
  pathOf(index: number): string;
}

/** @param json a value in the tagged format; its first level is expanded */
export function createTreeRows(json: unknown): TreeRows {
  let rows: TreeRow[] = [rowOf('', json, { level: 1, position: 1, siblings: 1 })];

  function expand(index: number): void {
    const row = rows[index];
    if (!row?.expandable || row.expanded) return;
    row.expanded = true;
    const children = childrenOf(row.value);
    const place = { level: row.level + 1, siblings: children.length };
    const added = children.map(([key, child], position) =>
      rowOf(key, child, { ...place, position: position + 1 }),
    );
    rows = rows.slice(0, index + 1).concat(added, rows.slice(index + 1));
  }

  function collapse(index: number): void {
    const row = rows[index];
    if (!row?.expanded) return;
    row.expanded = false;
    let end = index + 1;
    while ((rows[end]?.level ?? 0) > row.level) end++;
    rows.splice(index + 1, end - index - 1);
  }

  function parentOf(index: number): number {
    const { level = 1 } = rows[index] ?? {};
    return rows.findLastIndex((row, place) => place < index && row.level < level);
  }

  function pathOf(index: number): string {
    const row = rows[index];
    if (!row || row.key === '') return '';
    const parent = parentOf(index);
    const path = pathOf(parent);
    if (rows[parent]?.value.kind === 'array') return `${path}[${row.key}]`;
    if (/^[A-Za-z_]\w*$/.test(row.key)) return path === '' ? row.key : `${path}.${row.key}`;
    return `${path}[${JSON.stringify(row.key)}]`;
  }

  expand(0);
  // A page holds little but its elements, which are what was asked for.
  const data = rows.findIndex(({ key, level }) => key === 'data' && level === 2);
  if (data > 0 && rows.length <= 3) expand(data);
  return {
    get rows() {
      return rows;
    },
    expand,
    collapse,
    parentOf,
    pathOf,
  };
}

function rowOf(key: string, json: unknown, place: Pick<TreeRow, 'level' | 'position' | 'siblings'>): TreeRow {
  const value = readTagged(json);
  return { key, value, json, ...place, expandable: countChildren(value) > 0, expanded: false };
}

function countChildren(value: Value): number {
  if (value.kind === 'array') return value.items.length;
  return 'fields' in value ? value.fields.length : 0;
}

function childrenOf(value: Value): Fields {
  if (value.kind === 'array') return value.items.map((item, index) => [String(index), item] as const);
  return 'fields' in value ? value.fields : [];
}
