/** `Set` and its methods: lazy ones return descriptions, the others read (`spec/runtime.md 11`). */

import { resolveCollection } from '../schema/schema.ts';
import { readCursor } from '../sets/cursor.ts';
import { elementsOf, materialise } from '../sets/elements.ts';
import { type Node, nodeOf, pageSizeOf, reverseNode, setOf } from '../sets/node.ts';
import { checkPageSize, pageValue, readPage } from '../sets/page.ts';
import { sameValue } from '../values/compare.ts';
import { isBoxed, kindName, type SetCursor, type SetValue, type Value } from '../values/value.ts';
import { callback, predicate } from './callback.ts';
import { nativeCollections } from './native-collections.ts';
import { sortKeys } from './ordering.ts';
import { readingAll } from './performance-hint.ts';
import { combineInRounds } from './pure/array-reduce.ts';
import type { Call, Implementation, LibraryModule } from './run.ts';
import { stateOf } from './state-of.ts';

const nodeOfSelf = (self: Value): Node => nodeOf(self as SetValue);

export const setModule: LibraryModule = {
  owner: 'SetModule',
  members: {
    // What it reads is checked where it is read.
    paginate: { effect: 'pure', run: paginateCursor },
    sequence: ({ args: [from, until] }) =>
      setOf({ op: 'sequence', from: from as number, until: until as number, reverse: false }),
    single: ({ args: [element], run }) =>
      setOf({ op: 'single', element: element!, readTs: stateOf(run).readTs }),
  },
};

function paginateCursor({ args: [cursor, size], run }: Call): Value {
  const state = stateOf(run);
  const text =
    typeof cursor === 'string'
      ? cursor
      : isBoxed(cursor!) && cursor.kind === 'SetCursor'
        ? cursor.text
        : undefined;
  if (text === undefined) {
    throw run.fail(
      'invalid_argument',
      `expected value for \`cursor\` of type String, received ${kindName(cursor!)}`,
    );
  }
  if (size !== undefined) checkPageSize(state, size as number);
  const found = readCursor(text, (id) => resolveCollection(state.schema, nativeCollections, id));
  if (!found) throw run.fail('invalid_cursor', 'Cursor cursor is invalid or expired.');
  const saved = state.readTs;
  state.readTs = found.ts;
  const node = atTime(found.node, found.ts, state.transaction.snapshot);
  const page = readPage(state, node, (size as number | undefined) ?? found.size, found.position ?? undefined);
  state.readTs = saved;
  return pageValue(page);
}

/** Pins the sources of a Set to the time of the query that made the cursor. */
function atTime(node: Node, ts: number, snapshot: number): Node {
  const pinned = { ...node } as Node & { readTs?: number };
  if ('set' in pinned) pinned.set = atTime(pinned.set, ts, snapshot);
  if (pinned.op === 'concat') {
    pinned.first = atTime(pinned.first, ts, snapshot);
    pinned.second = atTime(pinned.second, ts, snapshot);
  }
  if ((pinned.op === 'documents' || pinned.op === 'index') && pinned.readTs === undefined && ts < snapshot) {
    pinned.readTs = ts;
  }
  return pinned;
}

/** A lazy operation with one callback; `param` is the name that arity errors use. */
function lazy(op: 'where' | 'map' | 'flatMap', param: string): Implementation {
  return ({ self, args: [fn], run }) => {
    callback(run, param, fn!, 1);
    const { frame, readTs } = stateOf(run);
    return setOf({ op, set: nodeOfSelf(self), fn: fn!, frame, readTs });
  };
}

const members: Record<string, Implementation> = {
  aggregate,
  any: ({ self, args: [fn], run }) => some(run, self, predicate(run, 'predicate', fn!)),
  concat: ({ self, args: [other] }) =>
    setOf({ op: 'concat', first: nodeOfSelf(self), second: nodeOfSelf(other!) }),
  count: ({ self, run }) => {
    let count = 0;
    for (const _ of run.elements(self as SetValue)) count++;
    return count;
  },
  distinct: ({ self }) => setOf({ op: 'distinct', set: nodeOfSelf(self) }),
  drop: ({ self, args: [count] }) => setOf({ op: 'drop', set: nodeOfSelf(self), count: count as number }),
  every: ({ self, args: [fn], run }) => {
    const test = predicate(run, 'predicate', fn!);
    return !some(run, self, (element) => !test(element));
  },
  first: ({ self, run }) => first(run, run.elements(self as SetValue)),
  firstWhere: ({ self, args: [fn], run }) => firstWhere(run, nodeOfSelf(self), fn!),
  flatMap: lazy('flatMap', 'mapper'),
  fold: folded(false),
  foldRight: folded(true),
  forEach: ({ self, args: [fn], run }) => {
    const call = callback(run, 'callback', fn!, 1);
    for (const element of run.elements(self as SetValue)) call(element);
    return run.nullValue();
  },
  includes: ({ self, args: [wanted], run }) => some(run, self, (element) => sameValue(element, wanted!)),
  isEmpty: ({ self, run }) => !some(run, self, () => true),
  last: ({ self, run }) => first(run, reversed(run, self)),
  lastWhere: ({ self, args: [fn], run }) => firstWhere(run, reverseNode(nodeOfSelf(self)), fn!),
  map: lazy('map', 'mapper'),
  nonEmpty: ({ self, run }) => some(run, self, () => true),
  order,
  pageSize: ({ self, args: [size], run }) => {
    checkPageSize(stateOf(run), size as number);
    return setOf({ ...nodeOfSelf(self), pageSize: size as number });
  },
  paginate: ({ self, args: [size], run }) => {
    const node = nodeOfSelf(self);
    if (size !== undefined) checkPageSize(stateOf(run), size as number);
    return pageValue(readPage(stateOf(run), node, (size as number | undefined) ?? pageSizeOf(node)));
  },
  reduce: reduced(false),
  reduceRight: reduced(true),
  reverse: ({ self }) => setOf(reverseNode(nodeOfSelf(self))),
  take: ({ self, args: [count], run }) => {
    if ((count as number) < 0) {
      throw run.fail('invalid_bounds', `expected \`limit\` to be greater than 0, received ${count}`);
    }
    return setOf({ op: 'take', set: nodeOfSelf(self), count: count as number });
  },
  toArray: ({ self, run }) => materialise(stateOf(run), nodeOfSelf(self)),
  toSet: ({ self }) => self,
  toString: () => '[set]',
  where: lazy('where', 'pred'),
};

const readAll = [
  'aggregate',
  'count',
  'distinct',
  'every',
  'fold',
  'foldRight',
  'forEach',
  'includes',
  'order',
  'reduce',
  'reduceRight',
  'toArray',
];

export const setValue: LibraryModule = {
  owner: 'Set',
  members: {
    ...members,
    ...Object.fromEntries(readAll.map((name) => [name, readingAll(name, members[name]!)])),
  },
};

type Run = Call['run'];

function some(run: Run, self: Value, test: (element: Value) => boolean): boolean {
  for (const element of run.elements(self as SetValue)) if (test(element)) return true;
  return false;
}

function* reversed(run: Run, self: Value): Generator<Value> {
  for (const { value } of elementsOf(stateOf(run), reverseNode(nodeOfSelf(self)))) yield value;
}

function first(run: Run, elements: Iterable<Value>): Value {
  for (const element of elements) return element;
  return run.nullValue('empty set');
}

/** The predicate may read, not write, as that of `where`. */
function firstWhere(run: Run, node: Node, fn: Value): Value {
  callback(run, 'pred', fn, 1);
  const state = stateOf(run);
  const found = elementsOf(state, { op: 'where', set: node, fn, frame: state.frame }).next();
  return found.done ? run.nullValue('empty set') : found.value.value;
}

function aggregate({ self, args: [seed, fn], run }: Call): Value {
  const combine = callback(run, 'combiner', fn!, 2);
  return combineInRounds([...run.elements(self as SetValue)], seed!, combine);
}

const elementsFrom = (run: Run, self: Value, right: boolean): Iterable<Value> =>
  right ? reversed(run, self) : run.elements(self as SetValue);

function folded(right: boolean): Implementation {
  return ({ self, args: [seed, fn], run }) => {
    const reduce = callback(run, 'reducer', fn!, 2);
    let result = seed!;
    for (const element of elementsFrom(run, self, right)) result = reduce(result, element);
    return result;
  };
}

/** One element is given back without calling the reducer; none gives null. */
function reduced(right: boolean): Implementation {
  return ({ self, args: [fn], run }) => {
    const reduce = callback(run, 'reducer', fn!, 2);
    let result: Value | undefined;
    for (const element of elementsFrom(run, self, right)) {
      result = result === undefined ? element : reduce(result, element);
    }
    return result ?? run.nullValue('empty set');
  };
}

function order({ self, args, run }: Call): Value {
  sortKeys(run, args);
  const keys = args.map((ordering) => {
    const fields = isBoxed(ordering) && ordering.kind === 'Object' ? ordering.fields : undefined;
    const accessor = fields ? (fields.get('asc') ?? fields.get('desc'))! : ordering;
    return { accessor, descending: fields?.has('desc') === true && !fields.has('asc') };
  });
  return setOf({ op: 'order', set: nodeOfSelf(self), keys, frame: stateOf(run).frame });
}

export const arrayToSet: LibraryModule = {
  owner: 'Array',
  members: { toSet: ({ self }) => setOf({ op: 'array', elements: self as readonly Value[] }) },
};

export const setCursorValue: LibraryModule = {
  owner: 'SetCursor',
  members: { toString: ({ self }) => (self as SetCursor).text },
};
