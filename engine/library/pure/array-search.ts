/** Arrays: finding elements by value or by predicate (`spec/runtime.md 10`). */
import { sameValue } from '../../values/compare.ts';
import { isNull, kindName, type Value } from '../../values/value.ts';
import { callback, predicate } from '../callback.ts';
import type { Call, LibraryModule, Run } from '../run.ts';
import { outOfBounds } from './code-points.ts';

type Elements = readonly Value[];
type Test = (element: Value) => boolean;

export const arraySearch: LibraryModule = {
  owner: 'Array',
  members: {
    any: ({ self, args: [fn], run }) =>
      (self as Elements).some(counted(run, predicate(run, 'predicate', fn!))),
    every: ({ self, args: [fn], run }) =>
      (self as Elements).every(counted(run, predicate(run, 'predicate', fn!))),
    filter,
    where: ({ self, args: [fn], run }) => matching(run, self as Elements, fn!),
    firstWhere: ({ self, args: [fn], run }) =>
      matching(run, self as Elements, fn!, 'pred')[0] ?? run.nullValue('no element found'),
    lastWhere: ({ self, args: [fn], run }) =>
      matching(run, self as Elements, fn!, 'pred').at(-1) ?? run.nullValue('no element found'),
    includes: ({ self, args: [element] }) => (self as Elements).some((other) => sameValue(other, element!)),
    indexOf: ({ self, args: [element, start], run }) =>
      indexFrom(run, self as Elements, (other) => sameValue(other, element!), start),
    indexWhere: ({ self, args: [fn, start], run }) =>
      indexFrom(run, self as Elements, predicate(run, 'predicate', fn!), start),
    lastIndexOf: ({ self, args: [element, end], run }) =>
      indexUpTo(run, self as Elements, (other) => sameValue(other, element!), end),
    lastIndexWhere: ({ self, args: [fn, end], run }) =>
      indexUpTo(run, self as Elements, predicate(run, 'predicate', fn!), end),
  },
};

function counted(run: Run, test: Test): Test {
  return (element) => {
    run.tick();
    return test(element);
  };
}

const matching = (run: Run, elements: Elements, fn: Value, param = 'predicate'): Value[] =>
  elements.filter(counted(run, predicate(run, param, fn)));

/** As `where`, but a result that is no Boolean is reported with the element's type. */
function filter({ self, args: [fn], run }: Call): Value {
  const test = callback(run, 'predicate', fn!, 1);
  return (self as Elements).filter((element) => {
    run.tick();
    const result = test(element);
    if (typeof result === 'boolean') return result;
    if (isNull(result)) return false;
    throw run.fail('type_mismatch', `expected type: Boolean, received ${kindName(element)}`);
  });
}

function checkedIndex(run: Run, elements: Elements, index: Value): number {
  if ((index as number) < 0 || (index as number) >= elements.length) {
    throw outOfBounds(run, index as number, elements.length);
  }
  return index as number;
}

const found = (run: Run, index: number): Value => (index < 0 ? run.nullValue('no element found') : index);

function indexFrom(run: Run, elements: Elements, test: Test, start: Value | undefined): Value {
  const from = start === undefined ? 0 : checkedIndex(run, elements, start);
  return found(
    run,
    elements.findIndex((element, index) => index >= from && counted(run, test)(element)),
  );
}

function indexUpTo(run: Run, elements: Elements, test: Test, end: Value | undefined): Value {
  const to = end === undefined ? elements.length - 1 : checkedIndex(run, elements, end);
  return found(
    run,
    elements.findLastIndex((element, index) => index <= to && counted(run, test)(element)),
  );
}
