/** Operators are methods of the left value; the logical ones and `??` evaluate their right side only when needed. */
import type { BinaryExpr, Expr, UnaryExpr } from '../../language/syntax/tree.ts';
import { builtin } from '../library/builtin.ts';
import { compare, equals } from '../values/compare.ts';
import { fitNumber } from '../values/number.ts';
import { isBoxed, isNull, kindName, type Place, type Scope, type Value } from '../values/value.ts';
import { callBuiltin } from './call.ts';
import { nullHint, requireReads } from './chain.ts';
import { evaluate, expectBoolean, isAbsent } from './evaluate.ts';
import { isA } from './isa.ts';
import { ownerOf } from './member.ts';
import { failAt, placeOf, type State } from './state.ts';

/** Walks down the left spine first: `1 + 1 + …` may be ten thousand deep. */
export function evaluateBinary(state: State, expr: BinaryExpr, scope: Scope | undefined): Value {
  const spine: BinaryExpr[] = [];
  let left: Expr = expr;
  while (left.kind === 'Binary') {
    spine.push(left);
    left = left.left;
  }
  let value = evaluate(state, left, scope);
  for (let i = spine.length - 1; i >= 0; i--) value = applyOperator(state, spine[i]!, value, scope);
  return value;
}

function applyOperator(state: State, expr: BinaryExpr, left: Value, scope: Scope | undefined): Value {
  switch (expr.operator.text) {
    case '&&':
      return expectBoolean(state, left, expr.left.span) && booleanOperand(state, expr.right, scope);
    case '||':
      return expectBoolean(state, left, expr.left.span) || booleanOperand(state, expr.right, scope);
    case '??':
      if (isBoxed(left) && left.kind === 'Doc') requireReads(state, '`??`', placeOf(state, expr.left.span));
      return isAbsent(state, left) ? evaluate(state, expr.right, scope) : left;
  }
  return operate(state, expr, left, evaluate(state, expr.right, scope));
}

function booleanOperand(state: State, expr: Expr, scope: Scope | undefined): boolean {
  return expectBoolean(state, evaluate(state, expr, scope), expr.span);
}

function operate(state: State, expr: BinaryExpr, left: Value, right: Value): Value {
  const operator = expr.operator.text;
  switch (operator) {
    case '==':
      return equals(left, right, state.run.exists);
    case '!=':
      return !equals(left, right, state.run.exists);
    case '<':
      return ordered(left, right, (order) => order < 0);
    case '<=':
      return ordered(left, right, (order) => order <= 0);
    case '>':
      return ordered(left, right, (order) => order > 0);
    case '>=':
      return ordered(left, right, (order) => order >= 0);
    case 'isa':
      return isA(state, left, right, placeOf(state, expr.right.span));
    case '+':
      if (typeof left === 'number' && typeof right === 'number') return fitNumber(left + right);
      break;
    case '-':
      if (typeof left === 'number' && typeof right === 'number') return fitNumber(left - right);
      break;
  }
  return callOperator(
    state,
    left,
    operator,
    [right],
    placeOf(state, expr.operator.span),
    placeOf(state, expr.right.span),
  );
}

/** Kinds without an order between them make all four order operators false. */
function ordered(left: Value, right: Value, test: (order: number) => boolean): boolean {
  const order = compare(left, right);
  return order !== undefined && test(order);
}

function callOperator(
  state: State,
  self: Value,
  operator: string,
  args: readonly Value[],
  operatorPlace: Place,
  argsPlace: Place,
): Value {
  const owner = ownerOf(self);
  if (!builtin(owner, operator)) {
    const message = `The function \`${operator}\` does not exist on \`${kindName(self)}\``;
    const hints = isNull(self) ? nullHint(self.place, operatorPlace) : undefined;
    throw failAt(state, operatorPlace, 'invalid_function_invocation', message, hints);
  }
  const saved = state.frame;
  state.frame = { place: argsPlace, parent: saved };
  const value = callBuiltin(state, owner, operator, self, args);
  state.frame = saved;
  return value;
}

export function evaluateUnary(state: State, expr: UnaryExpr, scope: Scope | undefined): Value {
  const operand = evaluate(state, expr.operand, scope);
  const operator = expr.operator.text;
  return callOperator(
    state,
    operand,
    operator,
    [],
    placeOf(state, expr.operator.span),
    placeOf(state, expr.argsSpan),
  );
}
