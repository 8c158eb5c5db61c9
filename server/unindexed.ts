/**
 * Performance hints: a `where` that reads a whole collection to compare one field with a value, though an index has that field as its only term.
 *
 *     Product.where(.name == "a")   reads every product; Product.byName("a") does not
 */
import type { Diagnostic } from '../language/syntax/diagnostic.ts';
import type { ChainExpr, Expr, Span } from '../language/syntax/tree.ts';
import type { Environment } from '../language/types/environment.ts';
import type { SchemaEnvironment } from '../language/types/schema-environment.ts';
import { visit } from './tree/children.ts';

export function unindexedReads(root: Expr, text: string, environment: Environment): Diagnostic[] {
  const found: Diagnostic[] = [];
  visit(root, (node) => {
    if (node.kind === 'Chain') found.push(...unindexedWhere(node, text, environment));
  });
  return found;
}

function unindexedWhere(chain: ChainExpr, text: string, environment: Environment): Diagnostic[] {
  const found = whereIn(chain);
  const index = found && indexOver(found.collection, found.field, environment);
  if (!index) return [];
  const { collection, value, span, name } = found;
  const instead = `${collection}.${index}(${text.slice(value.span.start, value.span.end)})`;
  return [
    {
      severity: 'info',
      code: 'unindexed-where',
      message: `This reads every document of \`${collection}\`. The index \`${index}\` reads only those that match.`,
      span: { ...name },
      hints: [{ kind: 'performance_hint', message: `Use \`${instead}\`.`, span, suggestion: instead }],
    },
  ];
}

/** A `where` over a whole collection that compares one field with a value. */
export interface WholeWhere {
  collection: string;
  field: string;
  value: Expr;
  /** From the collection to the end of the call, and the word `where`. */
  span: Span;
  name: Span;
}

/** `Product.where(.name == "a")` or `Product.all().where(…)` at the start of a chain. */
export function whereIn({ head, components }: ChainExpr): WholeWhere | undefined {
  const [first, second] = components;
  const readsAll = first?.kind === 'MethodCall' && first.field.text === 'all' && first.args.length === 0;
  const where = readsAll ? second : first;
  if (
    head.kind !== 'Id' ||
    where?.kind !== 'MethodCall' ||
    where.field.text !== 'where' ||
    where.args.length !== 1
  )
    return undefined;
  const equality = equalityIn(where.args[0]!);
  if (!equality) return undefined;
  return {
    collection: head.name,
    ...equality,
    span: { start: head.span.start, end: where.span.end },
    name: where.field.span,
  };
}

/** `.field == value` as the body of a lambda; the value does not depend on the document. */
function equalityIn(predicate: Expr): { field: string; value: Expr } | undefined {
  const { kind } = predicate;
  if (kind !== 'ShortLambda' && kind !== 'LongLambda') return undefined;
  const { body } = predicate;
  const parameter =
    kind === 'ShortLambda' ? '$this' : predicate.params.length === 1 ? predicate.params[0]?.text : undefined;
  if (
    body.kind !== 'Binary' ||
    body.operator.text !== '==' ||
    body.left.kind !== 'Chain' ||
    parameter === undefined
  )
    return undefined;
  const { head, components } = body.left;
  const [only] = components;
  const plain =
    head.kind === 'Id' &&
    head.name === parameter &&
    components.length === 1 &&
    only?.kind === 'Select' &&
    !only.optional;
  return plain && !mentions(body.right, parameter)
    ? { field: only.field.text, value: body.right }
    : undefined;
}

function mentions(root: Expr, name: string): boolean {
  let found = false;
  visit(root, (node) => {
    found ||= node.kind === 'Id' && node.name === name;
  });
  return found;
}

/** An index whose only term is the field itself; known for collections of the workspace's schema files. */
function indexOver(collection: string, field: string, environment: Environment): string | undefined {
  if (!isSchema(environment)) return undefined;
  const item = environment.schema.collections.get(collection)?.item();
  const covering = item?.indexes.find(({ terms }) => {
    const [term] = terms?.entries ?? [];
    const [step] = term?.path.steps ?? [];
    return (
      terms?.entries.length === 1 &&
      !term?.mva &&
      term?.path.steps.length === 1 &&
      step?.kind === 'Field' &&
      step.name === field
    );
  });
  return covering?.name.text;
}

function isSchema(environment: Environment): environment is SchemaEnvironment {
  return 'schema' in environment;
}
