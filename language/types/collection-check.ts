/** Checks of one collection, and of the predicates of roles (`spec/types.md 11.4`). */
import type { Diagnostic } from '../syntax/diagnostic.ts';
import type { AccessProviderItem, CollectionItem, LambdaExpr, RoleItem } from '../syntax/fsl-tree.ts';
import type { ChainComponent, Expr, Path, TypeExpr } from '../syntax/tree.ts';
import { startTyping } from './check.ts';
import { any, func, named, union, variable } from './construct.ts';
import type { Environment } from './environment.ts';
import { error } from './errors.ts';
import { annotation } from './from-syntax.ts';
import { infer } from './infer.ts';
import type { Type } from './model.ts';
import { persistErrors } from './persistable.ts';
import { LimitReached } from './session.ts';
import { placeOf, require, type Typing } from './typing.ts';

function readType(
  expr: TypeExpr,
  source: string,
  environment: Environment,
): { type: Type; diagnostics: Diagnostic[] } {
  return annotation(expr, { environment, generics: false, level: 0, source });
}

/** Types of fields: every name known, values storable. */
export function checkCollectionTypes(
  item: CollectionItem,
  source: string,
  environment: Environment,
): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const field of item.fields) {
    if (field.kind === 'Wildcard') {
      if (field.type.kind !== 'AnyType') {
        found.push(error('wildcard-not-any', 'Top-level wildcard must have type `Any`', field.type.span));
      }
      continue;
    }
    if (!field.type) continue;
    const { type, diagnostics } = readType(field.type, source, environment);
    found.push(...diagnostics);
    if (field.kind !== 'Defined') continue;
    const causes = persistErrors(type, environment, field.type.span);
    if (causes.length === 0) continue;
    const message = `Field \`${field.name.text}\` in collection ${item.name.text} is not persistable`;
    found.push(error('not-persistable', message, field.type.span, causes));
  }
  return found;
}

/** Runs one check; what is too much work stays unchecked. */
export function attempt(environment: Environment, source: string, run: (t: Typing) => void): Diagnostic[] {
  const typing = startTyping(environment);
  typing.source = source;
  try {
    run(typing);
    return typing.diagnostics;
  } catch (reason) {
    if (reason instanceof LimitReached) return [];
    throw reason;
  }
}

/** A default has the type of its field. Defaults of fields inside an object type are not checked. */
export function checkDefaults(item: CollectionItem, source: string, environment: Environment): Diagnostic[] {
  return item.fields.flatMap((field) => {
    if (field.kind !== 'Defined' || !field.default) return [];
    const value = field.default;
    const { type } = readType(field.type, source, environment);
    return attempt(environment, source, (t) =>
      require(t, infer(t, value, undefined), type, placeOf(t, value.span)),
    );
  });
}

/** Computed fields are functions of a document; checks are, to a boolean. */
export function checkComputedFields(
  item: CollectionItem,
  source: string,
  environment: Environment,
): Diagnostic[] {
  const document = named(item.name.text);
  const condition = union([named('Boolean'), named('Null')]);
  const asFunction = (lambda: LambdaExpr, result: (t: Typing) => Type): Diagnostic[] =>
    attempt(environment, source, (t) => {
      const wanted = func([{ type: document }], undefined, result(t));
      require(t, infer(t, lambda, undefined), wanted, placeOf(t, lambda.span));
    });
  return [
    ...item.fields.flatMap((field) => {
      if (field.kind !== 'Computed') return [];
      const declared = field.type && readType(field.type, source, environment).type;
      return asFunction(field.value, (t) => declared ?? variable(t.level));
    }),
    ...item.checks.flatMap(({ predicate }) => asFunction(predicate, () => condition)),
  ];
}

/** Paths of indexes and unique constraints lead somewhere. */
export function checkPaths(item: CollectionItem, source: string, environment: Environment): Diagnostic[] {
  const document = named(item.name.text);
  const lists = [...item.indexes.flatMap(({ terms, values }) => [terms, values]), ...item.uniques];
  const entries = lists.flatMap((list) => list?.entries ?? []);
  return entries.flatMap(({ path }) =>
    attempt(environment, source, (t) => {
      const wanted = func([{ type: document }], undefined, any);
      require(t, infer(t, pathAsLambda(path), undefined), wanted, placeOf(t, path.span));
    }),
  );
}

/** `.a.b[0]` as the short lambda that it looks like. */
function pathAsLambda({ steps, span }: Path): Expr {
  const { start } = span;
  const components = steps.map((step): ChainComponent => {
    if (step.kind === 'Field') {
      const field = { text: step.name, span: step.span };
      return {
        kind: 'Select',
        dotSpan: { start: step.span.start, end: step.span.start },
        field,
        optional: false,
        span: step.span,
      };
    }
    const index: Expr = { kind: 'Literal', value: { type: 'int', value: step.index }, span: step.span };
    return { kind: 'Access', args: [index], accessSpan: step.span, span: step.span };
  });
  const head: Expr = { kind: 'Id', name: '$this', span: { start, end: start } };
  return { kind: 'ShortLambda', body: { kind: 'Chain', head, components, span }, span };
}

/** Predicates of roles and access providers are typed; nothing is expected of them. */
export function checkPredicates(
  item: RoleItem | AccessProviderItem,
  source: string,
  environment: Environment,
): Diagnostic[] {
  const predicates =
    item.kind === 'Role'
      ? [...item.privileges.flatMap(({ actions }) => actions), ...item.memberships]
      : item.roles;
  return predicates.flatMap(({ predicate }) =>
    predicate ? attempt(environment, source, (t) => infer(t, predicate.lambda, undefined)) : [],
  );
}
