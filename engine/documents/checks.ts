/** What every write looks at first, and how its failures are reported. */
import { type ConstraintFailure, QueryError } from '../errors.ts';
import { fail } from '../evaluate/call.ts';
import { type State, traceOf } from '../evaluate/state.ts';
import { type Action, isAllowed } from '../security/permission.ts';
import type { Collection, Value } from '../values/value.ts';
import { unstorable } from './storable.ts';

export function notInPast(state: State): void {
  if (state.readTs !== undefined)
    throw fail(state, 'invalid_write', 'Cannot write at a snapshot time in the past.');
}

export function requireStorable(state: State, fields: ReadonlyMap<string, Value>): void {
  for (const [name, value] of fields) {
    const message = unstorable(value, name);
    if (message !== undefined) throw fail(state, 'invalid_type', message);
  }
}

export function requireAllowed(
  state: State,
  collection: Collection,
  action: Action,
  args: () => readonly Value[],
): void {
  if (!isAllowed(state, collection, action, args)) {
    throw fail(state, 'permission_denied', 'Insufficient privileges to perform the action.');
  }
}

export function constraintError(
  state: State,
  title: string,
  constraintFailures: readonly ConstraintFailure[],
): QueryError {
  return new QueryError('constraint_failure', title, { trace: traceOf(state), constraintFailures });
}

/** As `notMixed`, before anything is looked up. */
export function notRedefined(state: State, id: number): void {
  if (state.transaction.definitionsWritten.has(id)) throw mixed(state);
}

const mixed = (state: State): QueryError =>
  fail(state, 'invalid_write', 'Cannot modify a document and its collection in the same query.');

/** A definition and documents of its collection may not be written by one query. */
export function notMixed(state: State, id: number, kind: 'definition' | 'document'): void {
  const { definitionsWritten, written } = state.transaction;
  if ((kind === 'document' ? definitionsWritten : written).has(id)) {
    throw mixed(state);
  }
  (kind === 'document' ? written : definitionsWritten).add(id);
}
