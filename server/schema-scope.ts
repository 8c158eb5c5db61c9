/** The names and types that an expression in a schema file can use: parameters of functions, and the document of its collection. */
import type { FslNode, FslParam } from '../language/syntax/fsl-tree.ts';
import type { Expr, LongLambdaExpr, Name, ShortLambdaExpr } from '../language/syntax/tree.ts';
import { any, named, record } from '../language/types/construct.ts';
import type { Environment } from '../language/types/environment.ts';
import { annotation } from '../language/types/from-syntax.ts';
import type { Type } from '../language/types/model.ts';
import { bind, type Scope } from '../language/types/typing.ts';
import { typesUnder } from './analysis.ts';
import type { Expectation, Local } from './completion/place.ts';

export interface SchemaScope {
  /** What is typed under the scope: of a lambda over documents its body. */
  root: Expr;
  scope: Scope | undefined;
  locals: Local[];
  expected: Expectation;
}

/** `owner` is the node that has the expression, `parents` what it stands in, outermost first. */
export function schemaScope(
  owner: FslNode,
  parents: readonly FslNode[],
  environment: Environment,
): SchemaScope {
  const { body } = owner;
  const whole = expressionOf(owner);
  if (body?.kind === 'Function') {
    const all = body.variadic ? [...body.params, body.variadic] : body.params;
    const types = all.map((param) => declaredType(param, environment));
    return {
      root: whole,
      ...parameters(
        all.map(({ name }) => name),
        types,
      ),
      expected: { kind: 'any' },
    };
  }
  const collection = parents[0]?.keyword.text === 'collection' ? parents[0] : undefined;
  const lambda = collection && lambdaOf(whole);
  if (
    collection &&
    lambda &&
    (owner.keyword.text === 'check' || (body?.kind === 'Field' && body.form === 'Compute'))
  ) {
    const document = documentType(collection, environment);
    const declared = body?.kind === 'Field' ? body.type?.type : undefined;
    const expected: Expectation = declared ? { kind: 'annotation', type: declared } : { kind: 'any' };
    if (lambda.kind === 'ShortLambda') {
      return {
        root: lambda.body,
        scope: bind(undefined, '$this', { kind: 'same', type: document }),
        locals: [],
        expected,
      };
    }
    const names = lambda.params.filter((name) => name !== null);
    return {
      root: lambda.body,
      ...parameters(
        names,
        names.map((_, index) => (index === 0 ? document : any)),
      ),
      expected,
    };
  }
  const type = body?.kind === 'Field' ? body.type?.type : undefined;
  return {
    root: whole,
    scope: undefined,
    locals: [],
    expected: type ? { kind: 'annotation', type } : { kind: 'any' },
  };
}

function parameters(names: Name[], types: Type[]): { scope: Scope | undefined; locals: Local[] } {
  let scope: Scope | undefined;
  const locals = names.map(({ text, span }, index): Local => {
    const type = types[index] ?? any;
    scope = bind(scope, text, { kind: 'same', type });
    return { name: text, span, type };
  });
  return { scope, locals };
}

function declaredType({ type }: FslParam, environment: Environment): Type {
  return type ? annotation(type.type, { environment, generics: false, level: 1 }).type : any;
}

function expressionOf({ body, span }: FslNode): Expr {
  if (body?.kind === 'Function') return body.body;
  if (body?.kind === 'Field' || body?.kind === 'Backfill')
    return body.value ?? { kind: 'Error', parts: [], span };
  return body?.kind === 'Expression' ? body.expr : { kind: 'Error', parts: [], span };
}

/** The lambda that an expression is, perhaps in parentheses. */
function lambdaOf(expr: Expr): LongLambdaExpr | ShortLambdaExpr | undefined {
  if (expr.kind === 'LongLambda' || expr.kind === 'ShortLambda') return expr;
  return expr.kind === 'Tuple' && expr.elements.length === 1 ? lambdaOf(expr.elements[0]!) : undefined;
}

/** The type of the collection's documents: as the environment knows it, else a record of the fields that are written here. */
export function documentType({ name, body }: FslNode, environment: Environment): Type {
  if (name && environment.shape(name.text)?.document) return named(name.text);
  const fields = new Map<string, Type>();
  for (const field of body?.kind === 'Block' ? body.items : []) {
    if (!field.name || field.body?.kind !== 'Field' || field.body.form === 'Wildcard') continue;
    const { type, value } = field.body;
    const lambda = value && lambdaOf(value);
    const inferred = lambda && field.body.form === 'Compute' ? resultOf(lambda, environment) : any;
    fields.set(
      field.name.text,
      type ? annotation(type.type, { environment, generics: false, level: 1 }).type : inferred,
    );
  }
  return record(fields);
}

/** What a computed field yields, its document not known. */
function resultOf({ body }: LongLambdaExpr | ShortLambdaExpr, environment: Environment): Type {
  return typesUnder(environment, body).typeOf(body) ?? any;
}
