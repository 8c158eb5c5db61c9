/** Arrays: reducing to one value (`spec/runtime.md 10`). */
import type { Value } from '../../values/value.ts';
import { callback } from '../callback.ts';
import type { Call, Implementation, LibraryModule, Run } from '../run.ts';

type Elements = readonly Value[];
type Combine = (accumulator: Value, element: Value) => Value;

export const arrayReduce: LibraryModule = {
  owner: 'Array',
  members: {
    aggregate,
    fold: folded((elements) => elements),
    foldRight: folded((elements) => elements.toReversed()),
    reduce: reduced((elements) => elements),
    reduceRight: reduced((elements) => elements.toReversed()),
  },
};

function combiner(run: Run, param: string, fn: Value): Combine {
  const combine = callback(run, param, fn, 2);
  return (accumulator, element) => {
    run.tick();
    return combine(accumulator, element);
  };
}

function aggregate({ self, args: [seed, fn], run }: Call): Value {
  return combineInRounds(self as Elements, seed!, combiner(run, 'combiner', fn!));
}

/** Neighbours are combined in rounds until one is left; the seed comes last. */
export function combineInRounds(elements: Elements, seed: Value, combine: Combine): Value {
  let round = elements;
  if (round.length === 0) return seed;
  while (round.length > 1) {
    const next: Value[] = [];
    for (let i = 0; i < round.length; i += 2) {
      next.push(i + 1 < round.length ? combine(round[i]!, round[i + 1]!) : round[i]!);
    }
    round = next;
  }
  return combine(round[0]!, seed);
}

function folded(direction: (elements: Elements) => Elements): Implementation {
  return ({ self, args: [seed, fn], run }) =>
    direction(self as Elements).reduce(combiner(run, 'reducer', fn!), seed!);
}

/** Nothing to reduce gives null; a single element is given back without a call. */
function reduced(direction: (elements: Elements) => Elements): Implementation {
  return ({ self, args: [fn], run }) => {
    const combine = combiner(run, 'reducer', fn!);
    const [first, ...rest] = direction(self as Elements);
    return first === undefined ? run.nullValue('empty array') : rest.reduce(combine, first);
  };
}
