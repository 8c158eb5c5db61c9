/** Propagates what is known of overload choices (see alternatives.ts). Every step can be undone. */
import { type Alternative, alive, base, type Flow, outermost, settledValue } from './alternatives.ts';
import type { Failure } from './failure.ts';

export interface Propagation {
  /** Undoes, last first, everything that changed. */
  undo: (() => void)[];
  pending: Flow[];
  /** Set when there is no way left; the failures to report. */
  fatal?: Failure[];
}

/** Records that the value of `flow` must go one of its ways. */
export function addFlow(state: Propagation, flow: Flow): void {
  const group = outermost(flow.good[0]!)!;
  group.flows.push(flow);
  flow.from.flows.push(flow);
  state.undo.push(() => {
    group.flows.splice(group.flows.indexOf(flow), 1);
    flow.from.flows.splice(flow.from.flows.indexOf(flow), 1);
  });
  state.pending.push(flow);
}

/** Rules an alternative out. `cause` is what to report when nothing else is left. */
export function discard(
  state: Propagation,
  alternative: Alternative,
  failures: Failure[],
  cause: Failure[] = failures,
): void {
  if (state.fatal || alternative.dead) return;
  const group = alternative.group;
  if (!group) {
    state.fatal = cause;
    return;
  }
  if (alternative.forced) {
    state.fatal = cause;
    return;
  }
  const before = alternative.failures;
  alternative.dead = true;
  alternative.failures = failures;
  state.undo.push(() => {
    alternative.dead = false;
    alternative.excluded = false;
    alternative.failures = before;
  });
  const living = group.alternatives.filter(({ dead }) => !dead);
  if (living.length === 0) {
    const all = group.alternatives.flatMap((a) => a.failures);
    discard(state, group.parent, all, all.some(({ kind }) => kind !== 'dependent') ? all : cause);
    return;
  }
  if (living.length === 1) state.pending.push(...living[0]!.flows);
  const top = outermost(alternative)!;
  for (const flow of top.flows) if (!flow.good.every(alive)) state.pending.push(flow);
}

function force(state: Propagation, alternative: Alternative, flow: Flow): void {
  for (let a: Alternative = alternative; a.group && !a.forced; a = a.group.parent) {
    const forced = a;
    forced.forced = true;
    state.undo.push(() => {
      forced.forced = false;
    });
    if (a.group.exclusive) {
      for (const other of a.group.alternatives) {
        if (other === a || other.dead) continue;
        other.excluded = true;
        discard(state, other, [{ kind: 'dependent' }], flow.dropped);
      }
    }
    state.pending.push(...a.flows);
  }
}

/** Propagates until nothing changes. Returns the failures to report when there is no way left. */
export function settle(state: Propagation): Failure[] | undefined {
  for (let flow = state.pending.pop(); flow && !state.fatal; flow = state.pending.pop()) {
    if (!alive(flow.from)) continue;
    const from = settledValue(flow.from);
    const good = flow.good.filter(alive);
    if (good.length === 0) discard(state, from, [{ kind: 'dependent' }], flow.dropped);
    else if (from === base && good.length === 1) force(state, good[0]!, flow);
  }
  state.pending.length = 0;
  return state.fatal;
}
