/** Hints about reads that may be slow, given when the request asks for them (`spec/http.md 10`). */
import type { State } from '../evaluate/state.ts';
import { type Node, nodeOf } from '../sets/node.ts';
import type { Collection, SetValue } from '../values/value.ts';
import type { Implementation } from './run.ts';
import { stateOf } from './state-of.ts';

function add(state: State, code: string, text: string): void {
  const place = state.frame?.place;
  if (!state.hints || !place) return;
  const message = `${code} - ${text} See https://docs.fauna.com/performance_hint/${code}.`;
  const known = state.hints.some(
    (hint) =>
      hint.message === message && hint.place.start === place.start && hint.place.source === place.source,
  );
  if (!known) state.hints.push({ message, place });
}

/** A Set that `take` limits below this is small enough. */
const SMALL = 100;

/** Whether reading all of a Set reads stored documents without a bound. */
function readsStored(node: Node): boolean {
  switch (node.op) {
    case 'documents':
    case 'index':
      return true;
    case 'array':
    case 'single':
    case 'sequence':
      return false;
    case 'concat':
      return readsStored(node.first) || readsStored(node.second);
    case 'take':
      return node.count >= SMALL && readsStored(node.set);
    default:
      return readsStored(node.set);
  }
}

/** A method of Sets that reads all elements. */
export function readingAll(method: string, run: Implementation): Implementation {
  return (call) => {
    const state = stateOf(call.run);
    if (state.hints && readsStored(nodeOf(call.self as SetValue))) {
      add(state, 'full_set_read', `Using ${method}() causes the full set to be read.`);
    }
    return run(call);
  };
}

/** `where` and `firstWhere` of a collection. */
export function scanningCollection(method: string, run: Implementation): Implementation {
  return (call) => {
    const { name, native } = call.self as Collection;
    if (!native) {
      const text = `Using ${method}() on collection ${name} can cause a read of every document.`;
      add(stateOf(call.run), 'collection_scan', text);
    }
    return run(call);
  };
}
