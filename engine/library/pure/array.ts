/** Arrays: parts, joins and shapes (`spec/runtime.md 10`). Searching and reducing are in files of their own. */
import { identityKey } from '../../values/compare.ts';
import { isArray, kindName, type Value } from '../../values/value.ts';
import { callback } from '../callback.ts';
import type { Call, LibraryModule, Run } from '../run.ts';
import { arrayOrder } from './array-order.ts';
import { outOfBounds } from './code-points.ts';

type Elements = readonly Value[];

const RANGE_LIMIT = 16_000;

export const arrayModule: LibraryModule = {
  owner: 'ArrayModule',
  members: { sequence },
};

function sequence({ args: [from, until], run }: Call): Value {
  const [start, end] = [from as number, until as number];
  const size = Math.max(0, end - start);
  if (size > RANGE_LIMIT) {
    throw run.fail('value_too_large', `Value too large: range size ${size} exceeds limit ${RANGE_LIMIT}.`);
  }
  return Array.from({ length: size }, (_, index) => start + index);
}

export const arrayValue: LibraryModule = {
  owner: 'Array',
  members: {
    '[]': elementAt,
    at: elementAt,
    append: ({ self, args: [element] }) => [...(self as Elements), element!],
    prepend: ({ self, args: [element] }) => [element!, ...(self as Elements)],
    concat: ({ self, args: [other] }) => [...(self as Elements), ...(other as Elements)],
    distinct: ({ self }) => distinct(self as Elements),
    drop: ({ self, args: [amount] }) => (self as Elements).slice(Math.max(0, amount as number)),
    take: ({ self, args: [limit] }) => (self as Elements).slice(0, Math.max(0, limit as number)),
    slice,
    entries: ({ self }) => (self as Elements).map((element, index) => [index, element]),
    first: ({ self, run }) => (self as Elements)[0] ?? run.nullValue('empty array'),
    last: ({ self, run }) => (self as Elements).at(-1) ?? run.nullValue('empty array'),
    flatMap,
    flatten: ({ self, run }) => (self as Elements).flatMap((element) => requireArray(run, element)),
    forEach,
    isEmpty: ({ self }) => (self as Elements).length === 0,
    nonEmpty: ({ self }) => (self as Elements).length > 0,
    length: ({ self }) => (self as Elements).length,
    map: ({ self, args: [mapper], run }) => mapped(run, self as Elements, mapper!),
    order: arrayOrder,
    reverse: ({ self }) => (self as Elements).toReversed(),
    toString: ({ self, run }) => run.debug(self),
  },
};

function elementAt({ self, args: [index], run }: Call): Value {
  const elements = self as Elements;
  const element = elements[index as number];
  if (element === undefined) throw outOfBounds(run, index as number, elements.length);
  return element;
}

function distinct(elements: Elements): Value {
  const first = new Map<string, Value>();
  for (const element of elements) {
    const key = identityKey(element);
    if (!first.has(key)) first.set(key, element);
  }
  return [...first.values()];
}

function slice({ self, args: [from, until] }: Call): Value {
  const end = until === undefined ? undefined : Math.max(0, until as number);
  return (self as Elements).slice(Math.max(0, from as number), end);
}

function mapped(run: Run, elements: Elements, mapper: Value): Value[] {
  const apply = callback(run, 'mapper', mapper, 1);
  return elements.map((element) => {
    run.tick();
    return apply(element);
  });
}

function requireArray(run: Run, value: Value): Elements {
  if (isArray(value)) return value;
  throw run.fail('type_mismatch', `expected type: Array<Any>, received ${kindName(value)}`);
}

function flatMap({ self, args: [mapper], run }: Call): Value {
  return mapped(run, self as Elements, mapper!).flatMap((part) => requireArray(run, part));
}

function forEach({ self, args: [fn], run }: Call): Value {
  const apply = callback(run, 'fn', fn!, 1);
  for (const element of self as Elements) {
    run.tick();
    apply(element);
  }
  return { kind: 'Null' };
}
