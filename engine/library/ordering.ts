/** Sort keys of `order(…)`: accessors, `asc(accessor)`, `desc(accessor)`; shared by Arrays and Sets (`spec/runtime.md 6`). */
import { totalOrder } from '../values/compare.ts';
import { kindName, ofKind, type Value } from '../values/value.ts';
import { callback } from './callback.ts';
import type { Run } from './run.ts';

export interface SortKey {
  read: (element: Value) => Value;
  /** -1 turns the order round. */
  direction: 1 | -1;
}

const functionKinds: readonly string[] = ['Lambda', 'Function', 'UserFunction'];

const isFunction = (value: Value | undefined): value is Value =>
  typeof value === 'object' && functionKinds.includes((value as { kind?: string }).kind ?? '');

/** The sort keys that the arguments of `order` ask for; without arguments an element is its own key. */
export function sortKeys(run: Run, orderings: readonly Value[]): SortKey[] {
  if (orderings.length === 0) return [{ read: (element) => element, direction: 1 }];
  return orderings.map((ordering, index) => {
    const param = `ordering${index}`;
    const fields = ofKind(ordering, 'Object')?.fields;
    const [asc, desc] = [fields?.get('asc'), fields?.get('desc')];
    const accessor = fields ? (asc ?? desc) : ordering;
    if (!isFunction(accessor)) {
      throw run.fail(
        'invalid_argument',
        `expected value for \`${param}\` of type Function, received ${kindName(ordering)}`,
      );
    }
    return {
      read: callback(run, param, accessor, 1),
      direction: asc === undefined && desc !== undefined ? -1 : 1,
    };
  });
}

/** Sorts stably by all keys, each key read once per element. */
export function sortBy(run: Run, elements: readonly Value[], keys: readonly SortKey[]): Value[] {
  const rows = elements.map((element) => {
    run.tick();
    return { element, keys: keys.map((key) => key.read(element)) };
  });
  rows.sort((a, b) => {
    for (const [i, key] of keys.entries()) {
      const order = totalOrder(a.keys[i]!, b.keys[i]!) * key.direction;
      if (order !== 0) return order;
    }
    return 0;
  });
  return rows.map((row) => row.element);
}
