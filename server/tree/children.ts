/**
 * The children of every kind of node, in the order of the text, and the two walks that features are made of.
 * Neither walk recurses: a chain of 10,001 operators is 10,001 nodes deep on its left side.
 */
import type {
  ChainComponent,
  Expr,
  Pattern,
  Span,
  Statement,
  TemplatePart,
  TypeExpr,
  TypeField,
} from '../../language/syntax/tree.ts';

export type TreeNode = Expr | Statement | ChainComponent | TypeExpr | Pattern;

/** What a node covers in the text. A prefix operator's own span leaves the operator out (`spec/grammar.md 25`). */
export function extent(node: TreeNode): Span {
  return node.kind === 'Unary' ? node.argsSpan : node.span;
}

/** The array may be the tree's own: it is not to be changed. */
export function children(node: TreeNode): readonly TreeNode[] {
  switch (node.kind) {
    case 'Id':
    case 'Literal':
    case 'Bang':
    case 'AnyType':
    case 'NeverType':
    case 'SingletonType':
    case 'NamedType':
    case 'ErrorType':
    case 'LiteralPattern':
    case 'ErrorPattern':
    case 'Select':
      return [];
    case 'Template':
      return node.parts.flatMap((part: TemplatePart) => (part.kind === 'Interpolation' ? [part.expr] : []));
    case 'If':
      return node.otherwise ? [node.condition, node.then, node.otherwise] : [node.condition, node.then];
    case 'At':
      return [node.time, node.body];
    case 'Match':
      return [node.subject, ...node.cases.flatMap((matchCase) => [matchCase.pattern, matchCase.body])];
    case 'LongLambda':
    case 'ShortLambda':
      return [node.body];
    case 'Binary':
      return [node.left, node.right];
    case 'Unary':
      return [node.operand];
    case 'Chain':
      return [node.head, ...node.components];
    case 'MethodCall':
    case 'Apply':
    case 'Access':
    case 'GenericType':
      return node.args;
    case 'Project':
      // The value of a shorthand binding stands for its name; it is not in the text a second time.
      return [
        node.subject,
        ...node.bindings.filter((binding) => !binding.shorthand).map((binding) => binding.value),
      ];
    case 'ProjectAll':
      return [node.subject];
    case 'Object':
      return node.fields.map((field) => field.value);
    case 'Tuple':
    case 'Array':
    case 'TupleType':
      return node.elements;
    case 'Block':
      return node.statements;
    case 'Error':
      return node.parts;
    case 'Let':
      return node.type ? [node.type, node.value] : [node.value];
    case 'Expr':
      return [node.expr];
    case 'ObjectType':
      return node.wildcard ? [...typesOf(node.fields), node.wildcard] : typesOf(node.fields);
    case 'InterfaceType':
      return typesOf(node.fields);
    case 'FunctionType':
      return [...node.params, ...(node.variadic ? [node.variadic] : [])]
        .map((param) => param.type)
        .concat(node.result);
    case 'UnionType':
    case 'IntersectType':
      return node.members;
    case 'NullableType':
      return [node.base];
    case 'HolePattern':
    case 'BindPattern':
      return node.inner ? [node.inner] : [];
    case 'TypePattern':
      return [node.type];
    case 'ObjectPattern':
      return node.fields.map((field) => field.pattern);
    case 'ArrayPattern':
      return node.rest ? [...node.elements, node.rest] : node.elements;
  }
}

function typesOf(fields: TypeField[]): TreeNode[] {
  return fields.flatMap((field) => (field.default ? [field.type, field.default] : [field.type]));
}

/** Calls `enter` for `root` and everything below it, parents first, in the order of the text. */
export function visit(root: TreeNode, enter: (node: TreeNode) => void): void {
  const pending = [root];
  for (let node = pending.pop(); node; node = pending.pop()) {
    enter(node);
    const below = children(node);
    for (let i = below.length - 1; i >= 0; i--) pending.push(below[i]!);
  }
}

/**
 * The nodes round `offset` (both ends of a span count), outermost first. Where two siblings touch at the offset, the one that
 * starts there wins.
 */
export function pathAt(root: TreeNode, offset: number): TreeNode[] {
  const path: TreeNode[] = [];
  let node: TreeNode | undefined = root;
  while (node) {
    path.push(node);
    node = children(node).findLast((child) => contains(extent(child), offset));
  }
  return path;
}

export function contains(span: Span, offset: number): boolean {
  return span.start <= offset && offset <= span.end;
}
