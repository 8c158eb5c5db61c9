/** Evaluates expressions (`spec/runtime.md 7`). Chains, operators and calls have files of their own. */
import type {
  BlockExpr,
  Expr,
  IfExpr,
  LiteralValue,
  LongLambdaExpr,
  ObjectExpr,
  ProjectExpr,
  ShortLambdaExpr,
  Span,
  TemplateExpr,
} from '../../language/syntax/tree.ts';
import { notSupported, QueryError } from '../errors.ts';
import { mapSet } from '../sets/node.ts';
import { fitInteger } from '../values/number.ts';
import {
  double,
  isArray,
  isBoxed,
  isNull,
  kindName,
  type Lambda,
  nullValue,
  type Scope,
  structOf,
  type Value,
} from '../values/value.ts';
import { evaluateAt } from './at.ts';
import { evaluateChain } from './chain.ts';
import { tick } from './limits.ts';
import { variable } from './names.ts';
import { evaluateBinary, evaluateUnary } from './operators.ts';
import { failAt, placeOf, type State } from './state.ts';

/** The value of an expression; throws `QueryError`. */
export function evaluate(state: State, expr: Expr, scope: Scope | undefined): Value {
  tick(state, 1);
  switch (expr.kind) {
    case 'Literal':
      return literal(state, expr.value, expr.span);
    case 'Id':
      return variable(state, expr, scope);
    case 'Chain':
      return evaluateChain(state, expr, scope);
    case 'Binary':
      return evaluateBinary(state, expr, scope);
    case 'Unary':
      return evaluateUnary(state, expr, scope);
    case 'Block':
      return evaluateBlock(state, expr, scope);
    case 'If':
      return evaluateIf(state, expr, scope);
    case 'Object':
      return evaluateObject(state, expr, scope);
    case 'Array':
      return expr.elements.map((element) => evaluate(state, element, scope));
    case 'Tuple':
      if (expr.elements.length === 1) return evaluate(state, expr.elements[0]!, scope);
      return expr.elements.map((element) => evaluate(state, element, scope));
    case 'LongLambda':
    case 'ShortLambda':
      return lambdaOf(state, expr, scope);
    case 'Template':
      return evaluateTemplate(state, expr, scope);
    case 'Project':
      return evaluateProject(state, expr, scope);
    case 'At':
      return evaluateAt(state, expr, scope);
    case 'Match':
      throw notSupported('`match`', [placeOf(state, expr.span)]);
    case 'ProjectAll':
      throw failAt(state, placeOf(state, expr.span), 'invalid_query', 'project expr not supported');
    case 'Error':
      throw failAt(state, placeOf(state, expr.span), 'invalid_query', 'The query failed 1 validation check');
  }
}

/** The run-time value of a literal: integers take the smallest kind that holds them. */
export function literal(state: State, value: LiteralValue, span: Span): Value {
  switch (value.type) {
    case 'int':
      return fitInteger(value.value);
    case 'float':
      return double(Number(value.text));
    case 'null':
      return nullValue(undefined, placeOf(state, span));
    default:
      return value.value;
  }
}

/** Statements in order; the value of the last one. */
export function evaluateBlock(state: State, block: BlockExpr, outer: Scope | undefined): Value {
  let scope = outer;
  let value: Value | undefined;
  for (const statement of block.statements) {
    if (statement.kind === 'Let') {
      scope = { name: statement.name.text, value: evaluate(state, statement.value, scope), parent: scope };
      value = undefined;
    } else {
      value = evaluate(state, statement.expr, scope);
    }
  }
  return value ?? nullValue(undefined, placeOf(state, block.span));
}

function evaluateIf(state: State, expr: IfExpr, scope: Scope | undefined): Value {
  if (expectBoolean(state, evaluate(state, expr.condition, scope), expr.condition.span)) {
    return evaluate(state, expr.then, scope);
  }
  return expr.otherwise
    ? evaluate(state, expr.otherwise, scope)
    : nullValue(undefined, placeOf(state, expr.span));
}

/** `if`, `&&` and `||` want a Boolean, nothing else: null fails. */
export function expectBoolean(state: State, value: Value, span: Span): boolean {
  if (typeof value === 'boolean') return value;
  throw failAt(
    state,
    placeOf(state, span),
    'type_mismatch',
    `expected type: Boolean, received ${kindName(value)}`,
  );
}

function evaluateObject(state: State, expr: ObjectExpr, scope: Scope | undefined): Value {
  const fields = new Map<string, Value>();
  for (const field of expr.fields) fields.set(field.name.text, evaluate(state, field.value, scope));
  return structOf(fields);
}

export function lambdaOf(
  state: State,
  expr: LongLambdaExpr | ShortLambdaExpr,
  scope: Scope | undefined,
): Lambda {
  const { source } = state;
  const { span, body } = expr;
  if (expr.kind === 'ShortLambda') {
    return { kind: 'Lambda', params: [{ text: '$this', span }], body, scope, source, span };
  }
  return { kind: 'Lambda', params: expr.params, variadic: expr.variadic, body, scope, source, span };
}

/** A string may have 16 Mi UTF-16 units (`spec/runtime.md 3`). */
export const MAX_STRING = 16_777_216;

function evaluateTemplate(state: State, expr: TemplateExpr, scope: Scope | undefined): Value {
  let text = '';
  for (const part of expr.parts) {
    text += part.kind === 'Text' ? part.text : state.run.display(evaluate(state, part.expr, scope));
    if (text.length > MAX_STRING) {
      const message = `Value too large: string size ${text.length} exceeds limit ${MAX_STRING}.`;
      throw failAt(state, placeOf(state, expr.span), 'value_too_large', message);
    }
  }
  return text;
}

/** `value { a, b: .c }`: objects and documents give an object, Arrays and Sets are mapped, other values stay. */
function evaluateProject(state: State, expr: ProjectExpr, scope: Scope | undefined): Value {
  const subject = evaluate(state, expr.subject, scope);
  const saved = state.frame;
  state.frame = { place: placeOf(state, expr.span), parent: saved };
  const result = projectValue(state, expr, subject, scope);
  state.frame = saved;
  return result;
}

function projectValue(state: State, expr: ProjectExpr, subject: Value, scope: Scope | undefined): Value {
  if (isArray(subject)) return subject.map((element) => projectFields(state, expr, element, scope));
  if (!isBoxed(subject)) return subject;
  const hasFields = subject.kind === 'Object' || subject.kind === 'Module' || subject.kind === 'Collection';
  if (hasFields) return projectFields(state, expr, subject, scope);
  if (subject.kind === 'Doc') {
    state.run.checkEffect('Projection', 'read');
    if (!state.run.exists(subject)) return nullValue(undefined, placeOf(state, expr.subject.span));
    return projectFields(state, expr, subject, scope);
  }
  if (subject.kind === 'Set') return mapSet(subject, projection(state, expr, scope), state.frame);
  return subject;
}

function projectFields(state: State, expr: ProjectExpr, subject: Value, scope: Scope | undefined): Value {
  const inner: Scope = { name: '$this', value: subject, parent: scope };
  const fields = new Map<string, Value>();
  for (const { name, value } of expr.bindings) fields.set(name.text, evaluate(state, value, inner));
  return structOf(fields);
}

/** The projection as a lambda, for a Set that is read later. */
function projection(state: State, expr: ProjectExpr, scope: Scope | undefined): Lambda {
  const fields = expr.bindings.map(({ name, value }) => ({ name, value }));
  const { span } = expr;
  const body: ObjectExpr = { kind: 'Object', fields, span };
  return { kind: 'Lambda', params: [{ text: '$this', span }], body, scope, source: state.source, span };
}

/** Turns a broken stack of our own into the database's error; other errors pass. */
export function asStackOverflow(error: unknown, state: State, limit: number): unknown {
  if (!(error instanceof RangeError) || !/call stack/i.test(error.message)) return error;
  return new QueryError('stack_overflow', `number of stack frames exceeded limit of ${limit}`, {
    trace: state.frame ? [state.frame.place] : [],
  });
}

/** Null and missing documents give way to `??` and `?.`. */
export function isAbsent(state: State, value: Value): boolean {
  return isNull(value) || (isBoxed(value) && value.kind === 'Doc' && !state.run.exists(value));
}
