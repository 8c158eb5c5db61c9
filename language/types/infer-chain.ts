/** Types of selections, calls, accesses and `!` (`spec/types.md 4.2`). */
import type { AccessComponent, ChainExpr, Expr, Name, Span } from '../syntax/tree.ts';
import { access, difference, named, selection, unknown, variable } from './construct.ts';
import { infer } from './infer.ts';
import { apply } from './infer-operators.ts';
import type { Place, Type } from './model.ts';
import { placeOf, require, type Scope, type Typing } from './typing.ts';

export function inferChain(t: Typing, expr: ChainExpr, scope: Scope | undefined): Type {
  const { head } = expr;
  let type = infer(t, head, scope);
  let possiblyNull = false;
  const processed: Span = { start: head.span.start, end: head.span.end };
  const until = (end: number): Place => placeOf(t, { start: head.span.start, end });

  const present = (one: Type): Type => difference(one, named('Null'), one.span);
  const select = (receiver: Type, field: Name): Type => {
    // A field that is still to be typed selects nothing yet.
    if (field.text === '') return unknown;
    const span = placeOf(t, field.span);
    const result = variable(t.level, span);
    const dotSpan = placeOf(t, { start: processed.end, end: field.span.start });
    const holds = require(t, receiver, selection(field.text, result, dotSpan, span), until(processed.end));
    if (!holds) result.poisoned = true;
    t.types.set(field, result);
    return result;
  };
  const call = (callee: Type, args: Expr[], argsSpan: Span): Type => {
    const types = args.map((arg) => infer(t, arg, scope));
    return apply(t, callee, types, args, argsSpan, { start: head.span.start, end: argsSpan.end });
  };

  for (const component of expr.components) {
    switch (component.kind) {
      case 'Select':
        if (component.optional) possiblyNull = true;
        type = select(component.optional ? present(type) : type, component.field);
        break;
      case 'MethodCall': {
        if (component.selectOptional || component.applyOptional) possiblyNull = true;
        const member = select(component.selectOptional ? present(type) : type, component.field);
        type = call(component.applyOptional ? present(member) : member, component.args, component.applySpan);
        break;
      }
      case 'Apply':
        if (component.optional) possiblyNull = true;
        type = call(component.optional ? present(type) : type, component.args, component.applySpan);
        break;
      case 'Access':
        if (component.optional) possiblyNull = true;
        type = accessOf(
          t,
          component.optional ? present(type) : type,
          component,
          until(component.accessSpan.end),
          scope,
        );
        break;
      case 'Bang':
        possiblyNull = false;
        type = difference(type, named('Null', [], placeOf(t, component.span)), type.span);
        break;
    }
    t.types.set(component, type);
    processed.end = component.span.end;
  }
  if (!possiblyNull) return type;
  const result = variable(t.level, placeOf(t, expr.span));
  const site = placeOf(t, head.span);
  if (!require(t, type, result, site)) result.poisoned = true;
  require(t, named('Null'), result, site);
  return result;
}

function accessOf(
  t: Typing,
  receiver: Type,
  component: AccessComponent,
  callSite: Place,
  scope: Scope | undefined,
): Type {
  const { args, accessSpan } = component;
  const types = args.map((arg) => infer(t, arg, scope));
  const result = variable(t.level, placeOf(t, accessSpan));
  const bracket = placeOf(t, accessSpan);
  const [only] = types;
  if (args.length === 1 && args[0]!.kind === 'Literal' && only?.kind === 'singleton') {
    if (!require(t, receiver, access([only], result, bracket), callSite)) result.poisoned = true;
    return result;
  }
  const params = args.map((arg) => variable(t.level, placeOf(t, arg.span)));
  let holds = require(t, receiver, access(params, result, bracket), callSite);
  types.forEach((type, i) => {
    if (!require(t, type, params[i]!, placeOf(t, args[i]!.span))) holds = false;
  });
  if (!holds) result.poisoned = true;
  return result;
}
