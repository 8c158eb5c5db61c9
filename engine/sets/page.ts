/** Pages of Sets: data and, when there is more, a cursor (`spec/runtime.md 11`). */
import { fail } from '../evaluate/call.ts';
import type { State } from '../evaluate/state.ts';
import { structOf, type Value } from '../values/value.ts';
import { cursorText } from './cursor.ts';
import { elementsOf, type Position } from './elements.ts';
import { MAX_PAGE_SIZE, type Node } from './node.ts';

export interface Page {
  data: Value[];
  /** Absent on the last page. */
  after?: string;
}

/** One page of `size` elements behind `after`. The cursor says more only when there is at least one more element. */
export function readPage(state: State, node: Node, size: number, after?: Position): Page {
  const data: Value[] = [];
  let last: Position = null;
  for (const { value, position } of elementsOf(state, node, after)) {
    if (data.length === size) {
      const ts = state.readTs ?? state.transaction.snapshot;
      return { data, after: cursorText({ node, position: last, ts, size }) };
    }
    data.push(value);
    last = position;
  }
  return { data };
}

/** `{ data, after }` as `.paginate()` gives it. */
export function pageValue(page: Page): Value {
  const fields = new Map<string, Value>([['data', page.data]]);
  if (page.after !== undefined) fields.set('after', { kind: 'SetCursor', text: page.after });
  return structOf(fields);
}

export function checkPageSize(state: State, size: number): void {
  if (size >= 1 && size <= MAX_PAGE_SIZE) return;
  const message = `expected \`size\` to be between 1 and ${MAX_PAGE_SIZE} (inclusive), received ${size}`;
  throw fail(state, 'invalid_bounds', message);
}
