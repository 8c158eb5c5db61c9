/** Functions given to built-in functions: their arity is checked before anything runs. */
import { isNull, kindName, type Value } from '../values/value.ts';
import { accepts, arityText } from './arity.ts';
import type { Run } from './run.ts';

/** The callback as a function; fails when it does not take `count` arguments. `param` is the parameter's name. */
export function callback(run: Run, param: string, fn: Value, count: number): (...args: Value[]) => Value {
  const arity = run.arityOf(fn);
  if (!accepts(arity, count)) {
    const wanted = `${count} ${count === 1 ? 'parameter' : 'parameters'}`;
    throw run.fail(
      'invalid_argument',
      `\`${param}\` should accept ${wanted}, provided function requires ${arityText(arity, 'parameter')}.`,
    );
  }
  return (...args) => run.call(fn, args);
}

/** A one-argument callback that must give a Boolean; null counts as false. */
export function predicate(run: Run, param: string, fn: Value): (element: Value) => boolean {
  const test = callback(run, param, fn, 1);
  return (element) => {
    const result = test(element);
    if (typeof result === 'boolean') return result;
    if (
      isNull(result) ||
      (typeof result === 'object' && 'kind' in result && result.kind === 'Doc' && !run.exists(result))
    )
      return false;
    throw run.fail('type_mismatch', `expected type: Boolean, received ${kindName(result)}`);
  };
}
