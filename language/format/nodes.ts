/**
 * The tree as the formatter sees it: every node with the text that it covers and the nodes directly inside, in the
 * order of the text. Comments find their place by it.
 */
import { bodySpan } from '../syntax/fsl-node.ts';
import type { FslNode } from '../syntax/fsl-tree.ts';
import type {
  ChainComponent,
  Expr,
  MatchCase,
  Name,
  ObjectField,
  Pattern,
  ProjectBinding,
  Span,
  Statement,
  TypeExpr,
  TypeField,
} from '../syntax/tree.ts';

/** Anything that a comment can stand beside. */
export type Node =
  | Expr
  | Statement
  | TypeExpr
  | Pattern
  | ChainComponent
  | ObjectField
  | ProjectBinding
  | TypeField
  | MatchCase
  | Name
  | FslNode;

/** A node with the offsets of its text. Unlike tree spans these take the operator of a unary expression in. */
export interface Extent extends Span {
  node: Node;
}

/** The part of the text that an expression covers. */
export function extentOf(expr: Expr): Extent {
  return { node: expr, start: startOf(expr), end: expr.span.end };
}

/** Spans of expressions that begin with a unary operator begin behind it (`spec/grammar.md 25`); this begins at it. */
function startOf(expr: Expr): number {
  let first = expr;
  for (;;) {
    if (first.kind === 'Unary') return first.argsSpan.start;
    if (first.kind === 'Binary') first = first.left;
    else if (first.kind === 'ShortLambda') first = first.body;
    else if (first.kind === 'Project' || first.kind === 'ProjectAll') first = first.subject;
    else return first.span.start;
  }
}

const named = (name: Name): Extent => ({ node: name, ...name.span });
const spanned = (node: Statement | TypeExpr | Pattern | ChainComponent): Extent => ({ node, ...node.span });

/** From the first annotation to the end of the value: without the doc comment and the semicolons that the span has. */
export function fslExtent(node: FslNode): Extent {
  const start = node.annotations[0]?.span.start ?? node.keyword.span.start;
  const end = node.body ? bodySpan(node.body).end : (node.name ?? node.keyword).span.end;
  return { node, start, end };
}

function fieldExtent(field: ObjectField): Extent {
  return { node: field, start: field.name.span.start, end: field.value.span.end };
}

function typeFieldExtent(field: TypeField): Extent {
  return { node: field, start: field.name.span.start, end: (field.default ?? field.type).span.end };
}

function bindingExtent(binding: ProjectBinding): Extent {
  return {
    node: binding,
    start: binding.name.span.start,
    end: Math.max(binding.name.span.end, binding.value.span.end),
  };
}

function caseExtent(branch: MatchCase): Extent {
  return { node: branch, start: branch.pattern.span.start, end: branch.body.span.end };
}

/** The nodes directly inside, in the order of the text. Text with interpolation is taken as a whole: nothing is inside. */
export function childrenOf(node: Node): Extent[] {
  if ('annotations' in node) return fslChildren(node);
  if (!('kind' in node)) return unnamedChildren(node);
  switch (node.kind) {
    case 'If':
      return [node.condition, node.then, ...(node.otherwise ? [node.otherwise] : [])].map(extentOf);
    case 'At':
      return [node.time, node.body].map(extentOf);
    case 'Match':
      return [extentOf(node.subject), ...node.cases.map(caseExtent)];
    case 'LongLambda': {
      const params = node.params.filter((param) => param !== null);
      if (node.variadic?.name) params.push(node.variadic.name);
      return [...params.map(named), extentOf(node.body)];
    }
    case 'ShortLambda':
      return [extentOf(node.body)];
    case 'Binary':
      return [node.left, node.right].map(extentOf);
    case 'Unary':
      return [extentOf(node.operand)];
    case 'Chain':
      return [extentOf(node.head), ...node.components.map(spanned)].filter(
        (child) => child.end > child.start,
      );
    case 'MethodCall':
    case 'Apply':
    case 'Access':
      return node.args.map(extentOf);
    case 'Project':
      return [extentOf(node.subject), ...node.bindings.map(bindingExtent)];
    case 'ProjectAll':
      return [extentOf(node.subject)];
    case 'Object':
      return node.fields.map(fieldExtent);
    case 'Tuple':
    case 'Array':
      return node.elements.map(extentOf);
    case 'Block':
      return node.statements.map((statement) =>
        statement.kind === 'Expr' ? { ...extentOf(statement.expr), node: statement } : spanned(statement),
      );
    case 'Let':
      return [named(node.name), ...(node.type ? [spanned(node.type)] : []), extentOf(node.value)];
    case 'Expr':
      return [extentOf(node.expr)];
    case 'GenericType':
      return node.args.map(spanned);
    case 'ObjectType':
      return [...node.fields.map(typeFieldExtent), ...(node.wildcard ? [spanned(node.wildcard)] : [])];
    case 'InterfaceType':
      return node.fields.map(typeFieldExtent);
    case 'TupleType':
      return node.elements.map(spanned);
    case 'FunctionType': {
      const params = node.variadic ? [...node.params, node.variadic] : node.params;
      return [...params.map((param) => spanned(param.type)), spanned(node.result)];
    }
    case 'UnionType':
    case 'IntersectType':
      return node.members.map(spanned);
    case 'NullableType':
      return [spanned(node.base)];
    case 'HolePattern':
    case 'BindPattern':
      return node.inner ? [spanned(node.inner)] : [];
    case 'ObjectPattern':
      return node.fields.map((field) => spanned(field.pattern));
    case 'ArrayPattern':
      return [...node.elements, ...(node.rest ? [node.rest] : [])].map(spanned);
    default:
      return [];
  }
}

function unnamedChildren(node: ObjectField | ProjectBinding | TypeField | MatchCase | Name): Extent[] {
  if ('shorthand' in node) {
    if (!node.shorthand) return [named(node.name), extentOf(node.value)];
    return node.value.kind === 'Project' ? node.value.bindings.map(bindingExtent) : [];
  }
  if ('type' in node) return [spanned(node.type), ...(node.default ? [extentOf(node.default)] : [])];
  if ('value' in node) return [named(node.name), extentOf(node.value)];
  if ('pattern' in node) return [spanned(node.pattern), extentOf(node.body)];
  return [];
}

function fslChildren(node: FslNode): Extent[] {
  const { body } = node;
  switch (body?.kind) {
    case 'Block':
      return body.items.map(fslExtent);
    case 'Paths':
      return body.paths.map(extentOf);
    case 'Function': {
      const params = body.variadic ? [...body.params, body.variadic] : body.params;
      const inParens = params.flatMap(({ name, type }) =>
        type ? [named(name), spanned(type.type)] : [named(name)],
      );
      return [...inParens, ...(body.result ? [spanned(body.result.type)] : []), extentOf(body.body)];
    }
    case 'Field':
      return [...(body.type ? [spanned(body.type.type)] : []), ...(body.value ? [extentOf(body.value)] : [])];
    case 'Expression':
      return [extentOf(body.expr)];
    case 'Backfill':
      return [extentOf(body.value)];
    default:
      return [];
  }
}
