/** `Array.order`: stable, mixed kinds by the total order (`spec/runtime.md 6`). */
import type { Value } from '../../values/value.ts';
import { sortBy, sortKeys } from '../ordering.ts';
import type { Call } from '../run.ts';

export function arrayOrder({ self, args, run }: Call): Value {
  return sortBy(run, self as readonly Value[], sortKeys(run, args));
}
