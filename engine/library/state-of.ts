/** From what built-ins see of a query to the whole of it: for built-ins that read or write documents. */
import type { State } from '../evaluate/state.ts';
import type { Run } from './run.ts';

const states = new WeakMap<Run, State>();

export function bindState(run: Run, state: State): void {
  states.set(run, state);
}

export function stateOf(run: Run): State {
  const state = states.get(run);
  if (!state) throw new TypeError('this Run belongs to no query');
  return state;
}
