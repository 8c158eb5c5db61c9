/** `at (time) expression`: reads happen in the past (`spec/runtime.md 20`). */
import type { AtExpr } from '../../language/syntax/tree.ts';
import { isBoxed, kindName, type Scope, type Value } from '../values/value.ts';
import { evaluate } from './evaluate.ts';
import { failAt, placeOf, type State } from './state.ts';

export function evaluateAt(state: State, expr: AtExpr, scope: Scope | undefined): Value {
  const readTs = readTime(state, evaluate(state, expr.time, scope), expr);
  const saved = state.readTs;
  state.readTs = readTs;
  const value = evaluate(state, expr.body, scope);
  state.readTs = saved;
  return value;
}

/** Microseconds; `TransactionTime()` and the snapshot itself mean "now". */
function readTime(state: State, value: Value, expr: AtExpr): number | undefined {
  const place = placeOf(state, expr.time.span);
  if (isBoxed(value) && value.kind === 'TransactionTime') return undefined;
  if (!isBoxed(value) || value.kind !== 'Time') {
    throw failAt(state, place, 'type_mismatch', `expected type: Time, received ${kindName(value)}`);
  }
  if (value.nanos > state.run.snapshot) {
    const message = 'invalid argument `at_time`: cannot evaluate `at` in the future';
    throw failAt(state, place, 'invalid_argument', message);
  }
  return value.nanos === state.run.snapshot ? undefined : Number(value.nanos / 1000n);
}
