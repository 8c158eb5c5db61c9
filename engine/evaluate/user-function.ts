/** Calls of the schema's functions, with the rights that their definition asks for (`spec/runtime.md 19`). */
import type { Arity } from '../library/run.ts';
import type { Identity } from '../security/identity.ts';
import { mayCall } from '../security/permission.ts';
import type { UserFunction, Value } from '../values/value.ts';
import { callLambda, fail } from './call.ts';
import type { State } from './state.ts';

export function userFunctionArity(state: State, fn: UserFunction): Arity {
  const lambda = state.schema.functionByGlobal(fn.name)?.lambda();
  return lambda
    ? { counts: [lambda.params.length], rest: lambda.variadic !== undefined }
    : { counts: [], rest: false };
}

export function callUserFunction(state: State, fn: UserFunction, args: readonly Value[]): Value {
  const schema = state.schema.functionByGlobal(fn.name);
  const lambda = schema?.lambda();
  if (!schema || !lambda) throw fail(state, 'document_not_found', `Function \`${fn.name}\` not found.`);
  state.run.checkEffect(`\`${fn.name}\``, 'observation');
  if (!mayCall(state, schema.name, args)) {
    throw fail(state, 'permission_denied', 'Insufficient privileges to perform the action.');
  }
  if (schema.role === undefined) return callLambda(state, lambda, args);
  const saved = state.identity;
  state.identity = { ...saved, role: roleOf(schema.role), predicate: undefined };
  const value = callLambda(state, lambda, args);
  state.identity = saved;
  return value;
}

/** A built-in role, or a user's one. */
export function roleOf(name: string): Identity['role'] {
  return name === 'admin' || name === 'server' || name === 'server-readonly' || name === 'client'
    ? name
    : { names: [name] };
}
