/** The state of one running query: where it is, what it may do, what it reads and writes. */
import type { Span } from '../../language/syntax/tree.ts';
import { type ErrorHint, QueryError } from '../errors.ts';
import type { Effect, Run } from '../library/run.ts';
import type { Schema } from '../schema/schema.ts';
import type { Identity } from '../security/identity.ts';
import type { Transaction } from '../storage/transaction.ts';
import type { Place, Source } from '../values/value.ts';

/** A call that is under way. */
export interface Frame {
  place: Place;
  parent: Frame | undefined;
}

/** A line that `log` or `dbg` wrote; `dbg` shows its place as an excerpt. */
export interface LogEntry {
  message: string;
  place: Place;
  excerpt: boolean;
}

/** What the parent database says about this one. */
export interface DatabaseSettings {
  typechecked: boolean;
  protected: boolean;
}

export interface State {
  /** The text that is being evaluated. */
  source: Source;
  frame: Frame | undefined;
  /** Lambdas under way, limited by `MAX_FRAMES`. */
  depth: number;
  /** The strongest effect allowed here, and the words that complete "which is not allowed in …". */
  effect: Effect;
  effectReason: string;
  /** Reads happen at this time (microseconds) inside `at(…)`. */
  readTs: number | undefined;
  schema: Schema;
  settings: DatabaseSettings;
  transaction: Transaction;
  identity: Identity;
  run: Run;
  logs: LogEntry[];
  /** Performance hints; undefined when nobody asked for them. */
  hints: ErrorHint[] | undefined;
  /** Evaluation steps so far, for looking at the clock. */
  steps: number;
  /** Calls and operators so far: what the database counts as compute. */
  calls: number;
  /** `performance.now()` after which the query ends. */
  deadline: number;
  timeoutMs: number;
}

/** The database's own limit, named in messages (`spec/runtime.md 26`). */
export const MAX_FRAMES = 2048;

const ranks: Record<Effect, number> = { pure: 0, observation: 1, read: 2, write: 3 };
const effectWords: Record<Effect, string> = {
  pure: 'nothing',
  observation: 'an observation',
  read: 'a read',
  write: 'a write',
};

export function placeOf(state: State, span: Span): Place {
  return { source: state.source, start: span.start, end: span.end };
}

/** An error at a place of the running text, with the calls that led there. */
export function failAt(
  state: State,
  place: Place,
  code: string,
  message: string,
  hints?: readonly ErrorHint[],
): QueryError {
  return new QueryError(code, message, { trace: [place, ...traceOf(state)], hints });
}

/** The places of the calls under way, the innermost first. */
export function traceOf(state: State): Place[] {
  const trace: Place[] = [];
  for (let frame = state.frame; frame; frame = frame.parent) trace.push(frame.place);
  return trace;
}

/** Whether `effect` is allowed here. */
export function allows(state: State, effect: Effect): boolean {
  return ranks[effect] <= ranks[state.effect];
}

/** The failure of an action that is not allowed here (`spec/runtime.md 9`). */
export function effectMessage(state: State, action: string, effect: Effect): string {
  return `${action} performs ${effectWords[effect]}, which is not allowed in ${state.effectReason}.`;
}

/** Runs `body` with at most `effect` allowed: a context never allows more than the one around it. */
export function withEffect<T>(state: State, effect: Effect, reason: string, body: () => T): T {
  if (ranks[effect] >= ranks[state.effect]) return body();
  const saved = { effect: state.effect, effectReason: state.effectReason };
  state.effect = effect;
  state.effectReason = reason;
  try {
    return body();
  } finally {
    Object.assign(state, saved);
  }
}

/** What has to be put back when an error is caught and evaluation goes on. */
export function snapshotOf(state: State): () => void {
  const { source, frame, depth, effect, effectReason, readTs, identity } = state;
  return () => Object.assign(state, { source, frame, depth, effect, effectReason, readTs, identity });
}
