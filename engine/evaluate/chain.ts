/** Chains: selections, calls, accesses and `!` after a head (`spec/runtime.md 5` and 7). */
import type {
  AccessComponent,
  ApplyComponent,
  BangComponent,
  ChainComponent,
  ChainExpr,
  Expr,
  MethodCallComponent,
  SelectComponent,
  Span,
} from '../../language/syntax/tree.ts';
import { absence } from '../documents/absence.ts';
import { builtin } from '../library/builtin.ts';
import { isBoxed, isNull, kindName, nullValue, type Place, type Scope, type Value } from '../values/value.ts';
import { callFunction } from './call.ts';
import { evaluate, isAbsent } from './evaluate.ts';
import { callMember, ownerOf, selectMember } from './member.ts';
import { allows, effectMessage, failAt, placeOf, type State } from './state.ts';

export function evaluateChain(state: State, chain: ChainExpr, scope: Scope | undefined): Value {
  let value = evaluate(state, chain.head, scope);
  let skipping = false;
  // `!` is underlined together with what it asserts: the last name, argument list or access before it.
  let start = chain.head.span.start;
  let end = chain.head.span.end;
  for (const component of chain.components) {
    if (component.kind === 'Bang') {
      value = assertPresent(state, value, component, start);
      end = component.span.end;
      skipping = false;
      continue;
    }
    if (skipping) continue;
    if (stopsHere(state, value, component)) {
      value = isNull(value) ? value : nullValue(undefined, placeOf(state, component.span));
      skipping = true;
      continue;
    }
    value = evaluateComponent(state, value, component, scope, { source: state.source, start, end });
    ({ start, end } = anchor(component));
  }
  return value;
}

function evaluateComponent(
  state: State,
  value: Value,
  component: Exclude<ChainComponent, BangComponent>,
  scope: Scope | undefined,
  receiver: Place,
): Value {
  switch (component.kind) {
    case 'Select':
      return selectMember(state, value, component.field.text, placeOf(state, component.field.span), receiver);
    case 'MethodCall':
      return evaluateMethodCall(state, value, component, scope, receiver);
    case 'Apply':
      return evaluateApply(state, value, component, scope);
    case 'Access':
      return evaluateAccess(state, value, component, scope, receiver);
  }
}

/** What errors underline of a value: the last name, argument list or access that made it. */
function anchor(component: Exclude<ChainComponent, BangComponent>): Span {
  switch (component.kind) {
    case 'Select':
      return component.field.span;
    case 'Access':
      return component.accessSpan;
    default:
      return component.applySpan;
  }
}

/** These answer on a missing document, too. */
const answersWhenMissing: ReadonlySet<string> = new Set(['coll', 'exists']);

/** Whether `?.` ends the chain here. `null?.toString()` does not: null has that method. */
function stopsHere(
  state: State,
  value: Value,
  component: SelectComponent | MethodCallComponent | ApplyComponent | AccessComponent,
): boolean {
  const optional = component.kind === 'MethodCall' ? component.selectOptional : component.optional;
  if (!optional) return false;
  if (
    component.kind === 'Select' &&
    isBoxed(value) &&
    value.kind === 'Doc' &&
    component.field.text !== 'id'
  ) {
    requireReads(state, 'Reading a field', placeOf(state, component.field.span));
  }
  if (!isAbsent(state, value)) return false;
  if (component.kind !== 'Select' && component.kind !== 'MethodCall') return true;
  const name = component.field.text;
  if (isNull(value)) return builtin('Null', name) === undefined;
  const named = isBoxed(value) && value.kind === 'Doc' && value.name !== undefined;
  return !answersWhenMissing.has(name) && name !== (named ? 'name' : 'id');
}

function evaluateMethodCall(
  state: State,
  value: Value,
  component: MethodCallComponent,
  scope: Scope | undefined,
  receiver: Place,
): Value {
  const fieldPlace = placeOf(state, component.field.span);
  const call = callMember(state, value, component.field.text, fieldPlace, receiver);
  if (component.applyOptional && call.kind === 'value' && isAbsent(state, call.value))
    return nullValue(undefined, fieldPlace);
  const args = evaluateAll(state, component.args, scope);
  if (call.kind === 'value') call.check();
  return inFrame(state, component.applySpan, () => call.run(args));
}

function evaluateApply(
  state: State,
  value: Value,
  component: ApplyComponent,
  scope: Scope | undefined,
): Value {
  const args = evaluateAll(state, component.args, scope);
  return inFrame(state, component.applySpan, () => callFunction(state, value, args));
}

function evaluateAccess(
  state: State,
  value: Value,
  component: AccessComponent,
  scope: Scope | undefined,
  receiver: Place,
): Value {
  const place = placeOf(state, component.accessSpan);
  if (isNull(value)) throw nullAccess(state, value, '[]', place);
  const args = evaluateAll(state, component.args, scope);
  if (isBoxed(value) && value.kind === 'Doc' && args.length === 1 && typeof args[0] === 'string') {
    return selectMember(state, value, args[0], place, receiver, true);
  }
  if (!builtin(ownerOf(value), '[]')) {
    const message = `The function \`[]\` does not exist on \`${kindName(value)}\``;
    throw failAt(state, place, 'invalid_function_invocation', message);
  }
  return inFrame(state, component.accessSpan, () =>
    callMember(state, value, '[]', place, receiver).run(args),
  );
}

/** Arguments from left to right. */
export function evaluateAll(state: State, exprs: readonly Expr[], scope: Scope | undefined): Value[] {
  return exprs.map((expr) => evaluate(state, expr, scope));
}

/** Runs a call whose arguments stand at `span`; errors of built-ins are placed there. */
function inFrame(state: State, span: Span, run: () => Value): Value {
  const saved = state.frame;
  state.frame = { place: placeOf(state, span), parent: saved };
  const value = run();
  state.frame = saved;
  return value;
}

/** `x!` */
function assertPresent(state: State, value: Value, bang: BangComponent, start: number): Value {
  const place: Place = { source: state.source, start, end: bang.span.end };
  if (isNull(value)) {
    const message = value.reason === undefined ? 'Null literal value' : `Null value, due to ${value.reason}`;
    throw failAt(state, place, 'null_value', message, nullHint(value.place, place));
  }
  if (isBoxed(value) && value.kind === 'Doc') requireReads(state, '`!`', place);
  if (isBoxed(value) && value.kind === 'Doc' && !state.run.exists(value)) {
    const { code, message, denied } = absence(state, value);
    if (denied) throw failAt(state, place, 'null_value', 'Null value, due to permission denied');
    throw failAt(state, place, code, message);
  }
  return value;
}

/** `!` and `??` on a document read it. */
export function requireReads(state: State, action: string, place: Place): void {
  if (!allows(state, 'read'))
    throw failAt(state, place, 'invalid_effect', effectMessage(state, action, 'read'));
}

/** "Null value created here", unless it would point at the very place of the error. */
export function nullHint(origin: Place | undefined, place: Place) {
  if (!origin) return undefined;
  const overlaps = origin.source === place.source && origin.start < place.end && place.start < origin.end;
  return overlaps ? undefined : [{ message: 'Null value created here', place: origin }];
}

/** "Cannot access `f` on null." */
export function nullAccess(state: State, value: Value, name: string, place: Place) {
  const origin = isNull(value) ? value.place : undefined;
  const message = `Cannot access \`${name}\` on null.`;
  return failAt(state, place, 'invalid_null_access', message, nullHint(origin, place));
}
