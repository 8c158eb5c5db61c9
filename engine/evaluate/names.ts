/** What a name means: local variables, then built-in globals, then the user's collections, then functions (`spec/runtime.md 7`). */
import type { IdExpr } from '../../language/syntax/tree.ts';
import { globalValue } from '../library/globals.ts';
import type { Scope, Value } from '../values/value.ts';
import { failAt, placeOf, type State } from './state.ts';

export function variable(state: State, expr: IdExpr, scope: Scope | undefined): Value {
  for (let at = scope; at; at = at.parent) if (at.name === expr.name) return at.value;
  const value = globalValue(expr.name) ?? userGlobal(state, expr.name);
  if (value !== undefined) return value;
  throw failAt(state, placeOf(state, expr.span), 'unbound_variable', `Unbound variable \`${expr.name}\``);
}

/** A collection or function of the schema, by name or alias. */
function userGlobal(state: State, name: string): Value | undefined {
  const collection = state.schema.collectionByGlobal(name);
  // Named by its alias, a collection shows that.
  if (collection) return name === collection.name ? collection.value : { ...collection.value, name };
  const fn = state.schema.functionByGlobal(name);
  return fn && { kind: 'UserFunction', name: fn.name };
}
