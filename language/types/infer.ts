/** Types of expressions (`spec/types.md 4`). Errors accumulate: all parts are typed even when one fails. */
import type { BlockExpr, Expr, LetStatement, LiteralExpr, Name, Statement } from '../syntax/tree.ts';
import { anneal } from './anneal.ts';
import { closeType } from './close.ts';
import {
  anyAt,
  func,
  intersectOf,
  named,
  projection,
  record,
  singleton,
  tuple,
  union,
  unknown,
  variable,
} from './construct.ts';
import { error } from './errors.ts';
import { annotation } from './from-syntax.ts';
import { inferChain } from './infer-chain.ts';
import { binaries, operator } from './infer-operators.ts';
import type { Parameter, Type, VariableType } from './model.ts';
import {
  type Binding,
  bind,
  located,
  lookUp,
  placeOf,
  require,
  type Scope,
  type Typing,
  use,
} from './typing.ts';

/** The type of an expression; recorded for the node. */
export function infer(t: Typing, expr: Expr, scope: Scope | undefined): Type {
  const type = inferNew(t, expr, scope);
  t.types.set(expr, type);
  return type;
}

function inferNew(t: Typing, expr: Expr, scope: Scope | undefined): Type {
  switch (expr.kind) {
    case 'Id':
      return identifier(t, expr, scope);
    case 'Literal':
      return literal(t, expr);
    case 'Template':
      for (const part of expr.parts) if (part.kind === 'Interpolation') infer(t, part.expr, scope);
      return named('String', [], placeOf(t, expr.span));
    case 'If': {
      const condition = infer(t, expr.condition, scope);
      require(t, condition, named('Boolean', [], placeOf(t, expr.condition.span)), placeOf(
        t,
        expr.condition.span,
      ));
      const then = infer(t, expr.then, scope);
      if (!expr.otherwise) return named('Null', [], placeOf(t, expr.span));
      const otherwise = infer(t, expr.otherwise, scope);
      const result = variable(t.level, placeOf(t, expr.span));
      flow(t, then, result, expr);
      flow(t, otherwise, result, expr);
      return result;
    }
    case 'At': {
      const time = infer(t, expr.time, scope);
      const body = infer(t, expr.body, scope);
      require(t, time, union([named('Time'), named('TransactionTime')]), placeOf(t, expr.time.span));
      return body;
    }
    case 'LongLambda':
      return lambda(t, expr.params, expr.variadic, expr.body, scope, expr);
    case 'ShortLambda': {
      const self = variable(t.level);
      const body = infer(t, expr.body, bind(scope, '$this', { kind: 'same', type: self }));
      return func([{ type: self }], undefined, body, placeOf(t, expr.span));
    }
    case 'Binary':
      return binaries(t, expr, scope);
    case 'Unary': {
      const operand = infer(t, expr.operand, scope);
      return operator(t, expr.operator, [operand], [expr.operand], expr.argsSpan, expr.argsSpan);
    }
    case 'Chain':
      return inferChain(t, expr, scope);
    case 'Project':
      return project(t, expr, scope);
    case 'ProjectAll':
      infer(t, expr.subject, scope);
      return unsupported(t, expr, 'A projection of all fields, `{ * }`,');
    case 'Match':
      infer(t, expr.subject, scope);
      return unsupported(t, expr, '`match`');
    case 'Object': {
      const fields = new Map(
        expr.fields.map(({ name, value }) => [name.text, infer(t, value, scope)] as const),
      );
      // While a field has no value yet, what the object lacks or has too much of is no mistake.
      if (expr.fields.some(({ value }) => value.kind === 'Error')) return unknown;
      return record(fields, undefined, placeOf(t, expr.span));
    }
    case 'Tuple': {
      const elements = expr.elements.map((element) => infer(t, element, scope));
      return elements.length === 1 ? elements[0]! : tuple(elements, placeOf(t, expr.span));
    }
    case 'Array':
      return tuple(
        expr.elements.map((element) => infer(t, element, scope)),
        placeOf(t, expr.span),
      );
    case 'Block':
      return block(t, expr, scope);
    case 'Error':
      for (const part of expr.parts) infer(t, part, scope);
      return unknown;
  }
}

function unsupported(t: Typing, expr: Expr, what: string): Type {
  t.diagnostics.push(
    error('unsupported-expression', `${what} cannot be type checked by the database`, expr.span),
  );
  return unknown;
}

function flow(t: Typing, value: Type, result: VariableType, expr: Expr): void {
  if (!require(t, value, result, placeOf(t, expr.span))) result.poisoned = true;
}

function identifier(t: Typing, expr: Expr & { kind: 'Id' }, scope: Scope | undefined): Type {
  const span = placeOf(t, expr.span);
  const binding = lookUp(scope, expr.name) ?? t.outer?.(expr.name);
  if (binding) return located(use(t, binding), span);
  const scheme = t.environment.global(expr.name);
  if (scheme) return located(use(t, { kind: 'scheme', scheme }), span);
  // The values of a template are decided where it runs.
  if (!/^\$\d/.test(expr.name)) {
    t.diagnostics.push(error('unbound-variable', `Unbound variable \`${expr.name}\``, expr.span));
  }
  return anyAt(span);
}

function literal(t: Typing, expr: LiteralExpr): Type {
  const span = placeOf(t, expr.span);
  return expr.value.type === 'null' ? named('Null', [], span) : singleton(expr.value, span);
}

function lambda(
  t: Typing,
  params: (Name | null)[],
  variadic: { name: Name | null } | undefined,
  body: Expr,
  outer: Scope | undefined,
  expr: Expr,
): Type {
  let scope = outer;
  const parameter = (name: Name | null, inScope: (type: VariableType) => Type): Parameter => {
    const type = variable(t.level, name ? placeOf(t, name.span) : undefined);
    if (name) {
      const seen = inScope(type);
      t.types.set(name, seen);
      scope = bind(scope, name.text, { kind: 'same', type: seen });
    }
    return { type };
  };
  const fixed = params.map((name) => parameter(name, (type) => type));
  const rest = variadic && parameter(variadic.name, (type) => named('Array', [type]));
  return func(fixed, rest, infer(t, body, scope), placeOf(t, expr.span));
}

// ---------------------------------------------------------------- projections

function project(t: Typing, expr: Expr & { kind: 'Project' }, scope: Scope | undefined): Type {
  const subject = infer(t, expr.subject, scope);
  const self = variable(t.level);
  const inner = bind(scope, '$this', { kind: 'same', type: self });
  const fields = new Map(
    expr.bindings.map(({ name, value }) => [name.text, infer(t, value, inner)] as const),
  );
  const span = placeOf(t, expr.span);
  const projector = func([{ type: self }], undefined, record(fields, undefined, span), span);
  const result = variable(t.level, span);
  if (!require(t, subject, projection(projector, result, span), span)) result.poisoned = true;
  return result;
}

// ---------------------------------------------------------------- blocks and let (6.2)

function block(t: Typing, expr: BlockExpr, outer: Scope | undefined): Type {
  let scope = outer;
  let result: Type = unknown;
  for (const statement of expr.statements) {
    const typed = inferStatement(t, statement, scope);
    scope = typed.scope;
    result = typed.type;
  }
  return result;
}

/** Types a statement; a `let` extends the scope of those that follow. */
export function inferStatement(
  t: Typing,
  statement: Statement,
  scope: Scope | undefined,
): { type: Type; scope: Scope | undefined } {
  if (statement.kind === 'Expr') return { type: infer(t, statement.expr, scope), scope };
  const binding = inferLet(t, statement, scope);
  const type = binding.kind === 'scheme' ? binding.scheme.type : binding.type;
  t.types.set(statement.name, type);
  return {
    type: unknown,
    scope: statement.name.text === '' ? scope : bind(scope, statement.name.text, binding),
  };
}

function inferLet(t: Typing, statement: LetStatement, scope: Scope | undefined): Binding {
  const limit = t.level;
  t.level++;
  try {
    const value = infer(t, statement.value, scope);
    if (!statement.type) {
      const general = intersectOf(anneal(value, 'positive', limit));
      return { kind: 'general', type: closeType(general, limit) ?? general, limit };
    }
    const { environment, level, source } = t;
    const declared = annotation(statement.type, { environment, generics: true, level, source });
    t.diagnostics.push(...declared.diagnostics);
    require(t, value, declared.type, placeOf(t, statement.name.span));
    return { kind: 'scheme', scheme: { params: declared.params, type: declared.type } };
  } finally {
    t.level--;
  }
}
