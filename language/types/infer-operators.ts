/** Operators and calls (`spec/types.md 4.1` and 4.3). */
import type { BinaryExpr, Expr, Name } from '../syntax/tree.ts';
import { anyAt, application, difference, named, unknown, variable } from './construct.ts';
import { missingOperator } from './errors.ts';
import { infer } from './infer.ts';
import type { Type } from './model.ts';
import { located, placeOf, require, type Scope, type Typing, use } from './typing.ts';

/** A chain of operators is as deep on the left as it is long: walked without recursion. */
export function binaries(t: Typing, expr: BinaryExpr, scope: Scope | undefined): Type {
  const spine: BinaryExpr[] = [];
  let head: Expr = expr;
  while (head.kind === 'Binary') {
    spine.push(head);
    head = head.left;
  }
  const reported = t.diagnostics.length;
  const tests = spine.some(({ operator: { text } }) => text === 'isa');
  let left = infer(t, head, scope);
  if (tests && spine.at(-1)!.operator.text === 'isa') t.diagnostics.length = reported;
  for (let i = spine.length - 1; i >= 0; i--) {
    const one = spine[i]!;
    const before = t.diagnostics.length;
    const right = infer(t, one.right, scope);
    left = binary(t, one, left, right);
    t.types.set(one, left);
    // The database types neither operand of `isa`, so what is wrong in them is no error there.
    if (one.operator.text === 'isa') t.diagnostics.length = Math.min(before, t.diagnostics.length);
  }
  return left;
}

function binary(t: Typing, expr: BinaryExpr, left: Type, right: Type): Type {
  switch (expr.operator.text) {
    case 'isa':
      return named('Boolean', [], placeOf(t, expr.span));
    case '??': {
      const result = variable(t.level, placeOf(t, expr.right.span));
      const present = difference(left, named('Null'), left.span);
      if (!require(t, present, result, placeOf(t, expr.left.span))) result.poisoned = true;
      if (!require(t, right, result, placeOf(t, expr.right.span))) result.poisoned = true;
      return result;
    }
    case '&&':
    case '||': {
      const boolean = named('Boolean', [], placeOf(t, expr.operator.span));
      require(t, left, boolean, placeOf(t, expr.left.span));
      require(t, right, boolean, placeOf(t, expr.right.span));
      return named('Boolean', [], placeOf(t, expr.span));
    }
    default:
      return operator(t, expr.operator, [left, right], [expr.left, expr.right], expr.right.span, expr.span);
  }
}

/** An operator applied to its operands. */
export function operator(
  t: Typing,
  name: Name,
  operands: Type[],
  exprs: Expr[],
  argsSpan: Expr['span'],
  span: Expr['span'],
): Type {
  const scheme = t.environment.operator(name.text);
  if (!scheme) {
    const operand = exprs[0]!.span;
    t.diagnostics.push(
      missingOperator(t.environment, operands[0]!, name.text, placeOf(t, operand), placeOf(t, name.span)),
    );
    return anyAt(placeOf(t, operand));
  }
  const applied = located(use(t, { kind: 'scheme', scheme }), placeOf(t, name.span));
  return apply(t, applied, operands, exprs, argsSpan, span);
}

/** Arguments that are still being typed: what is missing in them is no mistake yet. */
function isUnfinished(args: Expr[], span: Expr['span']): boolean {
  return args.some(({ kind }) => kind === 'Error') || span.end - span.start < '()'.length;
}

/** `f(args)`: mismatches are reported at the arguments (4.3). */
export function apply(
  t: Typing,
  applied: Type,
  args: Type[],
  exprs: Expr[],
  argsSpan: Expr['span'],
  callSite: Expr['span'],
): Type {
  const params = args.map((_, i) => variable(t.level, placeOf(t, exprs[i]!.span)));
  const result = variable(t.level, placeOf(t, argsSpan));
  const reported = t.diagnostics.length;
  let holds = require(t, applied, application(params, result, placeOf(t, argsSpan)), placeOf(t, callSite));
  if (!holds && isUnfinished(exprs, argsSpan)) {
    t.diagnostics.length = reported;
    return unknown;
  }
  args.forEach((arg, i) => {
    if (!require(t, arg, params[i]!, placeOf(t, exprs[i]!.span))) holds = false;
  });
  if (!holds) result.poisoned = true;
  return result;
}
