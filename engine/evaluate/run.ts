/** A query's state, and what its built-ins see of it. */
import { absence } from '../documents/absence.ts';
import { renderedFields } from '../documents/field.ts';
import { exists } from '../documents/read.ts';
import { QueryError } from '../errors.ts';
import type { Run } from '../library/run.ts';
import { bindState } from '../library/state-of.ts';
import { elementsOf } from '../sets/elements.ts';
import { nodeOf } from '../sets/node.ts';
import { debug, display } from '../values/display.ts';
import { type Doc, nullValue } from '../values/value.ts';
import { arityOf, callFunction } from './call.ts';
import { tick } from './limits.ts';
import { allows, effectMessage, type State, traceOf } from './state.ts';

export type StateOptions = Pick<
  State,
  'source' | 'schema' | 'settings' | 'transaction' | 'identity' | 'timeoutMs' | 'hints'
> &
  Partial<Pick<State, 'effect' | 'effectReason'>>;

export function createState(options: StateOptions): State {
  const state: State = {
    frame: undefined,
    depth: 0,
    effect: 'write',
    effectReason: '',
    readTs: undefined,
    run: undefined as unknown as Run,
    logs: [],
    steps: 0,
    calls: 0,
    deadline: performance.now() + options.timeoutMs,
    ...options,
  };
  state.run = createRun(state);
  bindState(state.run, state);
  return state;
}

function createRun(state: State): Run {
  const readFields = (doc: Doc) => {
    run.checkEffect('Reading a document', 'read');
    return renderedFields(state, doc);
  };
  const run: Run = {
    snapshot: BigInt(state.transaction.snapshot) * 1000n,
    fail: (code, message, hints) => new QueryError(code, message, { trace: traceOf(state), hints }),
    nullValue: (reason) => nullValue(reason, state.frame?.place),
    call: (fn, args) => callFunction(state, fn, args),
    arityOf: (fn) => arityOf(state, fn),
    exists: (doc) => exists(state, doc),
    fieldsOf: (doc) => {
      const fields = readFields(doc);
      if (fields) return fields;
      const { message } = absence(state, doc);
      return message.charAt(0).toLowerCase() + message.slice(1);
    },
    display: (value) => display(value, readFields),
    debug: (value) => debug(value, readFields),
    *elements(set) {
      for (const { value } of elementsOf(state, nodeOf(set))) yield value;
    },
    checkEffect(action, effect) {
      if (!allows(state, effect)) throw run.fail('invalid_effect', effectMessage(state, action, effect));
    },
    tick: (steps = 1) => tick(state, steps),
  };
  return run;
}
