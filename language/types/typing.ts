/** What typing one text carries along (`spec/types.md 4`). */
import type { Diagnostic } from '../syntax/diagnostic.ts';
import type { Span } from '../syntax/tree.ts';
import { base } from './alternatives.ts';
import { evaluate } from './checks.ts';
import { constrain } from './constrain.ts';
import { at } from './construct.ts';
import { copyType } from './copy.ts';
import { bundle, hint } from './errors.ts';
import type { Failure } from './failure.ts';
import { instantiate } from './instantiate.ts';
import type { Place, Scheme, Type } from './model.ts';
import { closeSession, openSession, type Session, type Solver, takeBack } from './session.ts';

/** A map or a weak map. */
export interface TypeTable {
  get(node: object): Type | undefined;
  set(node: object, type: Type): unknown;
}

export interface Typing extends Solver {
  /** Type of each node: expressions, chain components, the names of fields, parameters and `let`s. */
  types: TypeTable;
  /** What names are that nothing inside the typed text declares; asked before the globals. */
  outer?: (name: string) => Binding | undefined;
  diagnostics: Diagnostic[];
  level: number;
  /** File that the expressions are in, when it is not the text being checked. */
  source?: string;
}

/** How a name in scope is used. */
export type Binding =
  | { kind: 'same'; type: Type }
  /** Variables above `limit` are fresh at every use. */
  | { kind: 'general'; type: Type; limit: number }
  | { kind: 'scheme'; scheme: Scheme };

/** Names in scope, innermost first. */
export interface Scope {
  name: string;
  binding: Binding;
  outer: Scope | undefined;
}

export function lookUp(scope: Scope | undefined, name: string): Binding | undefined {
  for (let s = scope; s; s = s.outer) if (s.name === name) return s.binding;
  return undefined;
}

export function bind(outer: Scope | undefined, name: string, binding: Binding): Scope {
  return { name, binding, outer };
}

/** The type of a name at one use. */
export function use(t: Typing, binding: Binding): Type {
  switch (binding.kind) {
    case 'same':
      return binding.type;
    case 'general':
      return copyType(binding.type, binding.limit, t.level, (alternative) =>
        alternative.group ? 'open' : true,
      );
    case 'scheme':
      return instantiate(binding.scheme, t.level);
  }
}

/** The same type with a place when it has none. */
export function located(type: Type, span: Place): Type {
  return type.span ? type : at(type, span);
}

/** The span with the file that it is in. */
export function placeOf(t: Typing, span: Span): Place {
  return t.source === undefined ? span : { start: span.start, end: span.end, source: t.source };
}

/** Requires `value <: use`; what fails is taken back and reported once, at `callSite` or nearer. */
export function require(t: Typing, value: Type, wanted: Type, callSite: Place): boolean {
  const session = openSession(t, t.level, callSite);
  let failures = closeSession(session, constrain(session, value, base, wanted, base));
  t.diagnostics.push(...session.errors);
  if (failures.length === 0) return session.errors.length === 0;
  failures = withExcluded(t, session, value, wanted) ?? failures;
  const diagnostic = bundle(t.environment, value, wanted, callSite, failures);
  if (diagnostic) t.diagnostics.push(atHome(diagnostic, callSite));
  return false;
}

/** A diagnostic belongs to the text that is typed, even when what is wrong was declared elsewhere. */
function atHome(diagnostic: Diagnostic, callSite: Place): Diagnostic {
  const place: Place = diagnostic.span;
  if (place.source === callSite.source) return diagnostic;
  const declared = hint('hint', 'Declared here', place);
  return { ...diagnostic, span: callSite, hints: [declared, ...diagnostic.hints] };
}

/**
 * What fails when the choices of exclusive groups are open again. `1 + null` fits neither form of `+`, and that is said,
 * though `1` has settled which one it is; undefined when one of the forms would do.
 */
function withExcluded(t: Typing, failed: Session, value: Type, wanted: Type): Failure[] | undefined {
  if (failed.excluded.size === 0) return undefined;
  const reopened = [...failed.excluded].flatMap(({ group }) => group!.alternatives);
  const before = reopened.map(({ dead, forced }) => ({ dead, forced }));
  for (const one of reopened) {
    one.forced = false;
    if (one.excluded) one.dead = false;
  }
  const session = openSession(t, t.level, failed.callSite);
  const check = constrain(session, value, base, wanted, base);
  const failures = check ? evaluate(session, check) : [];
  takeBack(session);
  reopened.forEach((one, i) => {
    Object.assign(one, before[i]);
  });
  return failures.length > 0 ? failures : undefined;
}
