/** Calls of functions of every kind. The caller has pushed the frame that errors are placed at. */
import { notSupported, QueryError } from '../errors.ts';
import { accepts, wrongCount } from '../library/arity.ts';
import { builtin } from '../library/builtin.ts';
import { invoke } from '../library/invoke.ts';
import type { Arity } from '../library/run.ts';
import {
  isBoxed,
  kindName,
  type Lambda,
  type Scope,
  type UserFunction,
  type Value,
} from '../values/value.ts';
import { evaluate } from './evaluate.ts';
import { type Frame, MAX_FRAMES, type State, traceOf } from './state.ts';
import { callUserFunction, userFunctionArity } from './user-function.ts';

/** Calls `fn`; anything but a function fails with `type_mismatch`. */
export function callFunction(state: State, fn: Value, args: readonly Value[]): Value {
  if (isBoxed(fn)) {
    switch (fn.kind) {
      case 'Lambda':
        return callLambda(state, fn, args);
      case 'Function':
        return callBuiltin(state, fn.owner, fn.name, fn.self, args);
      case 'UserFunction':
        return callUserFunction(state, fn, args);
      case 'Module':
      case 'Collection': {
        const owner = ownerOfModule(fn);
        if (builtin(owner, '()')) return callBuiltin(state, owner, '()', fn, args);
      }
    }
  }
  throw fail(state, 'type_mismatch', `expected type: Function, received ${kindName(fn)}`);
}

/** The catalogue's name of a module or collection. */
export function ownerOfModule(value: Extract<Value, { kind: 'Module' | 'Collection' }>): string {
  if (value.kind === 'Module')
    return value.path === 'Collection.Deleted' ? 'DeletedCollection' : `${value.path}Module`;
  return value.native ? `${value.name}Collection` : '<C>Collection';
}

export function callBuiltin(
  state: State,
  owner: string,
  name: string,
  self: Value,
  args: readonly Value[],
): Value {
  const found = builtin(owner, name);
  state.calls++;
  if (!found?.run) throw notSupported(`\`${owner}.${name}\``, traceOf(state));
  return invoke(state.run, found, self, args);
}

/** An error of the running call: placed at its arguments. */
export function fail(state: State, code: string, message: string): QueryError {
  return new QueryError(code, message, { trace: traceOf(state) });
}

/** The arguments as variables of the lambda's body. */
function bind(lambda: Lambda, args: readonly Value[]): Scope | undefined {
  let scope = lambda.scope;
  lambda.params.forEach((param, i) => {
    if (param) scope = { name: param.text, value: args[i]!, parent: scope };
  });
  const rest = lambda.variadic?.name;
  if (rest) scope = { name: rest.text, value: args.slice(lambda.params.length), parent: scope };
  return scope;
}

const lambdaArity = (lambda: Lambda): Arity => ({
  counts: [lambda.params.length],
  rest: lambda.variadic !== undefined,
});

export function callLambda(state: State, lambda: Lambda, args: readonly Value[]): Value {
  const arity = lambdaArity(lambda);
  if (!accepts(arity, args.length)) {
    throw fail(state, 'invalid_function_invocation', wrongCount(arity, args.length));
  }
  if (state.depth >= MAX_FRAMES) {
    throw fail(state, 'stack_overflow', `number of stack frames exceeded limit of ${MAX_FRAMES}`);
  }
  const { source, depth } = state;
  state.source = lambda.source;
  state.depth = depth + 1;
  state.calls++;
  const value = evaluate(state, lambda.body, bind(lambda, args));
  state.source = source;
  state.depth = depth;
  return value;
}

/** How many arguments a function value takes; for a value that is no function, none at all. */
export function arityOf(state: State, fn: Value): Arity {
  if (isBoxed(fn)) {
    if (fn.kind === 'Lambda') return lambdaArity(fn);
    if (fn.kind === 'UserFunction') return userFunctionArity(state, fn as UserFunction);
    if (fn.kind === 'Function') return builtin(fn.owner, fn.name)?.arity ?? { counts: [], rest: false };
  }
  return { counts: [], rest: false };
}

/** Runs `body` under a frame at `place`. Not restored when it throws: whoever catches restores the state. */
export function within<T>(state: State, frame: Frame, body: () => T): T {
  const saved = state.frame;
  state.frame = frame;
  const value = body();
  state.frame = saved;
  return value;
}
