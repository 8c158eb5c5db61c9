/** Types of functions and computed fields that declare none (`spec/types.md 6.4` and 11.4). */
import type { ComputedField, FunctionItem, LambdaExpr } from '../syntax/fsl-tree.ts';
import type { Expr } from '../syntax/tree.ts';
import { anneal } from './anneal.ts';
import { startTyping } from './check.ts';
import { any, func, intersectOf, variable } from './construct.ts';
import type { Environment } from './environment.ts';
import { schemeOfValue } from './generalize.ts';
import { infer } from './infer.ts';
import type { Scheme, Type } from './model.ts';
import { LimitReached } from './session.ts';
import { require } from './typing.ts';

/** A function of a schema as a lambda; parameters written `_` have no name. */
export function bodyAsLambda({ signature, body, span }: FunctionItem): Expr {
  const fixed = signature.params.filter(({ variadic }) => !variadic);
  const rest = signature.params.find(({ variadic }) => variadic);
  const params = fixed.map(({ name }) => (name.text === '_' ? null : name));
  return {
    kind: 'LongLambda',
    params,
    variadic: rest && { name: rest.name.text === '_' ? null : rest.name },
    body,
    span,
  };
}

/** The scheme of an expression; `Any` when it is too much work. */
export function inferredScheme(expr: Expr, environment: Environment): Scheme {
  const typing = startTyping(environment);
  try {
    const value = infer(typing, expr, undefined);
    return schemeOfValue(intersectOf(anneal(value, 'positive', 0)), environment);
  } catch (reason) {
    if (reason instanceof LimitReached) return { params: [], type: any };
    throw reason;
  }
}

/** What the lambda of a computed field gives for a document. */
export function inferredComputedField(
  { value }: ComputedField,
  document: Type,
  environment: Environment,
): Type {
  return resultFor(value, document, environment);
}

function resultFor(lambda: LambdaExpr, argument: Type, environment: Environment): Type {
  const typing = startTyping(environment);
  try {
    const value = infer(typing, lambda, undefined);
    const result = variable(typing.level);
    const wanted = func([{ type: argument }], undefined, result);
    return require(typing, value, wanted, lambda.span) ? schemeOfValue(result, environment).type : any;
  } catch (reason) {
    if (reason instanceof LimitReached) return any;
    throw reason;
  }
}
