/** What ends a query that runs too long (`spec/runtime.md 26`). */
import { RequestError } from '../errors.ts';
import type { State } from './state.ts';

/** Steps between two looks at the clock. */
const CHECK_EVERY = 4096;

/** Counts evaluation steps; past the deadline the request fails with `time_out`. */
export function tick(state: State, steps: number): void {
  const before = state.steps;
  state.steps = before + steps;
  if (Math.floor(before / CHECK_EVERY) !== Math.floor(state.steps / CHECK_EVERY)) checkDeadline(state);
}

export function checkDeadline(state: State): void {
  const over = performance.now() - state.deadline;
  if (over <= 0) return;
  throw timeOut(state.timeoutMs, state.timeoutMs + Math.ceil(over));
}

/** 440 for a deadline that was hardly meant, 503 otherwise (`spec/http.md 6.1`). */
export function timeOut(timeoutMs: number, neededMs: number): RequestError {
  if (timeoutMs >= 1000) return new RequestError(503, 'time_out', 'Read timed out');
  const message = `Client set aggressive deadline: query needs ${neededMs}, timed out within ${timeoutMs}`;
  return new RequestError(440, 'time_out', message);
}
